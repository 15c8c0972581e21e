"""What a line of a stage file must be (docs/stage-files.md) before the warehouse takes it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, NotRequired

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict

Text = Annotated[str, Field(min_length=1)]
Moment = AwareDatetime  # the files say UTC; another offset would still be understood
KEYS_ALONE = with_config(ConfigDict(cache_strings="keys"))  # values hardly ever recur


class Record(BaseModel):
    """A whole file, of which the warehouse checks what its tables need; more keys are welcome."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Run(Record):
    """run.json."""

    run: Text
    kind: Text
    logical_date: date
    started_at: Moment
    sources: list[str] = []
    parameters: dict[str, object] = {}


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


# Lines are checked as dicts: a night has so many that making objects of them took half of the gate's time.


class Capture(TypedDict):
    """Where the WARC record of a response lies."""

    capture_id: Text
    warc_file: Text
    warc_offset: Annotated[int, Field(ge=0, lt=2**63)]
    warc_length: Annotated[int, Field(ge=0, lt=2**63)]
    payload_digest: str
    content_type: NotRequired[str | None]


class Candidate(TypedDict):
    """What announced a URL."""

    via: Text
    via_url: NotRequired[str | None]
    title: NotRequired[str | None]
    published_at: NotRequired[Moment | None]
    modified_at: NotRequired[Moment | None]


@KEYS_ALONE
class Fetch(TypedDict):
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
    http_status: NotRequired[Annotated[int, Field(ge=0, lt=2**31)] | None]
    bytes: NotRequired[Annotated[int, Field(ge=0, lt=2**63)]]
    attempt: NotRequired[Annotated[int, Field(ge=0, lt=2**31)]]
    redirect_of: NotRequired[str | None]
    location: NotRequired[str | None]
    etag: NotRequired[str | None]
    last_modified: NotRequired[str | None]
    capture: NotRequired[Capture | None]
    candidate: NotRequired[Candidate | None]
    notices: NotRequired[dict[str, str]]


class Paragraph(TypedDict):
    """One block of a body."""

    role: Text
    text: str


class Entry(TypedDict):
    """One post of a live blog."""

    posted_at: NotRequired[Moment | None]
    title: NotRequired[str | None]
    text: str


class Article(TypedDict):
    """What a page says."""

    title: NotRequired[str | None]
    paragraphs: list[Paragraph]
    subtitle: NotRequired[str | None]
    authors: NotRequired[list[str]]
    agency: NotRequired[str | None]
    dateline: NotRequired[str | None]
    published_at: NotRequired[Moment | None]
    published_precision: NotRequired[str | None]
    published_from: NotRequired[str | None]
    modified_at: NotRequired[Moment | None]
    printed_on: NotRequired[date | None]
    section: NotRequired[str | None]
    tags: NotRequired[list[str]]
    language: NotRequired[str | None]
    is_free: NotRequired[bool | None]
    image_url: NotRequired[str | None]
    image_caption: NotRequired[str | None]
    image_credit: NotRequired[str | None]
    entries: NotRequired[list[Entry]]
    corrections: NotRequired[list[str]]


@KEYS_ALONE
class Reading(TypedDict):
    """A line of readings.jsonl."""

    capture_id: Text
    source: Text
    url: str
    url_key: Text
    aliases: NotRequired[list[str]]
    alias_keys: NotRequired[list[str]]
    fetched_at: Moment
    verdict: Text
    reason: Text
    article: NotRequired[Article | None]
    extractor: Text
    charset: NotRequired[str | None]
    provenance: NotRequired[dict[str, str]]
    losers: NotRequired[dict[str, list[str]]]


def is_article(verdict: str) -> bool:
    """Whether pages of this verdict become articles."""
    return verdict in ("article", "live_blog")


FETCHES = TypeAdapter(Fetch).validator
READINGS = TypeAdapter(Reading).validator


def check_fetch(line: bytes) -> None:
    """Raise ValueError unless this is a line of fetches.jsonl."""
    FETCHES.validate_json(line)


def check_reading(line: bytes) -> None:
    """Raise ValueError unless this is a line of readings.jsonl."""
    reading: Reading = READINGS.validate_json(line)
    has_article = reading.get("article") is not None
    if is_article(reading["verdict"]) != has_article:
        msg = f"verdict {reading['verdict']!r} {'with' if has_article else 'without'} an article"
        raise ValueError(msg)
