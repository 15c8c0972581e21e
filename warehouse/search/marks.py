"""Where the hits lie in a text, and the piece of it that shows most of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.search.fields import PLAIN, analyzer
from warehouse.search.words import Needle

LENGTH = 240  # characters of a snippet
LOOKED_AT = 200_000  # characters of a text
SLOPE = 30  # characters before the first hit


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a text with the hits in it: pairs of start and end, in characters of the piece."""

    text: str
    hits: tuple[tuple[int, int], ...]

    def shown(self, before: str = "**", after: str = "**") -> str:
        """The text with a sign before and after each hit."""
        parts, place = [], 0
        for start, end in self.hits:
            parts += [self.text[place:start], before, self.text[start:end], after]
            place = end
        return "".join([*parts, self.text[place:]])


def spans(text: str, needles: Iterable[Needle], group: str, where: str) -> list[tuple[int, int, int]]:
    """Every hit in a text: start, end, and the number of the needle, in order of place."""
    tokens = analyzer(group).pre_tokenize(text[:LOOKED_AT]).tokens
    words = [token.text for token in tokens]
    found = []
    for number, needle in enumerate(needles):
        wanted = needle.words.get(group, needle.words[PLAIN])
        if needle.where not in ("any", where) or not wanted:
            continue
        first, size = wanted[0], len(wanted)
        for place, word in enumerate(words):
            if word != first and not (needle.begins and size == 1 and word.startswith(first)):
                continue
            there = words[place : place + size]
            if len(there) == size and _same(there, wanted, needle.begins):
                last = tokens[place + size - 1]
                found.append((tokens[place].char_offset_from, last.char_offset_to, number))
    return sorted(found)


def _same(there: list[str], wanted: tuple[str, ...], begins: bool) -> bool:
    """Whether the words there are the wanted ones."""
    *most, last = there
    ends = last.startswith(wanted[-1]) if begins else last == wanted[-1]
    return ends and tuple(most) == wanted[:-1]


def marked(text: str, needles: Iterable[Needle], group: str, where: str) -> Marked:
    """The whole of a short text, its hits marked."""
    return Marked(text, _apart((start, end) for start, end, _ in spans(text, needles, group, where)))


def snippet(text: str, needles: Iterable[Needle], group: str) -> Marked:
    """The piece of a text that shows the most different hits; its beginning if there is none."""
    flat = " ".join(one.strip() for one in text.splitlines() if one.strip())
    found = spans(flat, needles, group, "text")
    start, best = 0, (0, 0)
    for place, (begin, _, _) in enumerate(found):
        within = [one for one in found[place:] if one[1] <= begin + LENGTH - SLOPE]
        worth = (len({number for _, _, number in within}), len(within))
        if worth > best:
            start, best = max(0, begin - SLOPE), worth
    start = _word_start(flat, start)
    end = min(len(flat), start + LENGTH)
    while end < len(flat) and flat[end - 1].isalnum() and flat[end].isalnum() and flat[end].isascii():
        end += 1
    front, back = "... " if start else "", " ..." if end < len(flat) else ""
    shift = len(front) - start
    hits = _apart((a + shift, b + shift) for a, b, _ in found if start <= a and b <= end)
    return Marked(f"{front}{flat[start:end].rstrip()}{back}", hits)


def _word_start(text: str, place: int) -> int:
    """The beginning of the word that this place is in."""
    while place and text[place - 1].isascii() and not text[place - 1].isspace():
        place -= 1
    return place


def _apart(found: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Hits that overlap or touch become one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)
