"""One page to be read, and what a worker makes of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.damage import DamagedCaptureError, taken
from crawler.encodings import EncodingError
from crawler.extraction.memory import Memory, Observed
from crawler.extraction.page import Page
from crawler.extraction.versions import VERSIONS
from crawler.items import Candidate, Fetch, Reading, Verdict
from crawler.rendered import KIND as RENDERED
from crawler.rendered import read_rendered
from crawler.sources import Source
from crawler.urls import absolute, credible
from crawler.workers import Killed

if TYPE_CHECKING:
    from crawler.extraction.reader import Examined


@dataclass(frozen=True, slots=True)
class Task:
    """One capture to be read."""

    home: Path
    fetch: Fetch
    addresses: tuple[str, ...]  # every address that led here, in order
    hints: Candidate | None
    source: Source
    memory: Memory
    member: bytes | None = field(default=None, repr=False)  # its record, if this host has no copy of the file
    dom: bytes | None = field(default=None, repr=False)  # what was rendered of it, likewise


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker makes of a task."""

    reading: Reading
    observed: Observed | None


def read_task(task: Task) -> Result:
    """Read one capture; one that is damaged in the archive is a reject that says so."""
    try:
        return read_page(task)
    except DamagedCaptureError as error:  # the archive's fault, not the page's
        return Result(rejected(task, Verdict.BROKEN, f"damaged capture: {error}"), None)


def read_page(task: Task) -> Result:
    """Read one capture. Pure but for the archive that it is read from. Raises DamagedCaptureError."""
    from crawler.extraction.reader import examine  # the engine takes a second to import: workers only

    started, capture = time.monotonic(), task.fetch.capture
    assert capture is not None
    kept = taken(task.home, capture, task.member)
    try:
        body = kept.decoded()
    except EncodingError as error:
        return Result(rejected(task, Verdict.BROKEN, str(error)), None)
    rendered = task.dom
    if task.member is None and task.source.render:
        rendered = read_rendered(task.home, capture)
    page = Page(
        task.fetch.url,
        kept.fetched_at,
        body if rendered is None else rendered,
        capture.content_type if rendered is None else RENDERED,
        capture.capture_id,
        task.fetch.run,
        task.addresses,
        task.hints,
    )
    seen = examine(page, task.source, task.memory)
    reading = of_examined(task, seen)
    return Result(replace(reading, seconds=round(time.monotonic() - started, 4)), seen.observed)


def of_examined(task: Task, seen: Examined) -> Reading:
    """The reading of a page that was examined, under the address that it may claim."""
    url = task.fetch.url
    named = [absolute(url, one) if one else None for one in (seen.canonical, seen.og_url, seen.amp)]
    own = [one if one and credible(one, url) else None for one in named]
    aliases = tuple(dict.fromkeys([*task.addresses, *filter(None, own)]))
    is_article = seen.verdict in {Verdict.ARTICLE, Verdict.LIVE_BLOG}
    return replace(
        rejected(task, seen.verdict, seen.reason),
        url_key=task.source.key(own[0] or own[1] or url),
        aliases=aliases,
        alias_keys=tuple(task.source.key(one) for one in aliases),
        article=seen.article if is_article else None,
        charset=seen.charset,
        provenance=seen.ledger.provenance,
        losers=seen.ledger.losers,
    )


def rejected(task: Task, verdict: Verdict, reason: str) -> Reading:
    """A reading without an article."""
    fetch = task.fetch
    assert fetch.capture is not None
    return Reading(
        capture_id=fetch.capture.capture_id,
        run=fetch.run,
        source=fetch.source,
        url=fetch.url,
        url_key=fetch.url_key,
        aliases=task.addresses,
        fetched_at=fetch.started_at,
        verdict=verdict,
        reason=reason or str(verdict),
        article=None,
        extractor=f"{VERSIONS}; memory {task.memory.version}",
        alias_keys=tuple(task.source.key(one) for one in task.addresses),
    )


def killed(task: Task, why: Killed) -> Result:
    """What becomes of a page whose worker had to be killed."""
    return Result(rejected(task, why.verdict, why.reason), None)
