"""Texts among which copies are planted, and the truth about them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.warehouse.texts import Writer

KINDS = ("reprint", "edited", "shortened", "lengthened", "quoting")  # the last is no copy
EVERY = 20  # one text in so many has a relative of each kind
FAR = 100  # at most so many texts lie between relatives
WHOLE = 100  # words of a text that is copied, at least


@dataclass(frozen=True, slots=True)
class Planted:
    """A text; `base` and `kind` tell what it was made from and how, if it was."""

    number: int
    text: str
    base: int | None = None
    kind: str | None = None


def planted(count: int, words: int, seed: int) -> Iterator[Planted]:
    """So many texts, a fifth of which are made from another one."""
    writer, draw = Writer(seed, words), random.Random(seed)
    number = 0
    for text in writer.texts(count):
        if number >= count:
            return
        base = number
        yield Planted(number, text)
        number += 1
        whole = text.split()
        if draw.random() < 1 / EVERY and len(whole) >= WHOLE:
            for kind in KINDS:
                if number < count:
                    yield Planted(number, relative(kind, whole, writer, draw), base, kind)
                    number += 1


def relative(kind: str, words: list[str], writer: Writer, draw: random.Random) -> str:
    """A text made from another one."""
    few = max(5, len(words) // 20)
    if kind == "reprint":  # another lead, a credit at the end
        return " ".join([*writer.words(few), *words, *writer.words(4)])
    if kind == "edited":  # every hundredth word is another, a sentence has gone
        at = draw.randrange(len(words) - few)
        kept = [*words[:at], *words[at + few :]]
        return " ".join(writer.words(1)[0] if draw.random() < 0.01 else word for word in kept)
    if kind == "shortened":  # its first third
        return " ".join(words[: len(words) // 3])
    if kind == "lengthened":  # as much again from elsewhere
        return " ".join([*words, *writer.words(len(words))])
    at = draw.randrange(len(words) - 2 * few)  # a report of its own that quotes a tenth
    return " ".join([*writer.words(len(words)), *words[at : at + 2 * few]])
