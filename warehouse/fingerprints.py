"""Fingerprints of texts: hashes of five-word shingles, of which every thirty-second is kept (FracMinHash)."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

LENGTH = 5  # words (or characters, in scripts that don't part words) in a shingle
SCALE = 32  # one hash in so many is kept
SHORT = 120  # shingles below which a text keeps more of them, because two hits would be luck
SHORT_SCALE = 4
KNOWN_WORDS = 500_000  # hashes of words that are remembered
# Scripts that don't part words: Han, kana, Thai, Lao, Khmer, Burmese. Each character is a word.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]|[^\W_]+")
MIX = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)  # splitmix64
FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd: multiplying by it loses nothing

_words: dict[str, int] = {}


def shingles(text: str) -> Hashes:
    """The hashes of a text's shingles, sorted, each once. The same in every process and on every machine.

    Letter case, punctuation and forms of the same character don't count.
    """
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if len(words) < LENGTH:
        words += [""] * (LENGTH - len(words)) if words else []
    hashes = np.fromiter((_hash(word) for word in words), dtype=np.uint64, count=len(words))
    if not len(hashes):
        return hashes
    count = len(hashes) - LENGTH + 1
    rolled = hashes[:count].copy()
    for step in range(1, LENGTH):
        rolled = rolled * FACTOR + hashes[step : step + count]
    return np.unique(_mixed(rolled))


def sketch(hashes: Hashes) -> Hashes:
    """The part of a text's shingles by which it is found: those below a bound, more in a short text."""
    return hashes[hashes < bound(len(hashes))]


def bound(count: int) -> np.uint64:
    """Hashes below it are kept in the sketch of a text with so many shingles."""
    return np.uint64(2**64 // (SHORT_SCALE if count < SHORT else SCALE))


def likeness(one: Hashes, other: Hashes) -> tuple[float, float]:
    """Jaccard index, and containment of the smaller text in the other, from all shingles: both 0 to 1."""
    smaller = min(len(one), len(other))
    if not smaller:
        return 0.0, 0.0
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (len(one) + len(other) - shared), shared / smaller


def _hash(word: str) -> int:
    found = _words.get(word)
    if found is None:
        if len(_words) >= KNOWN_WORDS:
            _words.clear()
        found = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")
        _words[word] = found
    return found


def _mixed(hashes: Hashes) -> Hashes:
    """Spread over all 64 bits, so that "below a bound" is a fair draw."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * MIX[0]
    hashes = (hashes ^ (hashes >> np.uint64(27))) * MIX[1]
    return hashes ^ (hashes >> np.uint64(31))
