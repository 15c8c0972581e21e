"""The records that pass between the steps, in the field's words (stored as docs/stage-files.md tells)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Via(StrEnum):
    """How a candidate was found."""

    FEED = "feed"
    NEWS_SITEMAP = "news_sitemap"
    SITEMAP = "sitemap"
    SECTION = "section"
    ARCHIVE = "archive"
    HOME = "home"
    REVISIT = "revisit"


class Purpose(StrEnum):
    """What a fetch is for. Only captures fetched as ARTICLE are read as pages."""

    ROBOTS = "robots"
    TERMS = "terms"  # tdmrep.json: what a site says of text and data mining
    FEED = "feed"
    SITEMAP = "sitemap"
    SECTION = "section"
    ARCHIVE = "archive"
    HOME = "home"
    ARTICLE = "article"
    RESOURCE = "resource"  # a script or data that a rendered page asked for


class Outcome(StrEnum):
    """How one attempt to get a URL ended. Exactly one for each attempt, `Fetch.reason` says more."""

    OK = "ok"  # 2xx, read to its end: has a capture
    UNCHANGED = "unchanged"  # 304: has a capture (a WARC revisit record)
    REDIRECTED = "redirected"  # 3xx, the next hop is a fetch of its own
    GONE = "gone"  # 404, 410, or a redirect to the home page
    BLOCKED = "blocked"  # 401, 402, 403, 451
    THROTTLED = "throttled"  # 429, 503
    CLIENT_ERROR = "client_error"  # any other 4xx
    SERVER_ERROR = "server_error"  # any other 5xx
    TRUNCATED = "truncated"  # the body ended early, or its encoding is torn
    TOO_LARGE = "too_large"  # a limit on bytes was hit, on the wire or decompressed
    TIMEOUT = "timeout"
    DNS_ERROR = "dns_error"
    CONNECTION_ERROR = "connection_error"
    TLS_ERROR = "tls_error"
    PROTOCOL_ERROR = "protocol_error"  # what came is not HTTP
    ROBOTS_DENIED = "robots_denied"  # nothing was sent
    ROBOTS_UNREACHABLE = "robots_unreachable"  # nothing was sent (RFC 9309, 2.3.1.4)
    ADDRESS_REFUSED = "address_refused"  # the address guard; nothing was sent
    URL_REFUSED = "url_refused"  # scheme, port, length or site not allowed; nothing was sent
    OVER_BUDGET = "over_budget"  # announced, but the night's pages, bytes or minutes were spent
    CANCELLED = "cancelled"  # the run was stopped first
    FAILED = "failed"  # a fault of ours; reason holds the exception


@dataclass(frozen=True, slots=True)
class Candidate:
    """A URL that a source announced, with hints and how it was found."""

    source: str
    url: str
    via: Via
    via_url: str | None = None  # the feed, sitemap or page that announced it
    title: str | None = None
    published_at: datetime | None = None  # UTC
    modified_at: datetime | None = None  # UTC
    language: str | None = None  # BCP 47


@dataclass(frozen=True, slots=True)
class Capture:
    """A response as it was served, and where its WARC record lies."""

    capture_id: str  # the UUID of the WARC-Record-ID
    warc_file: str  # relative to the home, with forward slashes
    warc_offset: int  # bytes, of the response record's gzip member
    warc_length: int  # bytes, of that gzip member
    payload_digest: str  # "sha1:BASE32" of the body as it came over the wire (WARC 1.1, 5.9)
    content_type: str | None  # as served


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt to get a URL, and its outcome."""

    fetch_id: str  # UUID
    run: str
    source: str
    purpose: Purpose
    url: str  # the address that was asked
    url_key: str  # crawler.urls.url_key(url)
    announced_url: str  # the address at the start of the redirect chain
    started_at: datetime  # UTC
    seconds: float
    outcome: Outcome
    reason: str  # never empty: "200 OK", "robots.txt: Disallow: /private", "timed out after 30 s"
    http_status: int | None = None
    bytes: int = 0  # body bytes as they came over the wire
    attempt: int = 1  # 1 is the first, 2 the first retry
    redirect_of: str | None = None  # fetch_id of the hop before
    location: str | None = None  # where a redirect pointed, absolute
    etag: str | None = None
    last_modified: str | None = None
    capture: Capture | None = None
    candidate: Candidate | None = None  # what announced it, hints included
    notices: dict[str, str] = field(default_factory=dict)  # x-robots-tag, tdm-reservation, ... as served


