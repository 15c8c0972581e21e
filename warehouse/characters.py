"""What a character is to a fingerprint: part of a word, a word by itself, or nothing; and its folded form."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

IN_WORD = 1  # a letter, a digit, or a mark on one
ALONE = 2  # a word by itself, in scripts that don't part words
UNEVEN = 4  # a text with it is evened first: it has another form, of several characters

# Han, kana, Thai, Lao, Khmer, Burmese.
UNPARTED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
)
RARE_HAN = (0x20000, 0x3134F)  # beyond it are no letters of any living language
JAMO = range(0x1160, 0x1200)  # parts of a Korean syllable
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")


def even(text: str) -> str:
    """A text in which what looks the same is the same."""
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text))


@cache
def table() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Of each character: its kind, and the character that it is folded to."""
    kinds = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    folded = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    seconds = _seconds()
    for code in range(RARE_HAN[0]):
        if 0xD800 <= code < 0xE000:
            continue
        character = chr(code)
        same = unicodedata.normalize("NFKC", character)
        kinds[code] = _kind(same) | (UNEVEN if _uneven(character, same, seconds) else 0)
        folded[code] = ord(_folded(same)[0])
    kinds[RARE_HAN[0] : RARE_HAN[1] + 1] = IN_WORD | ALONE
    return kinds, folded


def _kind(same: str) -> int:
    first = next((one for one in same if one.isalnum()), same[0])
    if not first.isalnum() and unicodedata.category(first)[0] != "M":
        return 0
    return IN_WORD | ALONE if any(low <= ord(first) <= high for low, high in UNPARTED) else IN_WORD


def _folded(same: str) -> str:
    """Without letter case. A letter whose capitals are two stays itself: else all German would be uneven."""
    for one in (same.casefold(), same.lower()):
        if len(one) == 1:
            return one
    return same


def _uneven(character: str, same: str, seconds: frozenset[int]) -> bool:
    if ord(character) in seconds or ord(same[0]) in seconds or INVISIBLE.match(character):
        return True
    return len(same) > 1 and any(one.isalnum() for one in same)


def _seconds() -> frozenset[int]:
    """Characters that may become one with the character before them."""
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(RARE_HAN[0]))
    return frozenset(int(pair[1], 16) for pair in pairs if len(pair) == 2 and pair[0][0] != "<") | {*JAMO}
