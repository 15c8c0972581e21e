"""Fingerprints of texts: hashes of five-word shingles, of which a part is kept (FracMinHash)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from warehouse.characters import ALONE, IN_WORD, UNEVEN, even, table

Hashes = NDArray[np.uint64]

LENGTH = 5  # words (or characters, in scripts that don't part words) in a shingle
KEPT = 16  # hashes that are kept of a text at least, if it has them: with fewer, two in common would be luck
SCALE = 32  # of a long text's hashes one in so many is kept
TOGETHER = 200_000  # characters that are hashed at once: what the processor's cache holds
MIX = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)  # splitmix64
FACTOR = 0x9E3779B97F4A7C15  # odd: multiplying by it loses nothing


def shingles(texts: Sequence[str]) -> list[Hashes]:
    """The hashes of each text's shingles, sorted, each once. The same in any process, on any machine.

    Letter case, punctuation and forms of the same character don't count. A shorter text is one shingle.
    """
    found: list[Hashes] = []
    start = size = 0
    for end, text in enumerate(texts, 1):
        size += len(text) + 1
        if size >= TOGETHER or end == len(texts):
            found.extend(_hashed(texts[start:end]))
            start, size = end, 0
    return found


def scale(count: int) -> int:
    """Of so many shingles one in this many is kept: a power of two, so short texts keep what long ones do."""
    return 1 << min(max(count // KEPT, 1), SCALE).bit_length() - 1


def sketch(hashes: Hashes) -> Hashes:
    """The part of a text's shingles by which it is found: the lowest of all that there may be."""
    bound = np.uint64((2**64 - 1) // scale(len(hashes)))
    return hashes[: np.searchsorted(hashes, bound, side="right")]


def likeness(one: Hashes, other: Hashes) -> tuple[float, float]:
    """Jaccard index, and containment of the smaller text in the other, from all shingles: both 0 to 1."""
    smaller = min(len(one), len(other))
    if not smaller:
        return 0.0, 0.0
    both = np.sort(np.concatenate((one, other)))
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    return shared / (len(one) + len(other) - shared), shared / smaller


def _hashed(texts: Sequence[str], evened: bool = False) -> list[Hashes]:
    """The shingles of some texts, in arrays that run through them all."""
    kinds, values = _table()
    codes = np.frombuffer("\n".join((*texts, "")).encode("utf-32-le", "replace"), dtype=np.uint32)
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    kind = kinds[codes]
    words, at = _words(kind, values[codes])
    found = _cut(words, np.searchsorted(at, ends).tolist())
    if not evened:
        uneven = np.unique(np.searchsorted(ends, np.flatnonzero(kind & UNEVEN), side="right")).tolist()
        again = _hashed([even(texts[n]) for n in uneven], evened=True) if uneven else []
        for place, hashes in zip(uneven, again, strict=True):
            found[place] = hashes
    return found


def _words(kind: NDArray[np.uint8], values: Hashes) -> tuple[Hashes, NDArray[np.int64]]:
    """The hash of each word, and where it begins: its letters' values, times powers that begin at 1."""
    inside, alone = (kind & IN_WORD) != 0, (kind & ALONE) != 0
    begins = inside.copy()
    begins[1:] &= ~inside[:-1] | alone[1:] | alone[:-1]
    at = np.flatnonzero(begins)
    if not len(at):
        return values[:0], at
    powers, inverse = _powers(1 << (len(values) - 1).bit_length())
    return _mixed(np.add.reduceat(values * powers[: len(values)], at) * inverse[at]), at


def _cut(words: Hashes, ends: Sequence[int]) -> list[Hashes]:
    """The shingles of each text, whose words end where `ends` says."""
    rolled = _rolled(words)
    found: list[Hashes] = []
    first = 0
    for end in ends:
        if 0 < end - first < LENGTH:
            whole = np.concatenate((words[first:end], np.zeros(LENGTH - end + first, np.uint64)))
            found.append(_rolled(whole))
        else:
            found.append(_each_once(rolled[first : max(first, end - LENGTH + 1)]))
        first = end
    return found


def _rolled(words: Hashes) -> Hashes:
    """The hash of each run of LENGTH words."""
    count = max(0, len(words) - LENGTH + 1)
    total = words[:count].copy()
    for step in range(1, LENGTH):
        total *= np.uint64(FACTOR)
        total += words[step : step + count]
    return _mixed(total)


def _each_once(hashes: Hashes) -> Hashes:
    """Sorted, each once."""
    hashes = np.sort(hashes)
    keep = np.ones(len(hashes), dtype=bool)
    np.not_equal(hashes[1:], hashes[:-1], out=keep[1:])
    return hashes[keep]


def _mixed(hashes: Hashes) -> Hashes:
    """Spread over all 64 bits, so that "below a bound" is a fair draw."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * MIX[0]
    hashes = (hashes ^ (hashes >> np.uint64(27))) * MIX[1]
    return hashes ^ (hashes >> np.uint64(31))


@cache
def _table() -> tuple[NDArray[np.uint8], Hashes]:
    """Of each character: its kind, and the value of its folded form, 0 for what is in no word."""
    kinds, folded = table()
    return kinds, np.where(kinds & IN_WORD, _mixed(folded.astype(np.uint64) + np.uint64(1)), np.uint64(0))


@cache
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The first so many powers of the factor, and of its inverse modulo 2 to the 64th."""
    bases = np.full((2, count), [[FACTOR], [pow(FACTOR, -1, 2**64)]], dtype=np.uint64)
    bases[:, 0] = 1
    powers = np.multiply.accumulate(bases, axis=1)
    return powers[0], powers[1]
