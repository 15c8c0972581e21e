"""The words that a desk and its hosts leave for each other, as small files of the run, in its depot.

`spread/desk.json` is the desk's: it beats while the desk lives and has its leases, and says which turns are
in force. `spread/turn-<n>.json` is that of the host that has turn n. Who hears nothing new for the span of a
hold lets go (the host) or takes over (the desk). Only the change of a beat counts, each on the clock of
whoever reads it, so that the hosts' clocks need not agree.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from crawler.depot import DepotError
from flows.depots import depot_of
from flows.files import write_whole

GRACE = 10.0  # seconds that a host may take to end its children once it has to let go


@dataclass(frozen=True, slots=True)
class DeskWord:
    """What the desk says."""

    beat: int
    hold: float  # seconds
    in_force: tuple[int, ...]  # turns; whoever has another one has to let go
    last_turn: int


@dataclass(frozen=True, slots=True)
class HostWord:
    """What the host says that has a turn."""

    beat: int
    host: str
    ended: bool = False
    troubles: tuple[str, ...] = ()


def desk_file(folder: Path) -> Path:
    """Where the desk's word of a run lies."""
    return folder / "spread" / "desk.json"


def host_file(folder: Path, turn: int) -> Path:
    """Where the word of the host lies that has this turn."""
    return folder / "spread" / f"turn-{turn}.json"


def say(path: Path, word: DeskWord | HostWord) -> None:
    """Leave a word. Raises OSError."""
    write_whole(path, json.dumps(asdict(word), ensure_ascii=False))
    home = home_of(path)
    depot = depot_of(home)
    if not depot.is_home:
        try:
            depot.put(path, path.relative_to(home).as_posix(), replace=True)
        except DepotError as error:
            raise OSError(str(error)) from error


def heard(path: Path) -> dict[str, Any] | None:
    """The last word that was left there; None if there is none. Raises OSError, ValueError."""
    home = home_of(path)
    depot = depot_of(home)
    try:
        with path.open("rb") if depot.is_home else depot.far(path.relative_to(home).as_posix()) as file:
            told: dict[str, Any] = json.loads(file.read())
    except FileNotFoundError:
        return None
    except DepotError as error:
        raise OSError(str(error)) from error
    return told


def home_of(path: Path) -> Path:
    """The home of a word: it lies in <home>/runs/<run>/spread/."""
    return path.parents[3]


def desk_word(folder: Path) -> DeskWord | None:
    """The desk's last word; None if it never said one. Raises OSError, ValueError."""
    told = heard(desk_file(folder))
    if told is None:
        return None
    return DeskWord(told["beat"], told["hold"], tuple(told["in_force"]), told["last_turn"])


def host_word(folder: Path, turn: int) -> HostWord | None:
    """The last word of the host that has this turn; None before the first. Raises OSError, ValueError."""
    told = heard(host_file(folder, turn))
    if told is None:
        return None
    return HostWord(told["beat"], told["host"], told["ended"], tuple(told["troubles"]))


def pause(hold: float) -> float:
    """Seconds between two beats."""
    return hold / 6


def clock() -> float:
    """Seconds that also pass while the machine sleeps, where the system has such a clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
