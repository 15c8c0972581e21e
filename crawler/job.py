"""What a crawl process is asked to do: JOB.json, as docs/stage-files.md tells."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from crawler.discovery.announcement import Window
from crawler.items import Candidate, Purpose
from crawler.sources import Source
from crawler.stagefiles import record_of

SURVEY = "survey"  # the kind of job that only looks around


@dataclass(frozen=True, slots=True)
class Job:
    """One crawl process's work."""

    home: Path
    run: str
    kind: str
    logical_date: date
    now: datetime  # UTC
    sources: tuple[Source, ...]
    announcements: bool  # read feeds, sitemaps ... or only fetch `pages`
    pages: tuple[Candidate, ...]  # beyond what is announced
    documents: tuple[tuple[str, Purpose, str], ...]  # source, kind, URL: instead of what a source names
    window: Window  # the days of announcements that are asked for
    sample: int = 0  # pages that a survey reads
    order: str | None = None  # "newest" or "oldest" candidates first; None: as they were announced
    days_asked: bool = False  # other days than the last ones: documents are read even if they are unchanged
    elsewhere: Path | None = None  # the home whose hosts are asked, if it is another than this job's
    taken: frozenset[str] = frozenset()  # names of WARC files that a depot holds already

    @property
    def hosts(self) -> Path:
        """Where the paces of hosts are agreed upon with other crawls."""
        return (self.elsewhere or self.home) / "hosts"

    def folder(self, source: Source) -> Path:
        """Where the stage files of a source go."""
        return self.home / "runs" / self.run / source.name


def read_job(path: Path) -> Job:
    """A job from its file. ValueError, KeyError or OSError if it is none."""
    told = json.loads(path.read_text(encoding="utf-8"))
    now = datetime.fromisoformat(told["now"])
    asked = told.get("window")
    window = Window.of_days(*map(datetime.fromisoformat, asked)) if asked else Window.of_night(now)
    if told["kind"] == SURVEY:  # a feed that fell silent long ago shows when
        window = replace(window, since=datetime.min.replace(tzinfo=UTC))
    documents = tuple(
        (one["source"], Purpose(one["purpose"]), one["url"]) for one in told.get("documents", ())
    )
    return Job(
        Path(told["home"]),
        told["run"],
        told["kind"],
        date.fromisoformat(told["logical_date"]),
        now,
        tuple(Source.model_validate(facts) for facts in told["sources"]),
        told.get("announcements", True),
        tuple(record_of(Candidate, one) for one in told.get("pages", ())),
        documents,
        window,
        told.get("sample", 0),
        told.get("order"),
        bool(asked),
        Path(told["hosts_of"]) if told.get("hosts_of") else None,
        frozenset(told.get("taken", ())),
    )
