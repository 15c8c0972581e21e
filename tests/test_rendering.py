"""Pages made by JavaScript: a real browser renders them, and asks for nothing past our manners."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawler.archive import read_capture
from crawler.damage import check
from crawler.items import Crawl, Fetch, Outcome, Purpose, Reading, Verdict
from crawler.rendered import read_rendered
from crawler.rendering.browser import executable, lacking
from crawler.stagefiles import read_lines

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(lacking() is not None, reason=f"no browser here: {lacking()}"),
]
ROOT = Path(__file__).parent.parent
RUN = "2026-11-24-nightly-0000b40d"
AGENT = "Nightdesk/0.1 (+mailto:night-editor@example.org)"
PARAGRAPHS = [
    f"The ferry office sold {n} tickets before noon, which the harbour master called a fair number for a day on "
    "which the wind had kept most of the smaller boats behind the breakwater and their owners in the inn."
    for n in (41, 42, 43, 44, 45)
]
SHELL = """<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry</title>
<link rel=stylesheet href=/style.css><link rel=prefetch href=/prefetched.html><link rel=preconnect href="{outside}">
<script src=/app.js></script><script src=/private/spy.js></script></head><body><div id=root></div>
<img src=/picture.png><img src="{outside}/pixel.png"><iframe src=/frame.html></iframe></body></html>"""
APP = """
navigator.sendBeacon && navigator.sendBeacon('/beacon', 'x');
try { new WebSocket('ws://' + location.host + '/socket'); } catch (e) {}
try { new WebSocket('%(outside)s/socket'.replace('http', 'ws')); } catch (e) {}
try { new RTCPeerConnection({iceServers: [{urls: 'stun:127.6.0.2:3478'}]}).createDataChannel('x'); } catch (e) {}
fetch('%(outside)s/secret.json').catch(() => 0);
fetch('http://127.0.0.1/secret.json').catch(() => 0);
fetch('file:///etc/passwd').catch(() => 0);
fetch('/api' + location.pathname, {method: 'POST'}).catch(() => 0);
document.addEventListener('DOMContentLoaded', async () => {
  const story = await (await fetch('/api' + location.pathname)).json();
  const root = document.getElementById('root');
  root.innerHTML = '<article><h1>' + story.title + '</h1>' + story.paragraphs.map(p => '<p>' + p + '</p>').join('')
    + '</article>';
  if (location.pathname === '/news/endless') { while (true) {} }
});
"""


class Ferry(BaseHTTPRequestHandler):
    """A paper whose pages are empty until their script has run."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = self.server
        server.asked.append((self.command, self.path, self.headers.get("User-Agent", "")))
        home = f"http://127.6.0.1:{server.server_port}"
        path = self.path
        if path == "/robots.txt":
            self.answer("User-agent: *\nDisallow: /private/\n", "text/plain")
        elif path == "/feed.xml":
            links = "".join(
                f"<item><link>{home}/news/{name}</link></item>" for name in ("one", "two", "endless")
            )
            self.answer(
                f'<rss version="2.0"><channel><title>Ferry</title>{links}</channel></rss>', "text/xml"
            )
        elif path.startswith("/news/"):
            self.answer(SHELL.format(outside=server.outside), "text/html; charset=utf-8")
        elif path == "/app.js":
            self.answer(APP % {"outside": server.outside}, "text/javascript")
        elif path.startswith("/api/"):
            name = path.rpartition("/")[2]
            self.answer(
                json.dumps({"title": f"The ferry, part {name}", "paragraphs": PARAGRAPHS}), "application/json"
            )
        else:
            self.answer("<p>Nothing of use.", "text/html")

    do_POST = do_GET  # noqa: N815

    def answer(self, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: str, outside: str = "") -> None:
        self.asked: list[tuple[str, str, str]] = []  # method, path, user agent
        self.outside = outside
        super().__init__((address, 0), Ferry)
        threading.Thread(target=self.serve_forever, daemon=True).start()


@dataclass(frozen=True)
class Night:
    home: Path
    asked: list[tuple[str, str, str]]  # at the paper
    outside: list[tuple[str, str, str]]  # at a private server that nobody named

    def fetches(self) -> list[Fetch]:
        return list(read_lines(self.home / "runs" / RUN / "ferry" / "fetches.jsonl", Fetch))

    def story(self, name: str) -> Fetch:
        return next(
            one for one in self.fetches() if one.purpose == Purpose.ARTICLE and one.url.endswith(name)
        )


