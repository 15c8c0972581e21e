"""A site of a few pages on loopback, each said in one line; it knows ETags and remembers who asked for what."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType


@dataclass
class Page:
    """What is served under a path."""

    body: str = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class TinySite:
    """Serves `pages` (path -> page) on an address of its own; `{home}` in a page is its address."""

    pages: dict[str, Page]
    address: str = "127.0.0.31"
    asked: list[tuple[str, int]] = field(default_factory=list)  # path and status, in order

    def __enter__(self) -> TinySite:
        site = self

        class Reply(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, *args: object) -> None:
                """Nothing on stderr."""

        self._server = ThreadingHTTPServer((self.address, 0), Reply)
        self._server.daemon_threads = True
        self.home = f"http://{self.address}:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        page = self.pages.get(request.path, Page("not here", 404))
        body = page.body.replace("{home}", self.home).encode()
        etag = f'"{hashlib.sha1(body).hexdigest()[:12]}"'
        status = 304 if request.headers.get("If-None-Match") == etag else page.status
        self.asked.append((request.path, status))
        request.send_response(status)
        headers = {"ETag": etag, "Content-Type": page.kind} | page.headers
        for name, value in headers.items():
            request.send_header(name, value.replace("{home}", self.home))
        if status != 304:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        if status != 304:
            request.wfile.write(body)

    def entry(self, **facts: object) -> dict[str, object]:
        """Its entry in sources.toml."""
        port = int(self.home.rsplit(":", 1)[1])
        told = {"name": "tiny", "home": f"{self.home}/", "allow_private": True, "ports": [port], "delay": 0}
        return told | {"revisit": ["30d"]} | facts

    def listed(self, path: Path, **facts: object) -> Path:
        """A sources.toml with this site alone."""
        lines = [f"{key} = {json.dumps(value)}" for key, value in self.entry(**facts).items()]
        agent = 'user_agent = "Nightdesk tests (+mailto:desk@example.org)"'
        path.write_text("\n".join(["[defaults]", agent, "", "[[source]]", *lines]) + "\n", encoding="utf-8")
        return path


def rss(*paths: str, day: str = "") -> Page:
    """A feed of these pages."""
    dated = f"<pubDate>{day}</pubDate>" if day else ""
    items = "".join(f"<item><title>Of {p}</title><link>{{home}}{p}</link>{dated}</item>" for p in paths)
    text = f'<rss version="2.0"><channel><title>Tiny Times</title>{items}</channel></rss>'
    return Page(text, kind="application/rss+xml")


def story(number: int) -> Page:
    """An article, each with words of its own."""
    text = "".join(
        f"<p>In street {number}{n} the council counted {number * 7 + n} lamps on Monday, and found that {n} of them "
        f"had been lit since the flood of {1900 + number}; nobody on the pier could say who paid for it.</p>"
        for n in range(1, 7)
    )
    return Page(
        f'<html lang="en"><head><title>Lamps of street {number} counted - Tiny Times</title></head><body><article>'
        f"<h1>Lamps of street {number} counted</h1>{text}</article></body></html>"
    )
