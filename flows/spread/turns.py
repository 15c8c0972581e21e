"""What is handed out, and in whose hands it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Work(Protocol):
    """What is handed out."""

    @property
    def flow(self) -> str:
        """The name of the flow that a worker carries out."""

    def parameters(self, names: Sequence[str]) -> Mapping[str, object]:
        """What the flow must be told of these names."""

    def sites(self, names: Sequence[str]) -> list[str]:
        """What nobody else may visit meanwhile."""

    def left(self, names: Sequence[str]) -> list[str]:
        """Which of these are not done."""

    def mend(self, names: Sequence[str], at_work: Sequence[str]) -> None:
        """Make use of what a lost host has kept of these, so that the next one goes on from there.

        `at_work` are names that other hosts have now.
        """


@dataclass
class Turn:
    """A batch in the hands of a host."""

    number: int
    names: tuple[str, ...]
    tries: int
    flow_run: UUID
    given_at: float
    heard_at: float | None = None  # None before its first word
    beat: int = 0
    host: str = ""


@dataclass
class Waiting:
    """A batch that nobody has."""

    names: tuple[str, ...]
    since: float
    tries: int = 0
    not_before: float = 0.0
    told: str = ""  # what it waits for, as it was last said
