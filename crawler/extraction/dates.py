"""Dates as pages write them, for machines and for people: read, or refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache

from crawler.extraction import eastern
from crawler.extraction.months import Calendar, calendar, pattern
from crawler.extraction.offsets import offset

EARLIEST = 1990  # no page of the web is older; printed archives say so in print_line
LONGEST = 400  # characters that are searched for a date
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯", "0123456789" * 4)
ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"
    r"(?:[T ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?"
    r"\s?(Z\b|UTC|GMT|[+-]\d{2}:?\d{2}(?!\d)|[+-]\d{2}(?!\d))?)?"
)
NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])\s?(\d{1,2})\2\s?((?:19|20)\d\d)(?!\d)")
SHORT_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d\d)(?![\d.:])")  # 31.10.23
# What every full date has: a year, or one counted in an era, or two digits after two full stops.
YEAR = re.compile(r"(?:19|20)\d\d|年|년|\d\.\s?\d{1,2}\.\s?\d\d")
CLOCK = re.compile(
    r"(오전|오후|上午|下午|午前|午後|晚上|晚间|晚間|凌晨)?\s?"
    r"(?<!\d)(\d{1,2})(?:[:.h時时點点]|\s?Uhr|\sh\s|시\s)\s?(\d{2})(?:[:.](\d{2}))?(?!\.?\d)"
    r"\s*([ap]\.?\s?m\b\.?|صباح|مساء|[μπ]\.?\s?μ\.?|SA\b|CH\b)?\s*"
    r"(?:\(?\b(UTC|GMT|[A-Z]{3,4})\b)?(?:\s?([+-]\d{1,2}(?::?\d{2})?)(?!\d))?",
    re.IGNORECASE,
)
AFTERNOON = ("p", "μ", "مساء", "ch", "오후", "下午", "午後", "晚")  # how the second half of a day begins
YEARLESS_TAIL = re.compile(r"^\W{0,3}(?:[^\W\d]{1,12}\W{0,3}){0,4}")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that a page tells, in the offset it tells it in."""

    at: datetime  # aware
    precision: str  # "second", "minute", "day"
    start: int = 0  # where it stands in the text it was read from
    end: int = 0


class DateRefusedError(ValueError):
    """A date that could mean several days, or none: the message says which."""


def machine(text: str, zone: tzinfo = UTC) -> Moment | None:
    """A date from an attribute or a JSON value: ISO 8601, RFC 2822 or a Unix time; None if it is none.

    DateRefusedError for impossible ones. Times without an offset are the source's own.
    """
    text = text.strip().translate(DIGITS)[:LONGEST]
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        return Moment(datetime.fromtimestamp(int(text[:10]), UTC), "second")
    if re.fullmatch(r"20\d{6}", text):
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), zone)
    if match := re.fullmatch(r"(20\d{6})T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?", text):
        day, second = match[1], match[4] or "00"
        text = f"{day[:4]}-{day[4:6]}-{day[6:]}T{match[2]}:{match[3]}:{second}{match[5] or ''}"
    if match := ISO.match(text):
        return _iso(match, zone)
    if re.match(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} \d", text):
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, IndexError):
            return None
        return Moment(at if at.tzinfo else at.replace(tzinfo=zone), "second")
    return None


def human(text: str, language: str | None, zone: tzinfo = UTC, country: str | None = None) -> list[Moment]:
    """Every full date in a text, in order. Ambiguous and impossible ones are left out."""
    text = text[:LONGEST].translate(DIGITS)
    if not YEAR.search(text):
        return []
    found: list[Moment] = []
    for start, end, year, month, day in sorted(_days(text, language, calendar(language, country))):
        try:
            moment = _day(year, month, day, zone)
        except DateRefusedError:
            continue
        if not found or start >= found[-1].end:
            found.append(_with_clock(text, start, end, moment, zone))
    return found


def ambiguous(text: str, language: str | None, country: str | None = None) -> str | None:
    """The first date in the text that could be two days, such as 03/04/2026 in English."""
    order = calendar(language, country).order
    for match in NUMERIC.finditer(text[:LONGEST].translate(DIGITS)):
        if match[2] == "/" and order not in {"dmy", "mdy"} and int(match[1]) <= 12 and int(match[3]) <= 12:
            return match[0] if match[1] != match[3] else None
    return None


def impossible(text: str, language: str | None, country: str | None = None) -> str | None:
    """The first date in the text that no calendar has, such as 31.02.2026."""
    text = text[:LONGEST].translate(DIGITS)
    if not YEAR.search(text):
        return None
    for start, end, year, month, day in sorted(_days(text, language, calendar(language, country))):
        try:
            _day(year, month, day, UTC)
        except DateRefusedError:
            return text[start:end]
    return None


