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
MOST = 4  # words of a place's name; more of them in capitals are a rubric
PRINTED = phrases(
    """
    (?:first )?published | printed | appeared | a version of this article (?:appeared|appears)
    """,
    before=r"^\W*",
    after=r" (?:in|by) .{2,80}?(?:on |dated |, |the )",
)
# The same in other languages: what appeared, in what is printed, on a day.
ISSUE = (
    r".{0,60}?\b(?:ausgabe|zeitung|gedruckt\w*|print\w*|édition|journal|edición|impresa|impreso|edizione|"
    r"cartacea|edição|krant|editie|papier\w*|papperstidning\w*|avis\w*|gazet\w*|wydani\w*|номер\w*|"
    r"газет\w*|выпуск\w*)\b"
)
ABROAD = phrases(
    r"""
    (?:dieser\s(?:artikel|text|beitrag)\s)?(?:ist\s)?(?:zuerst\s)?(?:erschien(?:en)?|veröffentlicht|gedruckt)
    (?:cet\sarticle\s)?(?:(?:est|a\sété)\s)?(?:paru|publié)
    (?:(?:este\s)?artículo\s)?(?:publicado|aparecido)
    (?:(?:questo\s)?articolo\s)?(?:è\s)?(?:pubblicato|uscito|apparso)
    (?:(?:este\s)?artigo\s)?(?:foi\s)?publicad[oa]
    (?:dit\sartikel\s)?(?:verscheen|verschenen|gepubliceerd)
    (?:artikeln\s)?(?:publicerad(?:es)?|tryckt) | (?:artikl?en\s)?(?:er\s)?(?:trykt|bragt)
    (?:artykuł\s)?(?:ukazał\ssię|opublikowan[oy])
    (?:(?:статья|материал)\s)?(?:опубликован[оа]?|вышла|вышел)
    """,
    before=r"^\W*",
    after=ISSUE,
)
LAST = re.compile(
    r"\W*(?:(?:s|p|pp|seite|page|pág|pag|sid|side|str|с|стр)\b\.?\s*\d{1,3})?\W*", re.IGNORECASE
)
HAN = re.compile(
    r"^\W*《[^》]{2,30}》\s*[（(]?\s*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,12}版\s*[）)]?\W*$"
)
EVENING = re.compile(r"^\W*(?:(?:19|20)\d\d年)\d{1,2}月\d{1,2}日付?\s*(?:朝刊|夕刊).{0,20}$")


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
        if words.count(text) > 30:
            continue
        is_sure = any(one.match(text) for one in (PRINTED, HAN, EVENING))
        told = dates.human(text, language) if is_sure or ABROAD.match(text) else []
        if told and (is_sure or LAST.fullmatch(text[told[-1].end :])):
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
    shouted = place.isupper() and len(place) > 2 and place.count(" ") < MOST
    # "Reading: ..." begins many a sentence; a dateline shouts, or names its agency or day
    if not shouted and agency is None and not match["when"]:
        return None
    if agency_named(place):
        return None
    return (place, agency)
