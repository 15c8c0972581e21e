"""Many sources share a few processes and tasks, named by what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

AT_ONCE = 8  # crawl processes at a time; each takes about 80 MB


def batched(names: Sequence[str], at_once: int = AT_ONCE) -> list[tuple[str, ...]]:
    """The sources in at most `at_once` batches of nearly equal size; up to that number each has its own.

    In the order of the alphabet, so that the name of a batch tells whether a source is in it.
    """
    ordered, count = sorted(names), min(at_once, len(names))
    edges = [len(ordered) * part // count for part in range(count + 1)] if count else []
    return [tuple(ordered[first:last]) for first, last in pairwise(edges)]


def title(names: Sequence[str]) -> str:
    """What a person calls a batch: `dawn`, `dawn and taz`, `dawn to taz (125 sources)`."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} to {names[-1]} ({len(names)} sources)"
