"""Dates that readers see: at the headline, at the opening of the text, in the address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from crawler.extraction import dates
from crawler.extraction.blocks import Layout
from crawler.extraction.dates import Moment
from crawler.extraction.marks import is_clutter
from crawler.extraction.metadata.claims import Claim, Ledger
from crawler.extraction.metadata.found import Found
from crawler.extraction.metadata.headline import Spot
from crawler.extraction.vocabulary import phrases

UPDATED = phrases(
    """
    updat | modif | edited | aktualisiert | geändert | mis à jour | actualizad | atualizad | aggiornat
    обновлен | изменен | bijgewerkt | uppdater | opdater | oppdater | ενημέρωση | aktualiz | güncelle
    更新 | 수정 | محدث
    """,
    before="",
)
DIGIT = re.compile(r"\d")
URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/._-]?(0[1-9]|1[0-2])[/._-]?(0[1-9]|[12]\d|3[01])(?!\d)")
URL_WORD = re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?=/)")
URL_TURNED = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])([._-]?)(0[1-9]|1[0-2])\2(20\d\d)(?!\d)")
OPENING = re.compile(r"^\W{0,3}(?:[^\W\d]+[\W]{1,3}){0,4}?(?=\d|[^\W\d]{3,12}\.? \d)")
AFTER_OPENING = re.compile(r"^[\s).,]{0,3}[-–—|:).]|^\W*$")
ABOVE, BELOW = 8, 14  # lines before and after the headline in which a date is the article's
AFTER = 6  # lines below the text
LINE = 30  # words; a longer line is prose, and a date in it belongs to what it tells
OPENINGS, LEADING = 3, 70  # lines of prose whose first characters may date them
FAR = 500  # elements from the headline to a marked date


@dataclass(frozen=True, slots=True)
class Times:
    """What is needed to judge a date."""

    zone: tzinfo
    language: str | None
    country: str | None
    fetched_at: datetime


def told(found: Found, page: Layout, head: Spot, times: Times, ledger: Ledger) -> Iterator[Claim[Moment]]:
    """Dates around the headline, then marked ones, then those that open the text or the headline."""
    openings: list[str] = []
    start = head.line if head.line is not None else head.begin
    spine = set(page.chain(page.blocks[start].box)) if start is not None else set()
    for number in _around(page, head):
        text = page.blocks[number].text
        if len(text.split()) > LINE:
            if head.line is not None and number > head.line and len(openings) < OPENINGS:
                openings.append(text)
        elif DIGIT.search(text) and not _is_beside(page, number, spine):
            yield from _told(text, "near the headline", times, ledger)
    yield from _marked(found, head.place, times, ledger)
    for text in openings:
        yield from _opening(text, "opening of the text", times)
    if head.end is not None:
        for text in _below(page, head.end):
            yield from _told(text, "below the text", times, ledger)
    for text in (*found.headlines[:1], found.document_title or ""):
        yield from _opening(text, "opening of the headline", times)


def in_address(url: str, times: Times) -> Iterator[Claim[Moment]]:
    """The day in the page's address, if it is a whole one."""
    if match := URL_DAY.search(url):
        text = "-".join(match.groups())
    elif match := URL_WORD.search(url.lower()):
        text = f"{match[3]} {match[2]} {match[1]}"
    elif match := URL_TURNED.search(url):
        text = f"{match[1]}-{match[3]}-{match[4]}"
    else:
        return
    for moment in dates.human(text, "en" if match.re is URL_WORD else times.language, times.zone)[:1]:
        yield Claim(moment, "url", "a day in the path")


def _is_beside(page: Layout, number: int, spine: set[int]) -> bool:
    """Whether a line stands in a box of clutter; a box that holds the headline as well is none."""
    around = page.chain(page.blocks[number].box)
    return any(is_clutter(page.boxes[box].name) for box in around if box not in spine)


def _around(page: Layout, head: Spot) -> Iterable[int]:
    """The lines around the headline, nearest below first; above the text if there is no headline."""
    if head.line is not None:
        end = head.end + 1 if head.end is not None and head.end > head.line else len(page.blocks)
        below = range(head.line + 1, min(end, head.line + BELOW))
        return (*below, *range(head.line - 1, max(-1, head.line - ABOVE), -1))
    return range(head.begin - 1, max(-1, head.begin - ABOVE), -1) if head.begin is not None else ()


def _below(page: Layout, last: int) -> Iterator[str]:
    """Short lines that follow the text, in a box that holds it as well."""
    around = page.chain(page.blocks[last].box)
    spine = set(around)
    for number in range(last + 1, min(len(page.blocks), last + 1 + AFTER)):
        block = page.blocks[number]
        own = page.chain(block.box)
        is_near = len(own) < 3 or own[2] in spine or own[1] in spine
        if is_near and len(block.text.split()) <= LINE and not _is_beside(page, number, spine):
            yield block.text


def _marked(found: Found, place: int | None, times: Times, ledger: Ledger) -> Iterator[Claim[Moment]]:
    for piece in found.dated[:12]:
        if place is None or abs(piece.place - place) <= FAR:
            yield from _told(piece.text, f"class {piece.mark.strip()[:40]}", times, ledger)


def _opening(text: str, rule: str, times: Times) -> Iterator[Claim[Moment]]:
    """A date that opens a text: "Karlsruhe (12.11.2021). ...", "27.1.2022 - ..."."""
    if not DIGIT.search(text[:LEADING]):
        return
    for moment in dates.human(text[:LEADING], times.language, times.zone, times.country)[:1]:
        if OPENING.match(text[: moment.start + 3]) and AFTER_OPENING.match(text[moment.end :][:4]):
            yield Claim(moment, "text", rule)


def _told(text: str, rule: str, times: Times, ledger: Ledger) -> Iterator[Claim[Moment]]:
    doubt = dates.ambiguous(text, times.language, times.country)
    if doubt:
        ledger.lose("published_at", f"text: {doubt}, refused: day and month could be either")
    for moment in dates.human(text, times.language, times.zone, times.country):
        if not UPDATED.search(text[max(0, moment.start - 25) : moment.start]):
            yield Claim(moment, "text", rule)
