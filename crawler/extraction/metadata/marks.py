"""What classes, ids and addresses tell of an element: that it names somebody, or a date."""

from __future__ import annotations

import re
from functools import lru_cache

NAMED = re.compile(
    r"by-?line|author|writer|reporter|journalist|columnist|autor|auteur|auth?ör|redacteur|redakteur|verfasser|"
    r"skribent|forfatter|kirjoittaja|toimittaja|signature|fuente|firma(?:nte)?(?![a-z])|(?<![a-z])yazar|username",
    re.IGNORECASE,
)
DATED = re.compile(
    r"date|time(?!line)|publi(?:sh|cad|kat|e)|posted|datum|fecha|byline|meta|(?<![a-z])tarih|submitted",
    re.IGNORECASE,
)
PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es|i|a)?|autore|auteurs?|contributors?|columnists?|profiles?|writers?|journalists?|"
    r"reporters?|redakteure?|redaktion|signataires|bylines?|by|people|personas|staff)/[^/?#]{3,}",
    re.IGNORECASE,
)


NAMES, DATES = 1, 2  # what a mark may speak of


@lru_cache(maxsize=20_000)
def says(mark: str) -> int:
    """Whether classes or an id speak of a name, a date or both; a site's pages use the same few hundred."""
    return (NAMES if NAMED.search(mark) else 0) | (DATES if DATED.search(mark) else 0)
