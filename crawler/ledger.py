"""The ledger of one source's crawl: every attempt with its outcome, beside the pages in the WARC file."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from crawler.archive import Archive
from crawler.fetcher import Attempt
from crawler.items import Candidate, Crawl, Fetch, Outcome, Purpose
from crawler.job import Job
from crawler.sources import Source
from crawler.stagefiles import write_lines, write_record


class Ledger:
    """Writes down what happens, and closes everything at the end: WARC file first, then the stage files."""

    def __init__(self, job: Job, source: Source) -> None:
        self.job, self.source = job, source
        self.fetches: list[Fetch] = []
        self.limits: Counter[str] = Counter()
        self.findings: list[str] = []
        self.bytes = 0
        self._archive: Archive | None = None
        self._started_at = datetime.now(UTC)

    def note(
        self,
        purpose: Purpose,
        url: str,
        attempt: Attempt,
        *,
        candidate: Candidate | None = None,
        number: int = 1,
        before: Fetch | None = None,
        location: str | None = None,
        notices: dict[str, str] | None = None,
    ) -> Fetch:
        """One attempt, with its capture if there was a response. `before` is the hop that led here."""
        fetch = Fetch(
            fetch_id=str(uuid.uuid4()),
            run=self.job.run,
            source=self.source.name,
            purpose=purpose,
            url=url,
            url_key=self.source.key(url),
            announced_url=before.announced_url if before else url,
            started_at=attempt.started_at,
            seconds=round(attempt.seconds, 4),
            outcome=attempt.outcome,
            reason=attempt.reason,
            http_status=attempt.exchange.status if attempt.exchange else None,
            bytes=len(attempt.exchange.body) if attempt.exchange else 0,
            attempt=number,
            redirect_of=before.fetch_id if before else None,
            location=location,
            etag=attempt.validator("etag"),
            last_modified=attempt.validator("last-modified"),
            candidate=candidate,
            notices=attempt.notices | (notices or {}),
        )
        if attempt.exchange is not None:
            fetch = replace(fetch, capture=self._keeper().keep(attempt.exchange, fetch))
        if attempt.outcome == Outcome.TOO_LARGE:
            self.limits["body"] += 1
        if attempt.outcome == Outcome.TIMEOUT:
            self.limits["seconds"] += 1
        self.bytes += fetch.bytes
        self.fetches.append(fetch)
        return fetch

    def unsent(
        self,
        purpose: Purpose,
        url: str,
        outcome: Outcome,
        reason: str,
        candidate: Candidate | None = None,
        before: Fetch | None = None,
    ) -> Fetch:
        """An address that was not asked, and why."""
        attempt = Attempt(outcome, reason, datetime.now(UTC), 0.0)
        return self.note(purpose, url, attempt, candidate=candidate, before=before)

    def close(self, ended: str, discovered: int, known: int, fetched: int) -> Crawl:
        """Write everything down for good. The order matters: the archive is the truth, the rest follows."""
        crawl = Crawl(
            run=self.job.run,
            source=self.source.name,
            logical_date=self.job.logical_date,
            kind=self.job.kind,
            started_at=self._started_at,
            finished_at=datetime.now(UTC),
            ended=ended,
            discovered=discovered,
            known=known,
            fetched=fetched,
            warc_file=self._keeper().name,
            limits=dict(self.limits),
            findings=self.findings,
        )
        self._keeper().close(crawl, self.source.model_dump(mode="json"), self.fetches)
        folder = self.job.folder(self.source)
        write_lines(folder / "fetches.jsonl", self.fetches)
        write_record(folder / "crawl.json", crawl)
        return crawl

    def _keeper(self) -> Archive:
        if self._archive is None:
            facts = self.source.model_dump(mode="json")
            job = self.job
            self._archive = Archive(job.home, self.source.name, job.run, job.logical_date, facts, job.taken)
        return self._archive
