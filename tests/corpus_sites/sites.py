"""The sites: each page at its own path, announced in a feed and a sitemap, with a robots.txt."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

SETS = ("fundus", "aeb")


@dataclass(slots=True)
class Site:
    """One site of the corpus."""

    domain: str
    name: str
    address: str  # 127.0.x.y
    pages: dict[str, dict[str, str]] = field(default_factory=dict)  # path -> the corpus's line about it
    home: str = ""
    asked: list[str] = field(default_factory=list)  # paths that were served


def sites_of(corpus: Path) -> list[Site]:
    """The sites of the labelled sets, each with its pages."""
    by_domain: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (corpus / "pages.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            if told["set"] in SETS:
                by_domain[told["domain"]].append(told)
    sites = []
    for number, (domain, pages) in enumerate(sorted(by_domain.items())):
        name = "".join(letter if letter.isalnum() else "_" for letter in domain.lower())[:40]
        site = Site(domain, name, f"127.1.{number // 200}.{number % 200 + 1}")
        for page in pages:
            parts = urlsplit(page["url"])
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            if path in site.pages or path == "/":
                path = f"/saved/{page['id']}"
            site.pages[path] = page
        sites.append(site)
    return sites


class Handler(BaseHTTPRequestHandler):
    """Serves one site."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """A page as saved, still compressed; or the feed, the sitemap, robots.txt."""
        site = self.server.site
        site.asked.append(self.path)
        made = {"/robots.txt": robots, "/feed.xml": feed, "/sitemap.xml": sitemap}.get(self.path)
        if made:
            return self._send(200, made(site).encode(), "text/plain" if made is robots else "application/xml")
        page = site.pages.get(self.path)
        if page is None:
            return self._send(404, b"not here", "text/plain")
        return self._send(200, (self.server.corpus / page["html_path"]).read_bytes(), "text/html", "gzip")

    def _send(self, status: int, body: bytes, kind: str, coding: str = "") -> None:
        etag = f'"{hashlib.sha1(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            status, body, coding = 304, b"", ""
        if coding == "gzip" and not body.startswith(b"\x1f\x8b"):
            body = gzip.compress(body)
        self.send_response(status)
        self.send_header("ETag", etag)
        if status != 304:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        if coding:
            self.send_header("Content-Encoding", coding)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing on stderr."""


class Server(ThreadingHTTPServer):
    """One site's server, on an address of its own."""

    daemon_threads = True

    def __init__(self, site: Site, corpus: Path) -> None:
        self.site, self.corpus = site, corpus
        super().__init__((site.address, 0), Handler)
        site.home = f"http://{site.address}:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


def robots(site: Site) -> str:
    """Everybody may read everything."""
    return f"User-agent: *\nDisallow:\nSitemap: {site.home}/sitemap.xml\n"


def feed(site: Site) -> str:
    """All pages, without dates: a feed's date would help reading more than the page itself does."""
    items = "".join(f"<item><link>{escape(site.home + path)}</link></item>" for path in site.pages)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


def sitemap(site: Site) -> str:
    """All pages once more."""
    urls = "".join(f"<url><loc>{escape(site.home + path)}</loc></url>" for path in site.pages)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


@contextmanager
def served(corpus: Path) -> Iterator[list[Site]]:
    """The sites while the block runs."""
    sites = sites_of(corpus)
    servers = [Server(site, corpus) for site in sites]
    try:
        yield sites
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def sources_toml(sites: list[Site], path: Path) -> Path:
    """The list of these sites."""
    lines = ["[defaults]", 'user_agent = "Nightdesk/0.1 (+mailto:desk@example.org)"', "delay = 0", ""]
    for site in sites:
        lines += [
            "[[source]]",
            f'name = "{site.name}"',
            f'home = "{site.home}/"',
            f'feeds = ["{site.home}/feed.xml"]',
            f'sitemaps = ["{site.home}/sitemap.xml"]',
            f"ports = [{site.home.rpartition(':')[2]}]",
            "allow_private = true",
            "",
        ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