def cut(text: str, language: str | None = None) -> tuple[str, bool]:
    """The text without its dates and times, and whether there were any."""
    moments = human(text, language)
    for moment in reversed(moments):
        text = text[: moment.start] + " " + text[moment.end :]
    return text, bool(moments)


def _days(text: str, language: str | None, known: Calendar) -> Iterator[tuple[int, int, int, int, int]]:
    """(start, end, year, month, day) of all that looks like a date."""
    for match in ISO.finditer(text):
        yield match.start(), match.end(3), int(match[1]), int(match[2]), int(match[3])
    yield from eastern.days(text)
    for match in NUMERIC.finditer(text):
        one, two = int(match[1]), int(match[3])
        order = "dmy" if match[2] == "." else known.order
        if order == "mdy" or (order != "dmy" and two > 12):
            one, two = two, one
        elif order not in {"dmy", "mdy"} and one <= 12 and one != two:
            continue
        yield match.start(), match.end(), int(match[4]), two, one
    if known.order == "dmy":
        for match in SHORT_YEAR.finditer(text):
            yield match.start(), match.end(), 2000 + int(match[3]), int(match[2]), int(match[1])
    for match in _worded(language).finditer(text):
        name = match["m1"] or match["m2"] or match["m3"]
        month = known.names.get(name.casefold()) or known.names.get(name.lower())
        if month:
            day = int(match["d1"] or match["d2"] or match["d3"])
            year = int(match["y1"] or match["y2"] or match["y3"])
            yield match.start(), match.end(), year, month, day


@lru_cache(maxsize=64)
def _worded(language: str | None) -> re.Pattern[str]:
    names, year, end = pattern(language), r"(?:19|20)\d\d", r"(?!\w)"
    nth = r"(?:st|nd|rd|th|er|\.?º|ª|\.)?"
    return re.compile(
        rf"(?<!\d)(?P<d1>\d{{1,2}}){nth}[\s\-/,]*(?:de |of |d'|ב)?(?P<m1>{names}){end}\.?"
        rf"(?:\s?/\s?(?:{names}){end})?[\s\-/,،]*(?:de |del )?(?P<y1>{year})(?!\d)"
        rf"|\b(?P<m2>{names}){end}\.?\s*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s,.،]+(?P<y2>{year})(?!\d)"
        rf"|(?<!\d)(?P<y3>{year})(?:\sm\.)?[.,\s]+(?P<m3>{names}){end}\.?\s*(?P<d3>\d{{1,2}})(?!\d)",
        re.IGNORECASE,
    )


def _day(year: int, month: int, day: int, zone: tzinfo) -> Moment:
    try:
        at = datetime(year, month, day, tzinfo=zone)
    except ValueError as error:
        msg = f"{year}-{month}-{day}: {error}"
        raise DateRefusedError(msg) from error
    if year < EARLIEST:
        msg = f"{at.date()} is before the web"
        raise DateRefusedError(msg)
    return Moment(at, "day")


def _iso(match: re.Match[str], zone: tzinfo) -> Moment:
    moment = _day(int(match[1]), int(match[2]), int(match[3]), zone)
    if match[4] is None:
        return moment
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    if hour > 23 or minute > 59 or second > 59:
        msg = f"{match[0]}: no such time of day"
        raise DateRefusedError(msg)
    at = moment.at.replace(hour=hour, minute=minute, second=second, tzinfo=offset(match[7]) or zone)
    return Moment(at, "second" if match[6] else "minute")


def _with_clock(text: str, start: int, end: int, day: Moment, zone: tzinfo) -> Moment:
    """The time of day that stands close after a date, or just before it."""
    gap = YEARLESS_TAIL.match(text[end:])
    at = end + (gap.end() if gap else 0)
    near = CLOCK.search(text, end, min(len(text), at + 12)) or CLOCK.search(text, max(0, start - 14), start)
    if near is None:
        return Moment(day.at, "day", start, end)
    hour, minute, second = int(near[2]), int(near[3]), int(near[4] or 0)
    half = (near[1] or near[5] or "").casefold()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith(AFTERNOON) else 0)
    if hour > 23 or minute > 59 or second > 59:
        return Moment(day.at, "day", start, end)
    zone = offset(near[7]) or offset(near[6]) or zone
    clocked = day.at.replace(hour=hour, minute=minute, second=second, tzinfo=zone)
    return Moment(clocked, "second" if near[4] else "minute", min(start, near.start()), max(end, near.end()))
