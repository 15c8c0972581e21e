"""Authors as names only: no "By", no role, no date, no address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction import dates, words
from crawler.extraction.agencies import agency_named
from crawler.extraction.metadata import jsonld
from crawler.extraction.metadata.claims import Claim
from crawler.extraction.metadata.found import Found
from crawler.extraction.vocabulary import choices, phrases

METAS = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "dc.contributor", "article:author_name", "cxenseparse:author", "citation_author",
)  # fmt: skip
BY = choices("""
    by | von | de | por | par | di | da | door | av | af | od | autor(?:a|en|ka)? | auteur | автор | текст
    written by | words by | text | texte | tekst | reported by | story by | posted by | published by | author
""")
LED = re.compile(rf"^\W*(?:{BY})\s*:?\s+(?=\S)", re.IGNORECASE)
AND = re.compile(
    r"\s*(?:[;&|/•·,、，]|\s(?:and|und|et|y|e|och|og|en|i|и|та|ja|ve|with|mit|avec|con)\s)\s*", re.IGNORECASE
)
ROLE = phrases(
    """
    staff | reporter | correspondent | editor | writer | columnist | contributor | journalist | producer
    critic | analyst | photographer | redakteur(?:in)? | korrespondent(?:in)? | reporterin | journaliste?
    redactor[ae]? | redazione | corresponsal | redaktion | bureau | chief | senior | deputy | special | desk
    opinion | updated | published | follow | email | twitter | facebook | minutes? read | min read
    freelance | professor | author | director | fellow | view | profile | posts? | articles? | more | about
    read | contact | share | edited | news
    """,
    after=r"\b",
)
NO_NAME = re.compile(r"https?:|www\.|@|\d|[<>{}\[\]=_#]|\.(?:com|org|net|de)\b", re.IGNORECASE)
LONGEST = 60  # characters of one name


def claims(found: Found, language: str | None, headline: str | None) -> list[Claim[tuple[str, ...]]]:
    """Groups of names in the order of trust."""
    ranked: list[Claim[tuple[str, ...]]] = []
    banned = {words.key(headline or "")}
    for place, rule, raw in _said(found):
        names = clean(raw, language)
        names = tuple(name for name in names if words.key(name) not in banned)
        if names:
            ranked.append(Claim(names, place, rule))
    return ranked


def _said(found: Found) -> Iterator[tuple[str, str, list[str]]]:
    article = found.article()
    for rule in ("author", "creator"):
        nodes = [found.graph.resolve(node) for node in jsonld.values(article.get(rule))]
        people = [text for node in nodes if (text := _person(node, False))]
        if people:
            yield "json-ld", rule, people
    for rule in METAS:
        if rule in found.meta:
            yield "meta", rule, found.meta[rule]
    pieces = found.microdata.get("author", [])
    if pieces:
        yield "microdata", "author", [piece.text for piece in pieces]
    for piece in found.bylines:
        texts = [text for text in piece.links if words.count(text) <= 5] or [piece.text]
        if any(len(text) < 120 for text in texts):
            yield "text", "byline", texts[:4]
    nodes = [found.graph.resolve(node) for node in jsonld.values(article.get("author"))]
    organisations = [text for node in nodes if (text := _person(node, True))]
    if organisations:
        yield "json-ld", "author, an organisation", organisations


def _person(node: object, organisation: bool) -> str | None:
    """The name of an author's object, if it is of the wanted kind."""
    if isinstance(node, dict):
        is_organisation = "Organization" in " ".join(jsonld.types(node))
        return jsonld.text(node.get("name")) if is_organisation == organisation else None
    return None if organisation else jsonld.text(node)


def clean(raw: list[str], language: str | None) -> tuple[str, ...]:
    """Names out of bylines, in order, each once."""
    names: dict[str, str] = {}
    for text in raw:
        plain, _ = dates.cut(text[: LONGEST * 6], language)
        plain = LED.sub("", words.squeeze(plain))
        plain = re.sub(r"\([^)]*\)", " ", plain)
        for part in AND.split(plain):
            name = _name(part)
            if name:
                names.setdefault(words.key(name), name)
    return tuple(names.values())


def without_agency(names: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """People apart from the agency; an agency that signs alone stays the author as well."""
    agency = next((known for name in names if (known := agency_named(name))), None)
    people = tuple(name for name in names if agency_named(name) is None)
    return people or names, agency


def _name(text: str) -> str | None:
    text = LED.sub("", text.strip(" .,:-–—|*\"'“”")).strip()
    text = re.split(r"\s+[-–—|]\s+|\s{2,}|, ", text)[0]
    if not text or len(text) > LONGEST or NO_NAME.search(text):
        return None
    if words.count(text) > 6 or (words.count(text) <= 3 and ROLE.search(text)):
        return None
    spaced = words.UNSPACED.search(text) is None
    if spaced and (not text[0].isalpha() or (text[0].islower() and words.count(text) < 2)):
        return None
    return text.title() if text.isupper() and words.count(text) > 1 else text
