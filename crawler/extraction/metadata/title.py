"""The headline, without the site's name and without the kicker above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.extraction import words
from crawler.extraction.metadata import jsonld, kickers
from crawler.extraction.metadata.claims import Claim
from crawler.extraction.metadata.found import Found

LONGEST = 1000  # characters
SEPARATOR = re.compile(r"\s+(?:[|•·»«›‹/–—:-]|::|-{2}|<|>)\s+|\s*[|｜_]\s*|\s+\|\|\s+")
BAR = re.compile(r"\s*[|｜]\s*|\s+[–—-]\s+")
# Chinese and Japanese pages set their name off by a dash without spaces.
EASTERN_SITE = re.compile(r"(?<=.{8})(?:[-_]{1,2}[^\s\W\d]{2,6})+$")
DAY = re.compile(r"^(?:\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)\s*[-–—:|]\s+(?=\S)")
SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "a", "ø": "o", "é": "e"})
SPELLS, HARDLY = 0.85, 0.65  # shares of a headline's words in the address
FAR = 0.2  # likeness from which two headlines have something in common
CLOSE = 0.6  # likeness from which two headlines are forms of one


def claims(found: Found, url: str, site: str | None) -> list[Claim[str]]:
    """Headlines in the order of trust: the h1 that other places confirm, then those places."""
    names = site_names(found, url, site)
    witnesses = list(_witnesses(found, names))
    trailers = _trailers(found.document_title or "")
    told = _told(witnesses)  # a kicker that they tell as well is part of the headline
    heads = [
        Claim(kickers.first(text if words.key(text) in told else found.kicked.get(text, text)), "text", "h1")
        for text in found.headlines
        if words.key(text) not in names | trailers
    ]
    chosen = _confirmed(heads, witnesses, url)
    if chosen is None and not witnesses:
        chosen = next((Claim(text, "text", "h2") for text in found.lesser if words.count(text) > 3), None)
    ranked = [kickers.cut(chosen, witnesses), *witnesses] if chosen else witnesses
    ranked = [replace(one, value=DAY.sub("", one.value)) for one in ranked]
    if named := _named_in_address(ranked, url):
        ranked = [named, *(one for one in ranked if one is not named)]
    return [Claim(one.value[:LONGEST], one.place, one.rule) for one in ranked]


def forms(found: Found, ranked: list[Claim[str]]) -> frozenset[str]:
    """Keys of every form of the headline: a line of the body that equals one is no body."""
    texts = [claim.value for claim in ranked] + found.headlines[:1] + list(found.kicked)
    return frozenset(words.key(text) for text in texts) - {""}


def _witnesses(found: Found, names: set[str]) -> Iterator[Claim[str]]:
    if text := jsonld.text(found.article().get("headline")):
        yield Claim(_without_site(text, names, []), "json-ld", "headline")
    heads = found.headlines
    for rule in ("og:title", "twitter:title", "dc.title", "sailthru.title", "title"):
        if text := found.first(rule):
            yield Claim(_without_site(text, names, heads), "meta", rule)
    for piece in found.microdata.get("headline", [])[:1]:
        if text := piece.text or piece.value:
            yield Claim(text, "microdata", "headline")
    if found.document_title:
        text = _without_site(found.document_title, names, heads or found.lesser)
        is_name = _is_site(text.rstrip(" -–—|:»"), names)
        if not is_name or not (heads or found.lesser):
            yield Claim(text, "text", "title element")


def _confirmed(heads: list[Claim[str]], witnesses: list[Claim[str]], url: str) -> Claim[str] | None:
    """The h1 nearest to what the other places say; a lone h1 need only not contradict them all."""
    if not heads:
        return None
    if not witnesses:
        return heads[0]
    scored = [(max(words.likeness(head.value, one.value) for one in witnesses), head) for head in heads]
    best, head = max(scored, key=lambda pair: pair[0])
    if best >= CLOSE and (words.count(head.value) > 1 or len(_told(witnesses)) < 2):
        return head
    if len(heads) == len(witnesses) == 1 and _is_spelled(heads[0].value, url):
        return heads[0]
    lone = len(heads) == 1 and words.count(heads[0].value) >= 4
    return heads[0] if lone and (best > FAR or not _are_of_one_mind(witnesses)) else None


def _named_in_address(ranked: list[Claim[str]], url: str) -> Claim[str] | None:
    """The headline of JSON-LD, if the address spells it out while it does not spell the h1."""
    if not ranked or ranked[0].rule != "h1":
        return None
    slug = max(urlsplit(url).path.translate(SPELLED).split("/"), key=len)
    told = next((one for one in ranked[1:] if one.place == "json-ld"), None)
    if told is None or slug.count("-") < 4:
        return None
    likes = [_share(one.value, slug) for one in (told, ranked[0])]
    return told if likes[0] >= SPELLS and likes[1] < HARDLY else None


def _is_spelled(text: str, url: str) -> bool:
    """Whether the last part of the address is the headline's words and nothing else."""
    last = urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1].partition(".")[0]
    solid = words.key(text).translate(SPELLED).replace(" ", "")
    return len(solid) >= 8 and re.sub(r"[\W_]", "", last).casefold() == solid


