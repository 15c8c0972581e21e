"""Where the story begins and ends: labels above it, credits, contacts and announcements below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction import furniture, words
from crawler.extraction.blocks import Layout
from crawler.extraction.scope import Kept
from crawler.extraction.vocabulary import phrases

PART = 4  # words of a part of the headline
LABEL = 6  # words that may be a label above the text
CREDIT = 30  # words of a line that may credit people
SENTENCE_END = re.compile(r"[.!?:…。！？۔।][\"'“”’»)\]]*$")
# Said of those who made the story, not by it; at its end only.
CREDITED = phrases(
    r"""
    \bcontributed (?:reporting|to (?:this|the) (?:report|story|article|piece))\b
    ^\W*(?:additional|further) (?:reporting|writing|material|research)\b
    ^\W*with (?:files|reports?|reporting|inputs?|additional reporting|material)\b[^.]{0,12}\b(?:from|by)\b
    ^\W*(?:reporting|written|editing|edited|compiled|translated|translation|writing) by\b
    ^\W*(?:first|originally) published (?:in|on|at|by)\b
    ^\W*th(?:is|e) (?:article|story|post|piece) (?:(?:was|is) )?(?:(?:first|originally) )?(?:re)?published\b
    ^\W*th(?:is|e) (?:article|story|post|piece|column) (?:(?:first|originally) )?appeared\b
    \bcan be (?:reached|contacted|followed) (?:at|on|by|via)\b
    ^\W*mit (?:material (?:von|der)|informationen (?:von|der)|agenturen|dpa|afp|reuters|ap|sid|epd|kna|apa)\b
    ^\W*(?:avec|con información de|за матеріалами|по материалам)\s(?:afp|reuters|efe|ap|ansa|тасс|риа)\b
    """,
    before="",
)
MAKERS = phrases(
    r"""
    sources? | via | quellen? | redaktion | lektorat | faktencheck | bearbeitung | bron | kilder?
    källor? | lähde | fonti? | fuentes? | fontes? | źródł[oa] | oprac | opracowa\w+ | источники?
    джерел[оа] | редактор | подготовил\w* | πηγ[ήέ]ς? | kaynak | zdroje? | fact[ -]?check(?:ing|ed by)?
    editors? | text(?:e)? | recherche | compiled by | 来源 | 來源 | 责任编辑 | 責任編輯
    责编 | 責編 | 编辑 | 編輯 | 作者 | 记者
    記者 | 翻译 | 翻譯 | 出处 | 出處 | 稿源 | 출처 | 기자
    """,
    before=r"^\W*",
    after=r"\s*[:：/]",
)
# (dpa/AFP); pap, ps
INITIALS = re.compile(r"^\W*(?:[^\W\d_]{2,5}\.?)(?:\s*[/,|&+]\s*[^\W\d_]{2,5}\.?){0,4}\W*$")
BRACKETED = re.compile(r"^[\[(【（［].{1,30}[\])】）］]$")
ADDRESS = re.compile(
    r"^(?:e-?mail\s*:?\s*)?\S+@\S+\.\w{2,}\.?$|^@\w{2,20}$"
    r"|^(?:https?://)?(?:www\.)?(?:twitter|x|facebook|instagram)\.com/\S+$",
    re.IGNORECASE,
)


def without_top(page: Layout, kept: list[Kept], titles: frozenset[str], language: str | None) -> list[Kept]:
    """Drop parts of the headline, date lines and the way to the page where they stand above the story."""

    def is_top(one: Kept) -> bool:
        key = words.key(one.line.text)
        if words.count(key) >= PART and any(title.startswith(key) or title.endswith(key) for title in titles):
            return True
        linked = page.blocks[one.place].linked if one.place is not None else 0
        return furniture.is_above(one.line.text, linked, language)

    start = next((n for n, one in enumerate(kept) if not is_top(one)), 0)
    return kept[start:]


def without_loose_ends(kept: Sequence[Kept]) -> list[Kept]:
    """Drop labels above the first sentence, and below the last one credits and what announces nothing."""
    start = next((n for n, one in enumerate(kept) if not is_label(one.line.text)), 0)
    end = len(kept)
    while end > start + 1 and _is_loose(kept[end - 1]):
        end -= 1
    return list(kept[start:end])


def is_label(text: str) -> bool:
    """A few words that are no sentence."""
    return words.count(text) < LABEL and not SENTENCE_END.search(text)


def _is_loose(one: Kept) -> bool:
    text = one.line.text
    return one.line.role == "heading" or text.endswith((":", "：")) or is_credit(text)


def is_credit(text: str) -> bool:
    """Who wrote, edited or supplied the story, and how to reach them."""
    if ADDRESS.match(text):
        return True
    size = words.count(text)
    if size <= 4 and (BRACKETED.match(text) or (INITIALS.match(text) and not SENTENCE_END.search(text))):
        return True
    if size <= 10 and MAKERS.match(text):
        return True
    return size <= CREDIT and bool(CREDITED.search(text))
