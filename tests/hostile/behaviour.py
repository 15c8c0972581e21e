"""The register of behaviours: a function for each, with its place and what is expected of a crawl."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from crawler.items import Outcome
from tests.hostile.wire import Wire

Place = Literal["article", "robots", "feed", "sitemap", "library"]
Act = Callable[[Wire], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a site does at one place, and how a crawl may end there."""

    name: str
    place: Place
    act: Act
    expected: frozenset[Outcome]  # of the last attempt at that place; of the article for robots
    told: bool  # the ledger also has a finding or a limit that was hit


BEHAVIOURS: list[Behaviour] = []


def does(place: Place, *expected: Outcome, told: bool = False) -> Callable[[Act], Act]:
    """Register a behaviour under its function's name."""

    def register(act: Act) -> Act:
        BEHAVIOURS.append(Behaviour(act.__name__, place, act, frozenset(expected), told))
        return act

    return register
