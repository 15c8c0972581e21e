"""Stage files for tests of the warehouse: pages as a crawl and a reading would have left them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from crawler.items import (
    Article,
    Capture,
    Crawl,
    Fetch,
    Outcome,
    Paragraph,
    Purpose,
    Reading,
    Verdict,
)
from crawler.stagefiles import write_lines, write_record
from crawler.urls import url_key

MIDNIGHT = datetime(2026, 3, 1, 2, 15, tzinfo=UTC)
TEXT = (
    "The old iron bridge over the Tarn will close on Monday for eleven weeks, the county said on Friday.",
    "Divers found cracks in two of its four piers, and drivers will have to go round by the mill.",
)


@dataclass
class Night:
    """One run of one source: add pages, then write."""

    home: Path
    number: int = 1
    source: str = "gazette"
    kind: str = "nightly"
    fetches: list[Fetch] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    discovered: int | None = None  # as many as were fetched, unless said otherwise

    @property
    def started_at(self) -> datetime:
        return MIDNIGHT + timedelta(days=self.number - 1)

    @property
    def run(self) -> str:
        return f"{self.started_at.date()}-{self.kind}-{self.number:08x}"

    def fetch(self, url: str, outcome: Outcome = Outcome.OK, status: int | None = 200, **more: Any) -> Fetch:
        """An attempt; answers of a server get a capture."""
        name = f"{self.run} {self.source} {url} {len(self.fetches)}"
        at = self.started_at + timedelta(seconds=len(self.fetches))
        capture = None
        if status is not None:
            capture = Capture(str(uuid5(NAMESPACE_URL, name)), "warc/x.warc.gz", 0, 1, "sha1:X", "text/html")
        told = {"purpose": Purpose.ARTICLE, "capture": capture, "http_status": status} | more
        made = Fetch(
            fetch_id=str(uuid5(NAMESPACE_URL, "f" + name)),
            run=self.run,
            source=self.source,
            url=url,
            url_key=url_key(url),
            announced_url=url,
            started_at=at,
            seconds=0.1,
            outcome=outcome,
            reason=f"{status}",
            **told,
        )
        self.fetches.append(made)
        return made

    def page(
        self,
        url: str,
        title: str = "Bridge to close",
        text: tuple[str, ...] = TEXT,
        verdict: Verdict = Verdict.ARTICLE,
        aliases: tuple[str, ...] = (),
        **more: Any,
    ) -> Reading:
        """A page that was fetched and read."""
        fetch = self.fetch(url)
        assert fetch.capture is not None
        article = None
        if verdict in {Verdict.ARTICLE, Verdict.LIVE_BLOG}:
            article = Article(title, tuple(Paragraph("text", one) for one in text), **more)
        every = (url, *aliases)
        reading = Reading(
            fetch.capture.capture_id,
            self.run,
            self.source,
            url,
            url_key(url),
            every,
            fetch.started_at,
            verdict,
            "read",
            article,
            "nightdesk 0.1.0",
            alias_keys=tuple(url_key(one) for one in every),
        )
        self.readings.append(reading)
        return reading

    def write(self) -> Path:
        """The run's folder."""
        folder = self.home / "runs" / self.run
        at = self.started_at
        crawl = Crawl(
            self.run,
            self.source,
            at.date(),
            self.kind,
            at,
            at,
            "complete",
            len(self.fetches) if self.discovered is None else self.discovered,
            0,
            len(self.fetches),
            "warc/x.warc.gz",
        )
        told = {
            "run": self.run,
            "kind": self.kind,
            "logical_date": str(date.fromisoformat(str(at.date()))),
            "started_at": at.isoformat(),
            "sources": [self.source],
            "parameters": {},
        }
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "run.json").write_text(json.dumps(told))
        write_lines(folder / self.source / "fetches.jsonl", self.fetches)
        write_lines(folder / self.source / "readings.jsonl", self.readings)
        write_record(folder / self.source / "crawl.json", crawl)
        return folder
