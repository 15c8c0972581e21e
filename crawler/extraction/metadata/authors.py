"""Authors as names only: who signs, by the places that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from crawler.extraction import words
from crawler.extraction.agencies import agency_named
from crawler.extraction.metadata import jsonld
from crawler.extraction.metadata.claims import Claim
from crawler.extraction.metadata.found import Found, Piece
from crawler.extraction.metadata.headline import place
from crawler.extraction.metadata.names import LONGEST, Signers, signers
from crawler.extraction.metadata.signatures import BARE

METAS = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "article:author_name", "cxenseparse:author", "citation_author",
)  # fmt: skip
OTHER_METAS = re.compile(r"(?:^|[.:_-]|article)(?:authors?|creator|byline|author[_-]?name)$")
STORIES = re.compile(r"article|posting|report|creativework|recipe|webpage|review$|^$")
FAR = 400  # elements below the headline, beyond which a byline is somebody else's
NEAR = 25  # elements below the headline, within which one word may be a byline
FIRST = "byline at the headline"
SHOWN = frozenset({FIRST, "byline", "author's page"})  # rules of marked bylines
MANY = 4  # names; a longer list that holds a shorter one is doubted


@dataclass(frozen=True, slots=True)
class Setting:
    """What else is known of the page when its authors are chosen."""

    language: str | None
    headline: str | None
    sites: frozenset[str]  # keys of the site's names, which sign what nobody else does
    signed: tuple[tuple[str, list[str]], ...] = ()  # rule and lines in which the text itself names them


def claims(found: Found, setting: Setting) -> list[Claim[tuple[str, ...]]]:
    """Groups of names in the order of trust: people first, then desks, agencies and the site itself."""
    ranked: list[list[Claim[tuple[str, ...]]]] = [[], [], [], []]  # people, user names, signatures, the rest
    headline = words.key(setting.headline or "")
    for origin, rule, raw in _said(found, setting):
        told = signers(raw, setting.language, is_prose=origin == "text")
        if "organisation" in rule:
            told = Signers((), tuple(words.squeeze(one)[:LONGEST] for one in raw))
        people = tuple(
            one for one in told.people if words.key(one) != headline and not _is_site(one, setting)
        )
        others = tuple(one for one in (*told.people, *told.others) if words.key(one) != headline)
        if people:
            wires = tuple(one for one in others if agency_named(one))
            ranked[2 if rule == BARE else 0].append(Claim(people + wires, origin, rule))
        elif others and (rule != "byline" or _is_desk(others)):
            is_user = len(others) == 1 and words.count(others[0]) == 1 and "organisation" not in rule
            is_user = is_user and not _is_site(others[0], setting) and agency_named(others[0]) is None
            ranked[1 if is_user else 3].append(Claim(others, origin, rule))
    return [*_fullest(_confirmed(ranked[0])), *ranked[1], *ranked[2], *ranked[3]]


def _is_desk(names: tuple[str, ...]) -> bool:
    """Whether a byline that names no person names a desk or an agency, not just some label."""
    return all(words.count(name) > 1 or agency_named(name) for name in names)


def _is_site(name: str, setting: Setting) -> bool:
    """Whether a name is the site's own, or little more than it."""
    plain = words.key(name).replace(" ", "")
    return any(
        plain == site or (len(site) > 3 and site in plain and len(plain) <= len(site) + 6)
        for site in (one.replace(" ", "") for one in setting.sites)
    )


def _confirmed(ranked: list[Claim[tuple[str, ...]]]) -> list[Claim[tuple[str, ...]]]:
    """The first claim, unless no other names its people while two places or more agree on others."""
    keys = [{words.key(name) for name in claim.value} for claim in ranked]
    if len(ranked) < 3 or any(keys[0] & other for other in keys[1:]):
        return ranked
    for number, claim in enumerate(ranked[1:], 1):
        places = {one.place for one, other in zip(ranked, keys, strict=True) if other & keys[number]}
        if len(places) > 1:
            return [claim, *(one for one in ranked if one is not claim)]
    return ranked


