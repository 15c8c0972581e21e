"""Public and real feeds and sitemaps: what each ends in, and what reading them costs.

`python -m benchmarks.announcements` reads every file of the private suites `feedparser` and `crawler-commons`
and of the corpus's feeds (NIGHTDESK_CORPUS in CONTRIBUTING.md), and documents made to keep a parser busy.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from crawler.discovery import apart
from crawler.discovery.announcement import Announcement, Window
from crawler.discovery.shape import Shapes
from crawler.items import Purpose
from crawler.sources import Source

CORPUS = Path(os.environ.get("NIGHTDESK_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus")
SUITES = CORPUS.parent / "suites"
EVER = Window(datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
SITE = Source(name="gazette", home="https://gazette.example/", user_agent="Bench (+mailto:bench@example.org)")


def main() -> int:
    """Read and print."""
    for name, folder in (
        ("feedparser", SUITES / "feedparser"),
        ("crawler-commons", SUITES / "crawler-commons"),
        ("real feeds", CORPUS / "feeds"),
    ):
        ends: Counter[str] = Counter()
        cpu, slowest = time.process_time(), 0.0
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            began = time.process_time()
            ends[end(read(path.read_bytes()))] += 1
            slowest = max(slowest, time.process_time() - began)
        cpu = time.process_time() - cpu
        print(f"{name}: {dict(ends)}; {cpu:.1f} s of CPU, the slowest {slowest * 1000:.0f} ms")
    for name, body in bombs():
        began, told = time.monotonic(), read(body)
        print(
            f"{name}, {len(body) / 1e6:.1f} MB: {time.monotonic() - began:.1f} s, {told.error or end(told)}"
        )
    return 0


def read(body: bytes) -> Announcement:
    """As a crawl reads it."""
    return apart.read(apart.Document(body, "https://gazette.example/x", SITE, Purpose.FEED, EVER, Shapes()))


def end(told: Announcement) -> str:
    """What a document ended in."""
    if told.candidates or told.more:
        return "candidates"
    return "a named reason" if told.reason else "nothing"


def bombs() -> Iterator[tuple[str, bytes]]:
    """Documents that a parser takes long for."""
    many = b" ".join(b"a%d='1'" % number for number in range(40_000))
    some = b" ".join(b"a%d='1'" % number for number in range(6_000))
    yield "one tag of 40,000 attributes", b"<rss version='2.0'><channel><item " + many + b"/></channel></rss>"
    yield "150 tags of 6,000 attributes", b"<rss version='2.0'><channel>" + (b"<item " + some + b"/>") * 150
    yield "a title of brackets", b"<rss><channel><item><title><![CDATA[" + b"<" * 9_000_000
    yield "a flood of brackets", b"<rss>" + (b"<" * 60_000 + b">") * 150
    entry = b"<url><loc>https://gazette.example/news/%d</loc></url>"
    lines = b"".join(entry % number for number in range(900_000))
    yield "a sitemap of 900,000 pages", b"<urlset>" + lines[:49_000_000] + b"</urlset>"


if __name__ == "__main__":
    sys.exit(main())
