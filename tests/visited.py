"""A visit that is over: its WARC file is closed, its stage files are written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from crawler.archive import Archive
from crawler.items import Crawl
from crawler.stagefiles import write_lines, write_record
from flows.runs import Run, begin

DAY = date(2026, 3, 1)
NAME = "gazette"


def visited(home: Path, run: Run | None = None, taken: list[str] | None = None) -> Run:
    """A run that visited one source: its WARC file is closed, its stage files are written."""
    run = run or begin(home, "nightly", "00000001", (), DAY)
    archive = Archive(home, NAME, run.name, DAY, {}, taken or ())
    moment = datetime(2026, 3, 1, 2, 15, tzinfo=UTC)
    crawl = Crawl(run.name, NAME, DAY, "nightly", moment, moment, "complete", 0, 0, 0, archive.name)
    archive.close(crawl, {}, [])
    write_lines(run.of(NAME) / "fetches.jsonl", [])
    write_record(run.of(NAME) / "crawl.json", crawl)
    return run
