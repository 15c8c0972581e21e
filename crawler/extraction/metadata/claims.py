"""A fact that some place on the page claims, and the choice between several."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Claim(Generic[T]):
    """One candidate for a field."""

    value: T
    place: str  # json-ld, meta, microdata, feed, url, time, text, print_line
    rule: str  # which key or pattern of that place

    @property
    def origin(self) -> str:
        """How provenance names it."""
        return f"{self.place}: {self.rule}"


@dataclass(slots=True)
class Ledger:
    """Where each field came from, and what lost."""

    provenance: dict[str, str] = field(default_factory=dict)
    losers: dict[str, list[str]] = field(default_factory=dict)

    def choose(
        self, name: str, claims: Iterable[Claim[T]], show: Callable[[T], str] = str
    ) -> Claim[T] | None:
        """The first claim wins, for claims come in the order of trust; those that differ from it are kept."""
        ranked = list(claims)
        if not ranked:
            return None
        winner = ranked[0]
        self.provenance[name] = winner.origin
        for claim in ranked[1:]:
            if claim.value != winner.value:
                self.lose(name, f"{claim.place}: {show(claim.value)}")
        return winner

    def lose(self, name: str, why: str) -> None:
        """Keep a candidate that was not chosen, a few for each field."""
        lost = self.losers.setdefault(name, [])
        if len(lost) < 5 and why[:300] not in lost:
            lost.append(why[:300])
