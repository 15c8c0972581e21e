"""What print put into the text: the dateline, the agency, and the line that tells the day it was printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crawler.extraction import dates, words
from crawler.extraction import foreign_datelines as foreign
from crawler.extraction.agencies import agency_named
from crawler.extraction.vocabulary import phrases
from crawler.items import Paragraph

UPPER = r"[^\W\d_a-zà-öø-ÿа-яё]"
PLACE = rf"{UPPER}[^\W\d_.:,()]*(?:[ '’.-]+{UPPER}[^\W\d_.:,()]*){{0,3}}"
SHOUTED = rf"(?:{UPPER}|['’.-])(?:{UPPER}|[ '’./-]){{2,40}}"
LINE = re.compile(
    rf"^(?P<place>{SHOUTED}|{PLACE})(?P<region>, [^\W\d_][\w. ]{{1,20}})?"
    rf"(?:,? (?P<when>[^\W\d]{{3,12}}\.? \d{{1,2}}|\d{{1,2}}\.? [^\W\d]{{3,12}}\.?))?"
    rf"\s*(?:[(/]\s*(?P<agency>[^()]{{2,40}}?)\s*[)/])?\s*(?P<dash>:|\s[-–—]{{1,2}}|[–—])\s*(?=\S)"
)
PRINTED = phrases(
    """
    (?:first )?published | printed | appeared | a version of this article (?:appeared|appears)
    """,
    before=r"^\W*",
    after=r" (?:in|by) .{2,80}?(?:on |dated |, |the )",
)


@dataclass(frozen=True, slots=True)
class Print:
    """A body without what print added, and what that was."""

    paragraphs: list[Paragraph]
    dateline: str | None = None
    agency: str | None = None
    printed_on: date | None = None
    line: str | None = None  # the print line as it stood


def lift(paragraphs: list[Paragraph], language: str | None) -> Print:
    """Take the print line off the end; read the dateline, which stays in the text as the reader sees it."""
    paragraphs, line, printed_on = _without_print_line(paragraphs, language)
    place, agency = next(
        (told for paragraph in paragraphs[:3] if (told := _dateline(paragraph))), (None, None)
    )
    if agency is None and paragraphs:
        agency = agency_named(paragraphs[-1].text.strip("()[]—–- ."))
        if agency and words.count(paragraphs[-1].text) <= 3:
            paragraphs = paragraphs[:-1]
    return Print(paragraphs, place, agency, printed_on, line)


def _without_print_line(
    paragraphs: list[Paragraph], language: str | None
) -> tuple[list[Paragraph], str | None, date | None]:
    for number in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 8), -1):
        text = paragraphs[number].text
        if PRINTED.match(text) and words.count(text) <= 30:
            told = dates.human(text, language)
            if told:
                return paragraphs[:number] + paragraphs[number + 1 :], text, told[-1].at.date()
    return paragraphs, None, None


def _dateline(paragraph: Paragraph) -> tuple[str, str | None] | None:
    if paragraph.role not in {"text", "lead"}:
        return None
    if told := foreign.dateline(paragraph.text[:120]):
        return told
    match = LINE.match(paragraph.text[:120])
    if not match:
        return None
    place, agency = match["place"].strip(" -–—"), agency_named(match["agency"] or "")
    shouted = place.isupper() and len(place) > 2
    # "Reading: ..." begins many a sentence; a dateline shouts, or names its agency or day
    if not shouted and agency is None and not match["when"]:
        return None
    if agency_named(place):
        return None
    return (place, agency)
