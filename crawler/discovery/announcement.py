"""What a document announces: candidates, further documents, or a named reason why nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from crawler.items import Candidate

DAYS_BACK = 30
ENTRIES = 2_000  # of one feed
TITLE = 1_000  # characters
OUTSIDE = "outside the days asked for"


@dataclass(frozen=True, slots=True)
class Window:
    """Which days are asked for: `since` <= date < `until`, both UTC."""

    since: datetime
    until: datetime
    strict: bool = False  # a backfill's: what a sitemap tells no day of is not asked for

    @classmethod
    def of_night(cls, now: datetime) -> Window:
        """The thirty days before now, and a day for clocks that are ahead."""
        return cls(now - timedelta(days=DAYS_BACK), now + timedelta(days=1))

    @classmethod
    def of_days(cls, since: datetime, until: datetime) -> Window:
        """The days that a backfill asks for."""
        return cls(since, until, strict=True)

    def holds(self, moment: datetime | None) -> bool:
        """Whether a date is asked for, or unknown."""
        return moment is None or self.since <= moment < self.until


@dataclass(frozen=True, slots=True)
class Announcement:
    """What was read in one feed, sitemap or page."""

    kind: str  # "rss20", "atom10", "json", "news sitemap", "sitemap", "sitemap index", "text", "links"
    candidates: tuple[Candidate, ...] = ()
    more: tuple[str, ...] = ()  # further documents to read, the newest first
    error: str | None = None  # why nothing, or not all, could be read
    limits: dict[str, int] = field(default_factory=dict)  # limit -> times hit

    @property
    def reason(self) -> str | None:
        """Why no candidate came of it, in words; None if one did, or further documents."""
        if self.candidates or self.more:
            return None
        left_out = ", ".join(f"{times} {limit}" for limit, times in self.limits.items())
        return self.error or left_out or f"{self.kind}: nothing is announced in it"


def within(kind: str, found: Iterable[Candidate], window: Window, limit: int = ENTRIES) -> Announcement:
    """The candidates of the window, each address once, at most `limit`; what was dropped is counted."""
    kept: dict[str, Candidate] = {}
    limits: Counter[str] = Counter()
    for candidate in found:
        if not window.holds(candidate.published_at or candidate.modified_at):
            limits[OUTSIDE] += 1
        elif candidate.url in kept:
            continue
        elif len(kept) >= limit:
            limits[f"entries beyond {limit}"] += 1
        else:
            title = candidate.title and candidate.title[:TITLE]
            kept[candidate.url] = replace(candidate, title=title)
    return Announcement(kind, tuple(kept.values()), limits=dict(limits))


def moment(text: str | None) -> datetime | None:
    """A W3C date-time as UTC; None if it is missing, impossible, without a time, or without an offset."""
    if not text or ("T" not in text.strip() and " " not in text.strip()):
        return None
    try:
        told = datetime.fromisoformat(text.strip())
        return told.astimezone(UTC) if told.tzinfo else None
    except (ValueError, OverflowError):
        return None


def day(text: str | None) -> datetime | None:
    """The midnight (UTC) of a date without a time: good for choosing what to visit, not for telling when."""
    try:
        told = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
