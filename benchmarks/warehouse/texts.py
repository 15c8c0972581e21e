"""Made-up texts: words drawn by Zipf's law from a made-up vocabulary, so that phrases recur as in news."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

WORDS = 60_000  # the number of different words
SYLLABLES = [a + b for a in ("", *"bdfgklmnprstvz", "st", "tr", "sh") for b in (*"aeiou", "an", "en", "or")]
LENGTHS = (1, 2, 2, 3, 3, 3, 4, 4)  # syllables of words; the common ones are short


def vocabulary() -> NDArray[np.object_]:
    """Different words, the commonest first. The same each time."""
    draw = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < WORDS:
        length = LENGTHS[min(len(LENGTHS) - 1, len(found) * 4 // WORDS + draw.randrange(5))]
        found["".join(draw.choices(SYLLABLES, k=length))] = None
    return np.array(list(found), dtype=object)


class Writer:
    """Draws texts; the same seed draws the same ones."""

    def __init__(self, seed: int, mean: int = 450) -> None:
        self._draw = np.random.default_rng(seed)
        self._words, self._mean = vocabulary(), mean

    def texts(self, count: int) -> Iterator[str]:
        """So many texts around the mean number of words (an eighth of it at least), in short paragraphs."""
        lengths = self._mean * (0.12 + self._draw.gamma(2.0, 0.44, count))
        for length in lengths.astype(int):
            words = self.words(length)
            yield "\n\n".join(" ".join(words[at : at + 60]) for at in range(0, length, 60))

    def words(self, count: int) -> list[str]:
        """So many words, the n-th commonest about 1/n as often as the commonest."""
        ranks = np.exp(self._draw.random(count) * np.log(WORDS)).astype(np.int64)
        return list(self._words[ranks - 1])
