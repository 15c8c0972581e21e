"""Fetching and archiving against a bare Scrapy spider that keeps nothing, on the same pages in the same run.

`python -m benchmarks.fetching [--pages 5000]` prints pages per CPU second of both, and the crawler's memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.stand import stand

RUN = "2026-11-24-nightly-0000fe7c"
QUIET = ("LOG_LEVEL=ERROR", "CONCURRENT_ITEMS=1")


@dataclass(frozen=True, slots=True)
class Used:
    """What a child process used."""

    name: str
    pages: int
    cpu: float  # seconds, user and system
    memory: int  # bytes, at its largest

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.pages} pages, {1000 * self.cpu / self.pages:.2f} ms of CPU each, "
            f"{self.pages / self.cpu:.0f} pages a CPU second, {self.memory / 1e6:.0f} MB at most"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=5000)
    count = parser.parse_args().pages
    with stand(count) as home, tempfile.TemporaryDirectory() as folder:
        bare = spider("bare Scrapy spider, default settings", home, count)
        print(bare, flush=True)
        quiet = spider(f"the same with {' '.join(QUIET)}", home, count, *QUIET)
        print(quiet, flush=True)
        ours = crawl(home, count, Path(folder))
        print(ours, flush=True)
        kept = sum(path.stat().st_size for path in Path(folder).rglob("*.warc.gz"))
        print(f"WARC: {kept / 1e6:.0f} MB")
    for other in (bare, quiet):
        print(f"ratio of pages a CPU second to {other.name}: {other.cpu / ours.cpu:.2f}")


def spider(name: str, home: str, count: int, *settings: str) -> Used:
    """The bare spider."""
    script = Path(__file__).with_name("bare_spider.py")
    command = [sys.executable, str(script), home, str(count), *settings]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert child.stdout is not None
    seen = int(child.stdout.read())
    assert seen == count, f"the spider saw {seen} pages"
    return used(name, child, seen)


def crawl(home: str, count: int, folder: Path) -> Used:
    """Our crawl process: robots.txt, a feed, every page into a WARC file, the ledger."""
    job = folder / "job.json"
    source = {
        "name": "stand",
        "home": f"{home}/",
        "user_agent": "Nightdesk/0.1 (+mailto:desk@example.org)",
        "allow_private": True,
        "ports": [int(home.rpartition(":")[2])],
        "delay": 0,
        "concurrency": 8,
        "max_pages": count,
        "max_minutes": 60,
        "max_bytes": 10**12,
    }
    pages = [{"source": "stand", "url": f"{home}/news/{n}", "via": "feed"} for n in range(count)]
    told = {
        "home": str(folder),
        "run": RUN,
        "kind": "nightly",
        "logical_date": "2026-11-24",
        "announcements": False,
    }
    told |= {"now": datetime.now(UTC).isoformat(), "sources": [source], "pages": pages}
    job.write_text(json.dumps(told), encoding="utf-8")
    child = subprocess.Popen(
        [sys.executable, "-m", "crawler.crawl", str(job)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    measured = used("nightdesk, archiving", child, count)
    assert child.stdin is not None
    child.stdin.close()
    fetches = (folder / "runs" / RUN / "stand" / "fetches.jsonl").read_text(encoding="utf-8").splitlines()
    kept = sum(one["purpose"] == "article" and one["outcome"] == "ok" for one in map(json.loads, fetches))
    assert kept == count, f"{kept} pages were kept"
    return measured


def used(name: str, child: subprocess.Popen[str] | subprocess.Popen[bytes], pages: int) -> Used:
    """What a child used until it ended."""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, f"{name} ended with {child.returncode}"
    return Used(name, pages, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


if __name__ == "__main__":
    main()