def _fullest(ranked: list[Claim[tuple[str, ...]]]) -> list[Claim[tuple[str, ...]]]:
    """The first claim, unless another names the same people and a few more."""
    if not ranked:
        return ranked
    first = {words.key(name) for name in ranked[0].value}
    nearest = next((claim for claim in ranked if claim.place == "text" and claim.rule in SHOWN), None)
    for claim in ranked[1:]:
        keys = {words.key(name) for name in claim.value}
        marked = claim.place != "text" or claim is nearest or claim.rule == FIRST
        if marked and first < keys and len(keys) <= min(MANY, len(first) + 2):
            return [claim, *(one for one in ranked if one is not claim)]
    return ranked


def _said(found: Found, setting: Setting) -> Iterator[tuple[str, str, list[str]]]:
    article = found.article()
    for rule in ("author", "creator"):
        people = _names(found, article.get(rule), False)
        if people:
            yield "json-ld", rule, people
    for rule in METAS:
        if rule in found.meta:
            yield "meta", rule, found.meta[rule]
    for rule, said in found.meta.items():
        if _names_authors(rule):
            yield "meta", rule, said
    head = place(found, setting.headline)
    if pieces := _own(found.microdata.get("author", []), head):
        yield "microdata", "author", pieces
    yield from _bylines(found, head)
    for rule, lines in setting.signed:
        yield "text", rule, lines
    for rule in ("author", "creator"):
        if organisations := _names(found, article.get(rule), True):
            yield "json-ld", f"{rule}, an organisation", organisations


@lru_cache(maxsize=2000)
def _names_authors(meta: str) -> bool:
    """Whether a meta element that no standard knows names the authors."""
    return meta not in METAS and not meta.startswith("twitter") and OTHER_METAS.search(meta) is not None


def _own(pieces: list[Piece], head: int | None) -> list[str]:
    """Those of the article itself, not of a comment, a picture, a reference or a teaser."""
    near = [piece for piece in pieces if head is None or abs(piece.place - head) <= FAR]
    pieces = near or pieces
    kinds = [piece.kind for piece in pieces if STORIES.search(piece.kind)]
    kind = next((kind for kind in kinds if kind), "")
    return [piece.text or piece.value or "" for piece in pieces if piece.kind == kind] if kinds else []


def _bylines(found: Found, head: int | None) -> Iterator[tuple[str, str, list[str]]]:
    """Marked bylines, those nearest below the headline first."""

    def distance(piece: Piece) -> int:
        if head is None:
            return 0
        return piece.place - head if piece.place >= head else (head - piece.place) * 3

    for piece in sorted(found.bylines, key=distance):
        if distance(piece) > FAR:
            return
        links = [text for text in piece.links if words.count(text) <= 5]
        texts = links or (list(piece.parts) if len(piece.parts) > 1 else [piece.text])
        is_first = head is not None and 0 <= piece.place - head <= NEAR and len(texts) == 1
        yield "text", "author's page" if piece.is_profile else FIRST if is_first else "byline", texts[:6]


def _names(found: Found, value: object, is_organisation: bool) -> list[str]:
    """The names of an author property's people, or of its organisations."""
    nodes = [found.graph.resolve(node) for node in jsonld.values(value)]
    return [text for node in nodes if (text := _person(node, is_organisation))]


def _person(node: object, is_organisation: bool) -> str | None:
    """The name of an author's object, if it is of the wanted kind."""
    if isinstance(node, dict):
        is_one = "Organization" in " ".join(jsonld.types(node))
        return jsonld.text(node.get("name")) if is_one == is_organisation else None
    return None if is_organisation else jsonld.text(node)


def without_agency(names: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """People apart from the agency; an agency that signs alone stays the author as well."""
    agency = next((known for name in names if (known := agency_named(name))), None)
    people = tuple(name for name in names if agency_named(name) is None)
    return people or names, agency
