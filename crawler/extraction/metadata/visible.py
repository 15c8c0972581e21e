"""Dates that readers see: at the headline, at the opening of the text, in the address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from crawler.extraction import dates
from crawler.extraction.blocks import Layout
from crawler.extraction.dates import Moment
from crawler.extraction.metadata.claims import Claim, Ledger
from crawler.extraction.metadata.found import Found
from crawler.extraction.metadata.headline import Spot
from crawler.extraction.metadata.nearby import LINE, Nearby
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
# What stands before the last day of several: "5. bis 11. Februar 2022", "from 5 to 11 February 2022".
RANGE = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:\.|st|nd|rd|th)?\s*"
    r"(?:[-–—/]|(?:bis|to|until|till?|through|au|al?|até|ao|до|по|do|tot|t/m|έως)\s)\s*$",
    re.IGNORECASE,
)
FEW = 10  # words of a line that tells little but a date
FEWEST = 3  # dates beside the article that are told as refused
LISTED = 3  # dates under one mark that make a list
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
    near = Nearby(page, head)
    openings: list[str] = []
    lines: list[str] = []
    beside: list[str] = []
    for number in near.around():
        text = page.blocks[number].text
        if len(text.split()) > LINE:
            if head.line is not None and number > head.line and len(openings) < OPENINGS:
                openings.append(text)
        elif DIGIT.search(text):
            if not near.is_beside(number):
                lines.append(text)
            elif len(beside) < FEWEST and dates.human(text, times.language, times.zone, times.country):
                beside.append(text)
    for text in sorted(lines, key=lambda line: len(line.split()) > FEW):
        yield from _told(text, "near the headline", times, ledger)
    yield from _marked(found, near, times, ledger)
    for text in openings:
        yield from _opening(text, "opening of the text", times)
    for text in near.below():
        yield from _told(text, "below the text", times, ledger)
    for text in (*found.headlines[:1], found.document_title or ""):
        yield from _opening(text, "opening of the headline", times)
    for text in beside:
        ledger.lose("published_at", f"text: {text}, refused: beside the article")


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


def _marked(found: Found, near: Nearby, times: Times, ledger: Ledger) -> Iterator[Claim[Moment]]:
    """Dates in elements marked as such; of a list, none: nobody tells which of them is the article's."""
    place, texts = near.head.place, defaultdict[str, set[str]](set)
    for piece in found.dated:
        texts[piece.mark].add(piece.text)
    for piece in found.dated[:12]:
        is_far = place is not None and abs(piece.place - place) > FAR
        is_listed = place is None and len(texts[piece.mark]) >= LISTED
        if not is_far and not is_listed and not near.is_apart(piece.text):
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
    moments = dates.human(text, times.language, times.zone, times.country)
    if not moments and (wrong := dates.impossible(text, times.language, times.country)):
        ledger.lose("published_at", f"text: {wrong}, refused: no such day")
    for moment in moments:
        before = text[max(0, moment.start - 25) : moment.start]
        days = RANGE.search(before)
        if not UPDATED.search(before) and not (days and 0 < int(days[1]) < moment.at.day):
            yield Claim(moment, "text", rule)
