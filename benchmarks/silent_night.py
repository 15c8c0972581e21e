"""A night on which nothing is new: what it costs to find that out.

`python -m benchmarks.silent_night [--sources 200] [--known 500]` makes a warehouse in which these articles
are known and none is due, serves each source's feed and news sitemap on a loopback address of its own, and
lets the nightly flow run. It prints requests, bytes, seconds and CPU seconds. Exit code 1 if any article is
fetched.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import duckdb

from benchmarks.memory import Watch
from crawler.items import (
    Article,
    Candidate,
    Capture,
    Crawl,
    Fetch,
    Outcome,
    Paragraph,
    Purpose,
    Reading,
    Verdict,
    Via,
)
from crawler.stagefiles import write_lines, write_record
from crawler.urls import url_key
from warehouse.similarity import find_copies
from warehouse.store import writing

IN_FEED = 50
WORDS = ["".join(letters) for letters in product("bdklmnprst", "aeiou", "bdklmnprst", "aeiou")]
YESTERDAY = datetime.now(UTC) - timedelta(days=1)
RUN = f"{YESTERDAY.date()}-nightly-0000beef"


class Web:
    """All sources, served from one thread; each answers 304 to who knows its ETag."""

    def __init__(self, sources: int, known: int) -> None:
        self.addresses = [f"127.4.{number // 250}.{number % 250 + 1}" for number in range(sources)]
        self.known, self.port = known, 0
        self.answers: Counter[tuple[str, int]] = Counter()  # path and status
        self.bytes = 0  # of bodies
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        asyncio.run_coroutine_threadsafe(self._open(), self.loop).result(60)

    async def _open(self) -> None:
        for address in self.addresses:
            server = await asyncio.start_server(self._serve, address, self.port)
            self.port = self.port or server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path, host = request.split(" ", 2)[1], writer.get_extra_info("sockname")[0]
                status, body = self._answer(path, host, '"same"' in request)
                self.answers[path if path.count("/") == 1 else "/articles", status] += 1
                self.bytes += len(body)
                head = f'HTTP/1.1 {status} X\r\nETag: "same"\r\nContent-Length: {len(body)}\r\n\r\n'
                writer.write(head.encode() + body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer(self, path: str, host: str, known: bool) -> tuple[int, bytes]:
        if path == "/robots.txt":
            return 200, b"User-agent: *\nDisallow: /admin/\n"
        if path in {"/feed.xml", "/news.xml"}:
            return (304, b"") if known else (200, b"<rss version='2.0'><channel/></rss>")
        return 200, f"<html><body><p>{host}{path}</p></body></html>".encode()

    def home(self, number: int) -> str:
        """The address of a source."""
        return f"http://{self.addresses[number]}:{self.port}"


def yesterday(home: Path, web: Web) -> None:
    """Leave the stage files of a night that brought everything, and load them."""
    folder = home / "runs" / RUN
    names = [f"s{number}" for number in range(len(web.addresses))]
    folder.mkdir(parents=True)
    told = {
        "run": RUN,
        "kind": "nightly",
        "logical_date": str(YESTERDAY.date()),
        "sources": names,
        "parameters": {},
    }
    (folder / "run.json").write_text(json.dumps(told | {"started_at": YESTERDAY.isoformat()}))
    for number, name in enumerate(names):
        fetches, readings = [], []
        for kind, path in ((Purpose.FEED, "/feed.xml"), (Purpose.SITEMAP, "/news.xml")):
            fetches.append(fetch_of(name, kind, web.home(number) + path, None))
        for article in range(web.known):
            url = f"{web.home(number)}/news/{10_000 + article}"
            via = web.home(number) + ("/feed.xml" if article < IN_FEED else "/news.xml")
            fetches.append(fetch_of(name, Purpose.ARTICLE, url, Candidate(name, url, Via.FEED, via)))
            readings.append(reading_of(fetches[-1], article))
        write_lines(folder / name / "fetches.jsonl", fetches)
        write_lines(folder / name / "readings.jsonl", readings)
        at, count = YESTERDAY, len(readings)
        crawl = Crawl(RUN, name, at.date(), "nightly", at, at, "complete", count, 0, count, None)
        write_record(folder / name / "crawl.json", crawl)
    with writing(home) as warehouse:
        warehouse.start_run(folder)
        for start in range(0, len(names), 50):
            warehouse.load(folder, *names[start : start + 50])
        find_copies(warehouse.connection)


def fetch_of(source: str, purpose: Purpose, url: str, candidate: Candidate | None) -> Fetch:
    """An address that was fetched yesterday."""
    own_id = str(uuid5(NAMESPACE_URL, url))
    capture = Capture(own_id, "warc/none.warc.gz", 0, 1, "sha1:X", "text/html")
    return Fetch(
        own_id, RUN, source, purpose, url, url_key(url), url, YESTERDAY, 0.1, Outcome.OK, "200 OK", 200,
        etag='"same"', capture=capture, candidate=candidate,
    )  # fmt: skip


def reading_of(fetch: Fetch, number: int) -> Reading:
    """A short article that was read from it."""
    words = random.Random(fetch.url).choices(WORDS, k=40)
    article = Article(f"Lamp {number} is lit", (Paragraph("text", " ".join(words)),))
    assert fetch.capture is not None
    return Reading(
        fetch.capture.capture_id, RUN, fetch.source, fetch.url, fetch.url_key, (fetch.url,), YESTERDAY,
        Verdict.ARTICLE, "read", article, "nightdesk 0.1.0", alias_keys=(fetch.url_key,),
    )  # fmt: skip


def listed(path: Path, web: Web) -> Path:
    """The sources.toml of all of them."""
    agent = "Nightdesk/0.1 (+mailto:bench@example.org)"
    lines = [f'[defaults]\nuser_agent = "{agent}"\ndelay = 0\nallow_private = true']
    lines.append(f'ports = [{web.port}]\nrevisit = ["30d"]')
    for number in range(len(web.addresses)):
        home = web.home(number)
        announced = f'feeds = ["{home}/feed.xml"]\nsitemaps = ["{home}/news.xml"]'
        lines.append(f'[[source]]\nname = "s{number}"\nhome = "{home}/"\n{announced}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--known", type=int, default=500, help="articles of each source")
    options = parser.parse_args()
    web = Web(options.sources, options.known)
    with tempfile.TemporaryDirectory() as folder:
        home, began = Path(folder) / "home", time.monotonic()
        yesterday(home, web)
        made = time.monotonic() - began
        print(
            f"{options.sources} sources, {options.known} known articles each, made in {made:.0f} s",
            flush=True,
        )
        command = [sys.executable, "-m", "flows", "--home", str(home), "run"]
        command += ["--sources", str(listed(Path(folder) / "sources.toml", web)), "--json"]
        with (Path(folder) / "report.json").open("w+") as said:
            child = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL)
            watch = Watch(child.pid)
            _, code, used = os.wait4(child.pid, 0)
            memory = watch.stop()
            said.seek(0)
            lines = json.load(said)[0]["lines"]
        with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
            sql = "select epoch(finished_at - started_at) from runs where run <> $run"
            ((seconds,),) = connection.execute(sql, {"run": RUN}).fetchall()
    cpu = used.ru_utime + used.ru_stime
    for (path, status), count in sorted(web.answers.items()):
        print(f"{count} requests for {path}: {status}")
    articles = sum(line["fetched"] for line in lines)
    print(f"{web.answers.total()} requests, {web.bytes} bytes of bodies, {articles} article fetches")
    print(f"{seconds:.1f} s from start to report, {cpu:.1f} s of CPU in all, Prefect's own start included")
    print(f"memory at most {memory / 1e6:.0f} MB, all processes together")
    return 1 if articles or code else 0


if __name__ == "__main__":
    sys.exit(main())