def child(module: str, job: Path) -> None:
    command = [sys.executable, "-m", module, str(job)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    told = process.stderr.read().decode()
    process.stdin.close()
    assert process.wait() == 0, told


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    home = tmp_path_factory.mktemp("home")
    with (
        Server("127.6.0.2") as outside,
        Server("127.6.0.1", f"http://127.6.0.2:{outside.server_port}") as paper,
    ):
        source = {
            "name": "ferry",
            "home": f"http://127.6.0.1:{paper.server_port}/",
            "feeds": [f"http://127.6.0.1:{paper.server_port}/feed.xml"],
            "user_agent": AGENT,
            "allow_private": True,
            "ports": [paper.server_port, outside.server_port, 80],
            "delay": 0,
            "render": True,
        }
        told = {
            "home": str(home),
            "run": RUN,
            "kind": "nightly",
            "logical_date": "2026-11-24",
            "sources": [source],
        }
        told |= {"now": datetime(2026, 11, 24, 2, 15, tzinfo=UTC).isoformat()}
        (home / "job.json").write_text(json.dumps(told), encoding="utf-8")
        child("tests.browsing", home / "job.json")
        child("crawler.reading", home / "job.json")
        paper.shutdown()
        outside.shutdown()
        return Night(home, paper.asked, outside.asked)


def test_the_page_is_kept_as_served_and_beside_it_as_rendered(night):
    where = night.story("one").capture
    served = read_capture(night.home, where.warc_file, where.warc_offset, where.warc_length)
    assert b"<div id=root></div>" in served.body
    assert PARAGRAPHS[0].encode() not in served.body
    assert PARAGRAPHS[0].encode() in read_rendered(night.home, where)


def test_what_was_rendered_is_what_is_read(night):
    readings = read_lines(night.home / "runs" / RUN / "ferry" / "readings.jsonl", Reading)
    (read,) = [one for one in readings if one.url.endswith("/one")]
    assert read.verdict == Verdict.ARTICLE, read.reason
    assert [one.text for one in read.article.paragraphs] == PARAGRAPHS


def test_the_archive_is_whole(night):
    (ended,) = read_lines(night.home / "runs" / RUN / "ferry" / "crawl.json", Crawl)
    assert check(night.home / ended.warc_file) == []


def test_scripts_and_data_are_fetches_in_the_ledger_and_asked_for_once(night):
    got = [
        one.url.partition("127.6.0.1")[2].partition("/")[2]
        for one in night.fetches()
        if one.purpose == Purpose.RESOURCE and one.outcome == Outcome.OK
    ]
    assert got.count("app.js") == 1
    assert got.count("api/news/one") == 1


def test_robots_and_guard_hold_for_what_a_page_asks_for(night):
    ended = {one.url: one.outcome for one in night.fetches() if one.purpose == Purpose.RESOURCE}
    assert [outcome for url, outcome in ended.items() if "/private/spy.js" in url] == [Outcome.ROBOTS_DENIED]
    refused = [url for url, outcome in ended.items() if outcome == Outcome.ADDRESS_REFUSED]
    assert "http://127.0.0.1/secret.json" in refused
    assert any(url.startswith("http://127.6.0.2:") for url in refused)


def test_the_browser_itself_asks_for_nothing(night):
    assert night.outside == []
    assert {agent for _, _, agent in night.asked} == {AGENT}
    assert {method for method, _, _ in night.asked} == {"GET"}
    paths = {path for _, path, _ in night.asked}
    assert paths == {
        "/robots.txt",
        "/.well-known/tdmrep.json",
        "/feed.xml",
        "/app.js",
        *(f"{api}/news/{name}" for api in ("", "/api") for name in ("one", "two", "endless")),
    }


def test_a_page_whose_script_never_ends_is_kept_as_served_and_said_so(night):
    story = night.story("endless")
    assert story.outcome == Outcome.OK
    assert story.notices["not-rendered"] == "its scripts did not end within 6 s"
    assert read_rendered(night.home, story.capture) is None
    (ended,) = read_lines(night.home / "runs" / RUN / "ferry" / "crawl.json", Crawl)
    assert (ended.ended, ended.limits["rendering"]) == ("complete", 1)


def test_the_systems_browser_is_used():
    assert Path(executable()).exists()
