"""A regular expression for a site's article addresses, from examples: `article` in sources.toml."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler.discovery.shape import is_telling, shape

FEWEST = 5  # examples
MOST_WAYS = 3  # shapes in one expression; more are no pattern
SHARE = 0.9  # of the examples that it must match
ANY = r"[^/?#]+"
FORMS = {
    "year": r"\d{4}",
    "month": r"\d{1,2}",
    "day": r"\d{1,2}",
    "number": r"\d+",
    "slug": r"[^/?#]+[-_%][^/?#]*",
    "slug-number": r"[^/?#]*\d{4}[^/?#]*",
    "code": r"[^/?#]*\d[^/?#]*",
}


def pattern_of(addresses: Sequence[str]) -> str | None:
    """The expression that most of these addresses match; None if they have no common form."""
    by_shape: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        by_shape[shape(address)].append(address)
    total = sum(map(len, by_shape.values()))
    telling = [ones for told, ones in by_shape.items() if is_telling(told) and len(ones) > 1]
    ways = sorted(telling, key=len, reverse=True)[:MOST_WAYS]
    if total < FEWEST or not ways:
        return None
    hosts = sorted({urlsplit(one).netloc for ones in ways for one in ones})
    host = re.escape(hosts[0]) if len(hosts) == 1 else f"(?:{'|'.join(map(re.escape, hosts))})"
    paths = _needed([(_path(ones), [_rest(one) for one in ones]) for ones in ways])
    path = paths[0] if len(paths) == 1 else f"(?:{'|'.join(paths)})"
    found = f"^https?://{host}{path}"
    return found if sum(bool(re.match(found, one)) for one in addresses) >= SHARE * total else None


def _needed(ways: Sequence[tuple[str, list[str]]]) -> list[str]:
    """The paths, without those whose addresses another one matches too."""
    kept: list[str] = []
    for path, ones in ways:
        others = [*kept, *(other for other, _ in ways if other != path and other not in kept)]
        if path not in kept and not any(all(re.match(other, one) for one in ones) for other in others):
            kept.append(path)
    return kept or [ways[0][0]]


def _rest(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _path(addresses: Sequence[str]) -> str:
    """The paths of one shape: what all share stands as it is, up to what names the article."""
    parts = [urlsplit(one) for one in addresses]
    kinds = shape(addresses[0]).partition("?")[0].split("/")
    columns = list(zip(*(one.path.split("/")[1:] for one in parts), strict=False))
    written = []
    for kind, column in zip(kinds, columns, strict=False):
        if len(set(column)) == 1:
            written.append(re.escape(column[0]))
            continue
        stem, dot, ending = kind.partition(".")
        written.append(FORMS.get(stem, ANY) + re.escape(dot + ending))
        if stem == "number":
            break  # a number names the article; the words behind it may change
    same = all(len(set(column)) == 1 for column in columns)
    names = {pair.partition("=")[0] for one in parts for pair in one.query.split("&") if pair}
    query = rf"\?(?:[^#]*&)?{re.escape(min(names))}=" if names and same else ""
    return "/" + "/".join(written) + query
