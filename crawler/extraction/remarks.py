"""Corrections and editor's notes: paragraphs of the story that speak about the story."""

from __future__ import annotations

from crawler.extraction import words
from crawler.extraction.vocabulary import phrases
from crawler.items import Paragraph

LONGEST = 120  # words
# Said at the beginning of a paragraph; newspapers label them, as their readers expect.
CORRECTION = phrases(
    r"""
    corrections?\s*(?:[:.(—–-]|and clarifications?\b) | clarifications?\s*[:.(—–-] | erratum\b | errata\b
    (?:this|an earlier version of this) (?:article|story|piece|report|post|headline|column)\b[^.]{0,60}\b(?:
        amended|corrected|incorrectly|misstated|misspelled|misidentified|wrongly|mistakenly|erroneously)
    berichtigung\b | korrektur\s*: | korrekturhinweis\b | richtigstellung\b
    rectificati(?:f|on)\s*: | correctif\s*: | correcci[oó]n\s*: | fe de errata?s\b | rectificaci[oó]n\s*:
    rettifica\s*: | errata corrige\b | corre[cç][aã]o\s*: | rectificatie\s*: | correctie\s*: | rättelse\s*:
    rettelse\s*: | oikaisu\s*: | sprostowanie\b | oprava\s*: | исправление\s*: | уточнение\s*: | поправка\s*:
    διόρθωση\s*: | düzeltme\s*: | تصحيح\s*: | تصحیح\s*: | 更正[：:] | 订正[：:] | 訂正[：:】] | 정정\s*[:：]
    """,
    before=r"^\W*",
)
NOTE = phrases(
    r"""
    editor(?:'|’)?s?(?:'|’)? note\b | note from the editors?\b | publisher(?:'|’)s note\b
    anm(?:erkung|\.) d(?:er|\.) red(?:aktion|\.) | hinweis der redaktion\b | transparenzhinweis\b
    note de la rédaction\b | ndlr\b
    nota (?:de la redacci[oó]n|del editor|da reda[cç][aã]o|della redazione)\b
    (?:noot|opmerking) van de redactie\b | redaktionens (?:not|kommentar)\b | od redakcji\b
    pozn(?:ámka|\.) red(?:akce|\.) | от редакции\b | примечание редакции\b | σημείωση της σύνταξης\b
    editörün notu\b | 编者按 | 編者按 | 編集部注 | 편집자 주
    """,
    before=r"^\W*",
)


def marked(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same paragraphs, with the role of a correction or note where they say that they are one."""
    return [_marked(paragraph) for paragraph in paragraphs]


def _marked(paragraph: Paragraph) -> Paragraph:
    opening = paragraph.text[:200]
    role = "correction" if CORRECTION.search(opening) else "note" if NOTE.search(opening) else None
    if role is None or words.count(paragraph.text) > LONGEST:
        return paragraph
    return Paragraph(role, paragraph.text)