def _share(text: str, slug: str) -> float:
    """The share of a headline's words that a part of an address holds."""
    names = set(words.key(slug.replace("-", " ")).split())
    own = words.key(text).translate(SPELLED).split()
    return sum(word in names for word in own) / max(1, len(own))


def _told(witnesses: list[Claim[str]]) -> set[str]:
    return {words.key(one.value) for one in witnesses}


def _are_of_one_mind(witnesses: list[Claim[str]]) -> bool:
    """Whether JSON-LD, meta and title element, at least two of them, name the same headline."""
    return len({one.place for one in witnesses}) > 1 and len(_told(witnesses)) == 1


def _trailers(title: str) -> set[str]:
    """Keys of a short name that ends a title element, and may stand in an h1 too: the site's."""
    parts = BAR.split(title)
    last = words.count(parts[-1])
    is_name = len(parts) > 1 and last <= kickers.FEW and words.count(parts[0]) > last
    return {words.key(parts[-1])} if is_name else set()


def _without_site(text: str, names: set[str], heads: list[str]) -> str:
    """Cut the site's name and section from either end, where a separator sets it off."""
    for head in heads:
        if words.key(head) and words.count(head) >= 3 and words.key(text).startswith(words.key(head) + " "):
            return head
    if "|" in text:
        text = kickers.first(text)
    for _ in range(3):
        cuts = list(SEPARATOR.finditer(text))
        if not cuts:
            break
        first, last = cuts[0], cuts[-1]
        if _is_site(text[last.end() :], names):
            text = text[: last.start()]
        elif _is_site(text[: first.start()], names):
            text = text[first.end() :]
        else:
            break
    if words.UNSPACED.search(text):
        text = EASTERN_SITE.sub("", text)
    name, colon, rest = text.partition(": ")
    return rest.strip() if colon and words.key(name) in names else text.strip()


def _is_site(text: str, names: set[str]) -> bool:
    plain = words.key(text).replace(" ", "")
    return any(plain == name.replace(" ", "") for name in names) or any(
        len(name) > 4 and name.replace(" ", "") in plain and len(plain) < 2 * len(name) + 6 for name in names
    )


def site_names(found: Found, url: str, site: str | None) -> set[str]:
    """Keys of the names that the site goes by."""
    publisher = found.graph.resolve(found.article().get("publisher"))
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    stem = max(labels[:-1], key=len, default="")
    said = [
        site,
        found.first("og:site_name"),
        found.first("application-name"),
        jsonld.text(publisher),
        host,
        stem,
    ]
    said += [jsonld.text(n.get("name")) for n in found.graph.nodes if "WebSite" in jsonld.types(n)]
    keys = {words.key(name) for name in said if name} - {""}
    return keys | {key.removeprefix("the ") for key in keys}
