"""Comparing texts: the same words, whatever the quotes, dashes and case."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"\w+")
# scripts that write no spaces between words: about two characters make a word
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def apart(text: str) -> list[str]:
    """The words alone, lower case, in their order."""
    return WORD.findall(text.casefold())


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """The same as one text, one space apart: equal keys are the same line. Remembered, so for lines only."""
    return " ".join(apart(text))


@lru_cache(maxsize=4096)  # each rule of reading asks it of the same lines
def count(text: str) -> int:
    """How many words, counting two characters of unspaced scripts as one."""
    if text.isascii():
        return len(WORD.findall(text))
    unspaced = len(UNSPACED.findall(text))
    return len(WORD.findall(UNSPACED.sub(" ", text) if unspaced else text)) + unspaced // 2


def squeeze(text: str) -> str:
    """One space wherever there was any white space."""
    return " ".join(text.split())


def likeness(one: str, other: str) -> float:
    """Share of words in common, 0 to 1, relative to the longer text; by characters if there are no spaces."""
    left, right = (_units(text) for text in (one, other))
    return len(left & right) / max(len(left), len(right), 1)


def _units(text: str) -> frozenset[str]:
    plain = key(text)
    return frozenset(plain) - {" "} if UNSPACED.search(plain) else frozenset(plain.split())
