"""Subtitle, section and tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from crawler.extraction import words
from crawler.extraction.metadata import jsonld
from crawler.extraction.metadata.claims import Claim
from crawler.extraction.metadata.found import Found

MOST_TAGS, LONGEST_TAG = 50, 100
NAME = 4  # words of a site's name
MARKUP = re.compile(r"<[^<>]{1,300}>")
BLANK = frozenset({"not set", "none", "null", "undefined", "n/a", "na", "-", "default"})  # templates' own


def subtitle(found: Found, title: str | None) -> list[Claim[str]]:
    """What stands below the headline; the description, since pages fill it with the standfirst."""
    article = found.article()
    said = [
        ("json-ld", "alternativeHeadline", jsonld.text(article.get("alternativeHeadline"))),
        ("json-ld", "description", jsonld.text(article.get("description"))),
        *(
            ("meta", name, found.first(name))
            for name in ("og:description", "description", "twitter:description")
        ),
    ]
    headline = words.key(title or "")
    return [
        Claim(words.squeeze(MARKUP.sub(" ", unescape(text))), place, rule)
        for place, rule, text in said
        if text and words.count(text) >= 3 and words.key(text) != headline
    ]


def shown(claims: list[Claim[str]], title: str | None, opening: str) -> list[Claim[str]]:
    """Those that say more than the title with the site's name, and are not the text's own opening cut off."""
    headline, begin = words.key(title or ""), words.key(opening)
    kept = []
    for claim in claims:
        key = words.key(claim.value)
        is_title = (
            bool(headline) and key.startswith(headline) and key.count(" ") - headline.count(" ") <= NAME
        )
        if not is_title and not (len(key) < len(begin) and begin.startswith(key)):
            kept.append(claim)
    return kept


def section(found: Found) -> list[Claim[str]]:
    """The part of the newspaper it stands in."""
    said = [("json-ld", "articleSection", jsonld.text(found.article().get("articleSection")))]
    said += [
        ("meta", name, found.first(name))
        for name in ("article:section", "parsely-section", "section", "og:section")
    ]
    crumbs = list(_crumbs(found))
    said.append(("json-ld", "BreadcrumbList", crumbs[1] if len(crumbs) > 2 else None))
    return [
        Claim(text, place, rule)
        for place, rule, text in said
        if text and len(text) <= LONGEST_TAG and text.casefold() not in BLANK
    ]


def _crumbs(found: Found) -> Iterator[str]:
    for node in found.graph.nodes:
        if "BreadcrumbList" in jsonld.types(node):
            for item in jsonld.values(node.get("itemListElement")):
                name = jsonld.text(item.get("name") or item.get("item")) if isinstance(item, dict) else None
                if name and not name.startswith("http"):
                    yield name
            return


def tags(found: Found) -> list[Claim[tuple[str, ...]]]:
    """Keywords, as the page lists them."""
    said = [("json-ld", "keywords", _flat(jsonld.values(found.article().get("keywords"))))]
    said += [
        ("meta", name, _flat(list(found.meta.get(name, []))))
        for name in ("article:tag", "parsely-tags", "news_keywords", "keywords")
    ]
    return [Claim(several, place, rule) for place, rule, several in said if several]


def _flat(said: list[object]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for one in said:
        text = jsonld.text(one) or ""
        for tag in re.split(r"[,;，、]", text) if len(said) < 3 else [text]:
            plain = words.squeeze(tag)
            if plain and len(plain) <= LONGEST_TAG and plain.casefold() not in BLANK:
                found.setdefault(plain.casefold(), plain)
    return tuple(found.values())[:MOST_TAGS]
