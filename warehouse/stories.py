"""Which texts make a story: those that are copies of its longest one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Grouped(Generic[Name]):
    """A text in its story."""

    text: Name
    leader: Name  # the longest text of the story
    likeness: float  # containment with it, 1 for the leader itself


def group(
    words: Iterable[tuple[Name, int]], pairs: Iterable[tuple[Name, Name, float]]
) -> list[Grouped[Name]]:
    """Stories of texts whose copies are all among them. The same in whatever order they come.

    The longest text leads, and only its own copies join it: a text that is like a member, but not like the
    leader, is another story, so nothing is chained together.
    `words` are texts and their lengths; of equal ones the greater name leads.
    `pairs` are two texts and their containment.
    """
    copies: dict[Name, dict[Name, float]] = defaultdict(dict)
    for one, other, containment in pairs:
        copies[one][other] = copies[other][one] = containment
    ordered = sorted(words, key=lambda text: (text[1], text[0]), reverse=True)
    left = dict.fromkeys(text for text, _ in ordered)
    grouped: list[Grouped[Name]] = []
    while left:
        leader = next(iter(left))
        del left[leader]
        grouped.append(Grouped(leader, leader, 1.0))
        for text, likeness in copies[leader].items():
            if text in left:
                del left[text]
                grouped.append(Grouped(text, leader, likeness))
    return grouped
