"""What classes, ids and addresses tell of an element: that it names somebody, or a date."""

from __future__ import annotations

import re
from functools import lru_cache

# Of lower-case text, without IGNORECASE: the search then leaps from one first letter to the next.
NAMED = re.compile(
    r"by-?line|author|writer|reporter|journalist|columnist|autor|auteur|auth?ör|redacteur|redakteur|verfasser|"
    r"skribent|forfatter|kirjoittaja|toimittaja|signature|fuente|firma(?:nte)?(?![a-z])|(?<![a-z])yazar|username"
)
DATED = re.compile(
    r"date|time(?!line)|publi(?:sh|cad|kat|e)|posted|datum|fecha|byline|meta|(?<![a-z])tarih|submitted"
)
PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es|i|a)?|autore|auteurs?|contributors?|columnists?|profiles?|writers?|journalists?|"
    r"reporters?|redakteure?|redaktion|signataires|bylines?|by|people|personas|staff)/[^/?#]{3,}",
    re.IGNORECASE,
)
POSTED = re.compile(
    r"(?:live-?(?:blog|ticker|feed)?|liveblog|ticker)[-_]{0,2}(?:post|entry|update|item|event|eintrag)(?![\w-])"
)
# Nine in ten marks say nothing, and one search tells so.
PERHAPS = re.compile(
    r"by-?line|author|writer|reporter|journalist|columnist|aut[oeö]|authör|redacteur|redakteur|verfasser|skribent|"
    r"forfatter|kirjoittaja|toimittaja|signature|fuente|firma|yazar|username|date|time|publi|posted|datum|fecha|"
    r"meta|tarih|submitted|live|ticker"
)
# Who took the picture, what somebody does, a button to follow somebody: not who wrote.
NO_WRITER = re.compile(
    r"(?:bild|foto|photo|image|picture)s?[-_]?(?:autor|author|by|credit)|job-?_?title|follow", re.IGNORECASE
)
NAMES, DATES, POSTS = 1, 2, 4  # what a mark may speak of
PATTERNS = ((NAMES, NAMED), (DATES, DATED), (POSTS, POSTED))


@lru_cache(maxsize=20_000)
def says(mark: str) -> int:
    """What classes or an id speak of, of these three; a site's pages use the same few hundred."""
    mark = mark.lower()
    if not PERHAPS.search(mark):
        return 0
    return sum(kind for kind, pattern in PATTERNS if pattern.search(mark))
