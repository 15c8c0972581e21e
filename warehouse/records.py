"""What a line of a stage file must be (docs/stage-files.md) before the warehouse takes it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
Moment = AwareDatetime  # the files say UTC; another offset would still be understood


class Record(BaseModel):
    """A line, of which the warehouse checks what its tables need; more keys are welcome."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Capture(Record):
    """Where the WARC record of a response lies."""

    capture_id: Text
    warc_file: Text
    warc_offset: Annotated[int, Field(ge=0, lt=2**63)]
    warc_length: Annotated[int, Field(ge=0, lt=2**63)]
    payload_digest: str
    content_type: str | None = None


class Candidate(Record):
    """What announced a URL."""

    via: Text
    via_url: str | None = None
    title: str | None = None
    published_at: Moment | None = None
    modified_at: Moment | None = None


class Fetch(Record):
    """A line of fetches.jsonl."""

    fetch_id: Text
    run: Text
    source: Text
    purpose: Text
    url: str
    url_key: str
    announced_url: str
    started_at: Moment
    seconds: float
    outcome: Text
    reason: Text
    http_status: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    bytes: Annotated[int, Field(ge=0, lt=2**63)] = 0
    attempt: Annotated[int, Field(ge=0, lt=2**31)] = 1
    redirect_of: str | None = None
    location: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    capture: Capture | None = None
    candidate: Candidate | None = None
    notices: dict[str, str] = {}


class Crawl(Record):
    """crawl.json."""

    run: Text
    source: Text
    logical_date: date
    kind: Text
    started_at: Moment
    finished_at: Moment
    ended: Text
    discovered: int
    known: int
    fetched: int
    warc_file: str | None = None
    limits: dict[str, int] = {}
    findings: list[str] = []


class Paragraph(Record):
    """One block of a body."""

    role: Text
    text: str


class Entry(Record):
    """One post of a live blog."""

    posted_at: Moment | None = None
    title: str | None = None
    text: str


class Article(Record):
    """What a page says."""

    title: str | None = None
    paragraphs: list[Paragraph]
    subtitle: str | None = None
    authors: list[str] = []
    agency: str | None = None
    dateline: str | None = None
    published_at: Moment | None = None
    published_precision: str | None = None
    published_from: str | None = None
    modified_at: Moment | None = None
    printed_on: date | None = None
    section: str | None = None
    tags: list[str] = []
    language: str | None = None
    is_free: bool | None = None
    image_url: str | None = None
    image_caption: str | None = None
    image_credit: str | None = None
    entries: list[Entry] = []
    corrections: list[str] = []


class Reading(Record):
    """A line of readings.jsonl."""

    capture_id: Text
    source: Text
    url: str
    url_key: Text
    aliases: list[str] = []
    alias_keys: list[str] = []
    fetched_at: Moment
    verdict: Text
    reason: Text
    article: Article | None = None
    extractor: Text
    charset: str | None = None
    provenance: dict[str, str] = {}
    losers: dict[str, list[str]] = {}


class Run(Record):
    """run.json."""

    run: Text
    kind: Text
    logical_date: date
    started_at: Moment
    sources: list[str] = []
    parameters: dict[str, object] = {}


def is_article(verdict: str) -> bool:
    """Whether pages of this verdict become articles."""
    return verdict in ("article", "live_blog")
