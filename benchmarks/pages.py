"""Pages to measure with: real ones if the corpus is there, else the made-up newspapers'."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from datetime import date
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.newspapers import Newspapers
from tests.private import CORPUS

PARAGRAPH = re.compile(rb"<p(?:\s[^>]*)?>", re.IGNORECASE)


def pages(count: int) -> list[bytes]:
    """So many pages, uncompressed; no two have the same title or text."""
    originals = real() or made_up()
    return [unlike(originals[number % len(originals)], number) for number in range(count)]


def real() -> list[bytes]:
    """The corpus's pages, if it is there."""
    found = []
    for path in sorted(CORPUS.glob("*/html/*.html.gz")):
        with gzip.open(path) as file:
            found.append(file.read())
    return sorted(found, key=lambda page: hashlib.sha1(page).digest())  # sets and sites well mixed


def made_up() -> list[bytes]:
    """The newspapers' articles in a bare template."""
    with Newspapers(date(2026, 3, 1)) as papers:
        truths = [truth for told in papers.expected(1).values() for truth in told if truth.paragraphs]
    return [
        f"<html><title>{escape(truth.title or '')}</title><body><h1>{escape(truth.title or '')}</h1>".encode()
        + "".join(f"<p>{escape(text)}</p>" for text in truth.paragraphs).encode()
        for truth in truths
    ]


def unlike(page: bytes, number: int) -> bytes:
    """The page with a number in its title and first paragraph."""
    mark = f"Report {number}: ".encode()
    page = page.replace(b"<title>", b"<title>" + mark, 1)
    return PARAGRAPH.sub(lambda found: found[0] + mark, page, count=1)


class Handler(BaseHTTPRequestHandler):
    """Serves numbered pages, compressed beforehand."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        """`/news/0007.html`, `/feed.xml`, or an empty robots.txt."""
        site = self.server
        name = self.path.rpartition("/")[2].removesuffix(".html")
        if self.path == "/feed.xml":
            body, kind = site.feed(), "application/rss+xml"
        elif name.isdigit() and int(name) < len(site.pages):
            body, kind = site.pages[int(name)], "text/html; charset=utf-8"
        else:
            body, kind = b"", "text/plain"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if body.startswith(b"\x1f\x8b"):
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing on stderr."""


class Site(ThreadingHTTPServer):
    """A site of numbered pages."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: str, pages: list[bytes]) -> None:
        self.pages = [gzip.compress(page, 5) for page in pages]
        super().__init__((address, 0), Handler)
        self.home = f"http://{address}:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def feed(self) -> bytes:
        """An RSS feed of all pages."""
        links = "".join(f"<item><link>{url}</link></item>" for url in self.urls())
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{links}</channel></rss>'.encode()

    def urls(self) -> list[str]:
        """The addresses of its pages."""
        return [f"{self.home}/news/{number:05d}.html" for number in range(len(self.pages))]


def sources_toml(sites: list[Site], path: Path) -> Path:
    """The list of the sites."""
    lines = [
        "[defaults]",
        'user_agent = "Nightdesk/0.1 (+mailto:desk@example.org)"',
        "delay = 0",
        "concurrency = 8",
        "",
    ]
    for number, site in enumerate(sites):
        lines += [
            "[[source]]",
            f'name = "site{number}"',
            f'home = "{site.home}/"',
            f'feeds = ["{site.home}/feed.xml"]',
            f"ports = [{site.server_port}]",
            "allow_private = true",
            "",
        ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