@dataclass(frozen=True, slots=True)
class Crawl:
    """What one source's crawl came to: the last line of its ledger."""

    run: str
    source: str
    logical_date: date
    kind: str  # nightly, backfill, revisit, demo
    started_at: datetime  # UTC
    finished_at: datetime  # UTC
    # "complete", or what ended it early: pages, minutes, bytes, cancelled, host_failing, "failed: ..."
    ended: str
    discovered: int  # candidates announced, after collapsing equal URL keys
    known: int  # of those: known and not due
    fetched: int  # article fetches that were attempted, first attempts only
    warc_file: str | None  # relative to the home
    limits: dict[str, int] = field(default_factory=dict)  # limit name -> times hit
    findings: list[str] = field(default_factory=list)  # sentences for the report: "feed X: not a feed"


class Verdict(StrEnum):
    """What kind of page a capture is. ARTICLE and LIVE_BLOG become articles, all others rejects."""

    ARTICLE = "article"
    LIVE_BLOG = "live_blog"
    STUB = "stub"  # a paywall's opening lines
    CONSENT = "consent"
    SOFT404 = "soft404"
    LISTING = "listing"
    GALLERY = "gallery"  # pictures or a video with next to no text
    ERROR_PAGE = "error_page"  # an error told with status 200
    EMPTY = "empty"
    MOJIBAKE = "mojibake"
    SUSPECT = "suspect"  # much more text is visible than was read
    NOT_HTML = "not_html"
    TIMEOUT = "timeout"  # the reader was killed at its time limit
    MEMORY = "memory"  # the reader was killed at its memory limit
    BROKEN = "broken"  # anything else that could not be read; the reason says what


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the body."""

    role: str  # text, lead, heading, quote, list_item, table_row, correction, note, preformatted
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One post of a live blog."""

    posted_at: datetime | None  # UTC
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says. None and () mean: the page does not say."""

    title: str | None
    paragraphs: tuple[Paragraph, ...]
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    published_at: datetime | None = None  # UTC; midnight of the source's time zone if only a day is known
    published_precision: str | None = None  # "second", "minute", "day"
    published_from: str | None = (
        None  # the place it was read from: json-ld, meta, microdata, feed, url, text, print_line
    )
    modified_at: datetime | None = None  # UTC
    printed_on: date | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None  # BCP 47
    is_free: bool | None = None
    image_url: str | None = None
    image_caption: str | None = None
    image_credit: str | None = None
    entries: tuple[Entry, ...] = ()
    corrections: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs' texts, an empty line between them."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one capture: an article, or a verdict with its reason."""

    capture_id: str
    run: str
    source: str
    url: str  # the address that answered, after redirects
    url_key: str  # of the article: the credible canonical address, else of `url`
    aliases: tuple[str, ...]  # every address it was seen at: announced, hops, answered, canonical, amp
    fetched_at: datetime  # UTC
    verdict: Verdict
    reason: str  # never empty
    article: Article | None  # only with ARTICLE or LIVE_BLOG
    extractor: str  # "nightdesk 0.1.0; trafilatura 2.3.1; memory 3f2a9c" (or "memory none")
    charset: str | None = None  # the one used, and why: "windows-1252 (meta)"
    provenance: dict[str, str] = field(default_factory=dict)  # field -> "place: rule"
    losers: dict[str, list[str]] = field(
        default_factory=dict
    )  # field -> candidates that lost, as "place: value"
    alias_keys: tuple[str, ...] = ()  # crawler.urls.url_key of each alias, in the same order
    seconds: float = 0.0
