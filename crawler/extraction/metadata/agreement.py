"""What several dates on one page agree upon."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone

from crawler.extraction.dates import Moment
from crawler.extraction.metadata.claims import Claim

TOLD = frozenset({"json-ld", "meta", "microdata", "feed"})
SHOWN = frozenset({"url", "time", "text", "microdata"})
WEST, EAST = -10, 14  # hours from UTC in which newspapers are printed
HOUR = timedelta(hours=1)


def agreed(claims: list[Claim[Moment]]) -> list[Claim[Moment]]:
    """The claims, the best first: the first one's day, as exactly as any claim tells it."""
    if not claims:
        return claims
    first = claims[0]
    if first.value.precision == "day":
        same = (claim for claim in claims[1:] if claim.value.at.date() == first.value.at.date())
        exact = next((claim for claim in same if claim.value.precision != "day"), None)
        return [exact, *(claim for claim in claims if claim is not exact)] if exact else claims
    return [_as_shown(first, claims[1:]), *claims[1:]]


def _as_shown(first: Claim[Moment], others: list[Claim[Moment]]) -> Claim[Moment]:
    """The same instant in the offset in which the page shows its day.

    "23:30Z" is the next day in Rome, and that is the day readers see. The instant stays what it is.
    """
    if first.place not in TOLD or first.value.at.utcoffset() != timedelta(0):
        return first
    for claim in others:
        if claim.place not in SHOWN or (claim.place != "text" and claim.value.at == first.value.at):
            continue  # a time element that repeats the instant shows no day
        if claim.value.at.date() == first.value.at.date():
            return first
        if hours := _hours(first.value, claim.value):
            at = first.value.at.astimezone(timezone(timedelta(hours=hours)))
            return replace(first, value=replace(first.value, at=at))
    return first


def _hours(instant: Moment, shown: Moment) -> float | None:
    """The offset from UTC that makes the instant the day shown: by its clock, else the nearest one."""
    at = instant.at.astimezone(UTC)
    if shown.precision != "day":
        apart = (shown.at.replace(tzinfo=UTC, second=0) - at.replace(second=0, microsecond=0)) / HOUR
        return apart if WEST <= apart <= EAST and apart * 4 == int(apart * 4) else None
    days = (shown.at.date() - at.date()).days
    hours = 24 - at.hour if days == 1 else -(at.hour + 1) if days == -1 else 0
    return hours if WEST <= hours <= EAST else None
