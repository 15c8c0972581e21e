"""Which articles make a story: those that are copies of its longest text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Member:
    """What decides on an article's place in a story."""

    article_id: str
    words: int
    first_seen_at: datetime
    story_id: str  # so far


@dataclass(frozen=True, slots=True)
class Placed:
    """An article in its story."""

    article_id: str
    story_id: str
    former_id: str
    likeness: float  # containment with the text that leads the story, 1 for that text itself


def group(members: Iterable[Member], pairs: Iterable[tuple[str, str, float]]) -> list[Placed]:
    """Stories of articles whose copies are all among them. The same for any order of arrival.

    The longest text leads, and only its own copies join it: a text that is like a member, but not like the
    leader, is another story, so nothing is chained together. A story is named after its first article.
    `pairs` are two article ids and their containment.
    """
    copies: dict[str, dict[str, float]] = defaultdict(dict)
    for one, other, containment in pairs:
        copies[one][other] = copies[other][one] = containment
    left = {member.article_id: member for member in sorted(members, key=lambda m: (-m.words, m.article_id))}
    placed: list[Placed] = []
    while left:
        leader = next(iter(left.values()))
        story = [leader] + [left[one] for one in sorted(copies[leader.article_id]) if one in left]
        name = min(story, key=lambda m: (m.first_seen_at, m.article_id)).article_id
        for member in story:
            sure = copies[leader.article_id].get(member.article_id, 1.0)
            placed.append(Placed(member.article_id, name, member.story_id, sure))
            del left[member.article_id]
    return placed
