"""Lines that are no prose: bylines, dates, print lines, share prompts."""

from __future__ import annotations

import re

from crawler.extraction import dates, words
from crawler.extraction.dateline import PRINTED

FEW = 12  # words
NOTICE = 40  # words of a line that may be a notice of copyright or point elsewhere
POINTERS = 6  # labels with links that a page may have beside its story; more are a list of its own
ABOVE = 20  # words of a line above the story that may hold its date, section and source
PARTLY = 0.2  # share of link characters in the way to a page, whose last station is no link
PATH = re.compile(r"\s[>»›]\s|：.{1,20}\s?>")
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
LABELLED = 0.5  # share of link characters from which what follows a label is a link
LABEL = re.compile(r"^[^.!?\d]{2,30}[:：]\s*\S")
RIGHTS = re.compile(r"^\W*(?:©|\(c\)|copyright\b)|\ball rights reserved\b", re.IGNORECASE)
CREDIT = re.compile(
    r"^\W*(?:photos?|photograph|pictures?|images?|fotos?|fot|bild(?:er)?|crédits?(?: photos?)?|credits?|"
    r"immagini|imagen|zdjęcia|фото|φωτ(?:ο|ογραφία)|图片?|圖片?)\s*(?:credit|by|courtesy|source)?\s*[.:：/©|]",
    re.IGNORECASE,
)

CAPTION = re.compile(
    r"^\W*(?:圖說|图说|圖為|图为|圖片說明|图片说明|資料照|资料图)"
    r"|\((?:photo|picture|image|foto|fot\.|bild|фото|φωτ)\b[^()]{2,60}\)\W*$",
    re.IGNORECASE,
)


def is_notice(text: str) -> bool:
    """A notice of copyright, a picture's credit, or a caption that names itself or ends with its credit."""
    size = words.count(text)
    if size <= NOTICE and CAPTION.search(text):
        return True
    return (size <= FEW and bool(CREDIT.match(text))) or (size <= NOTICE and bool(RIGHTS.search(text)))


def is_pointer(text: str, linked: float) -> bool:
    """A label with a link behind it: "Read also: ..."."""
    return linked > LABELLED and bool(LABEL.match(text)) and words.count(text) <= NOTICE


def is_date_or_byline(text: str, language: str | None = None) -> bool:
    """A line with little but a date or time in it."""
    if words.count(text) > FEW or PRINTED.match(text):
        return False
    rest, found = dates.cut(text, language)
    return found and words.count(rest) <= 4 and not re.search(r"[.!?]\s*$", rest.strip())


def is_above(text: str, linked: float, language: str | None) -> bool:
    """What stands between headline and story and is of neither: a longer date line, the way to the page."""
    size = words.count(text)
    if size > ABOVE:
        return False
    if PATH.search(text) and linked >= PARTLY:
        return True
    rest, found = dates.cut(text, language)
    return (
        found and CLOCK.search(text) is not None and words.count(rest) <= 8 and not text.endswith((".", "。"))
    )
