"""What article addresses of a site look like: learned from known articles, used for new links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from crawler.urls import url_key

ENOUGH = 20  # addresses from which a site's shapes are believed
SHARE = 0.95  # of these addresses that the believed shapes must cover
SELDOM = 0.02  # share of addresses below which a shape is an exception
LOOKED_AT = 2_000  # addresses; more teach nothing new
YEAR, SMALL = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d{1,2}")
PARTS = re.compile(r"[-_]")


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes that a site's articles have; none where too little is known, or they have no shape."""

    believed: frozenset[str] = frozenset()

    def fits(self, url: str) -> bool | None:
        """Whether an address, or its URL key, is shaped like the site's articles.

        None if nothing is known of them.
        """
        return shape(url) in self.believed if self.believed else None


def counted(addresses: Iterable[str]) -> Counter[str]:
    """How many of these addresses, or URL keys, have which shape."""
    return Counter(shape(one) for one in islice(addresses, LOOKED_AT))


def believed(seen: Counter[str]) -> Shapes:
    """The shapes of articles, if enough of them were seen and they agree."""
    total = seen.total()
    if total < ENOUGH:
        return Shapes()
    kept = {one: times for one, times in seen.items() if times > SELDOM * total and is_telling(one)}
    return Shapes(frozenset(kept)) if sum(kept.values()) >= SHARE * total else Shapes()


def is_telling(told: str) -> bool:
    """Whether a shape tells an article from a section: it holds more than plain words."""
    return any(mark in told for mark in ("number", "slug", "code", "year", "?"))


def shape(url: str) -> str:
    """The shape of an address: `https://example.org/news/2026/03/01/bridge-to-close` is `word/date/slug`.

    That of a URL key is taken as it is: a site's own rules may have made it.
    """
    path, _, query = (url_key(url) if "://" in url else url).partition("?")
    kinds: list[str] = []
    for segment in path.split("/")[1:]:
        kind = kind_of(segment)
        if SMALL.fullmatch(segment) and kinds and kinds[-1] in {"year", "month"}:
            kind = "month" if kinds[-1] == "year" else "day"
        kinds.append(kind)
    names = sorted(pair.partition("=")[0] for pair in query.split("&")) if query else []
    return "/".join(kinds) + ("?" + "&".join(names) if names else "")


def kind_of(segment: str) -> str:
    """What one part of a path is: year, number, slug, slug-number, code or word; with its ending."""
    stem, dot, ending = segment.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z]{2,5}\d?", ending):
        stem, ending = segment, ""
    return _kind(stem) + (f".{ending.lower()}" if ending else "")


def _kind(stem: str) -> str:
    if YEAR.fullmatch(stem):
        return "year"
    if stem.isdigit():
        return "number" if len(stem) > 2 else "word"
    parts = [part for part in PARTS.split(stem) if part]
    numbered = len(parts) > 1 and any(part.isdigit() and len(part) > 3 for part in (parts[0], parts[-1]))
    if len(parts) > 2 or (len(parts) > 1 and "%" in stem):
        return "slug-number" if numbered else "slug"
    digits = sum(map(str.isdigit, stem))
    if numbered or digits > 3 or (digits and len(stem) > 8 and stem.isalnum()):
        return "code"
    return "slug" if stem.count("%") > 8 else "word"
