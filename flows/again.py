"""A second try: what a visit that ended early had kept is loaded, and room is made for another visit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows import bringing, steps
from flows.children import Log
from flows.early import ended_early
from flows.runs import Run


def make_room(
    run: Run, wait: float, log: Log, why_again: Callable[[Path], str | None] = ended_early
) -> list[str]:
    """Load what early ended visits of an earlier try had kept, then set their stage files aside.

    Returns the sources that will be visited again. Killed half-way, it does the rest the next time.
    `why_again` tells of the stage files of a visit why it has to be tried again.
    """
    early = [source.name for source in run.sources if why_again(run.of(source.name))]
    if early:
        steps.read(run, early, log)
        steps.load(run, wait, log)
    for name in early:
        bringing.set_aside(run, name, numbered(run.of(name)))
        set_aside(run.of(name))
    return early


def numbered(folder: Path) -> dict[str, str]:
    """The stage files of a visit, and what they are called when it was set aside: crawl.1.json."""
    number = 1 + set_aside_so_far(folder)
    names = ("crawl.json", "readings.jsonl", "fetches.jsonl", "known.jsonl")
    return {name: f".{number}.".join(name.split(".")) for name in names}


def set_aside(folder: Path) -> None:
    """Number the stage files of a visit. Its WARC file stays."""
    for name, number in numbered(folder).items():
        if (folder / name).exists():
            (folder / name).rename(folder / number)


def set_aside_so_far(folder: Path) -> int:
    """How many visits of a source were set aside."""
    return len(list(folder.glob("crawl.*.json")))


def tries(run: Run) -> dict[str, int]:
    """How many visits to each source were set aside; sources that never were are not named."""
    counted = {source.name: set_aside_so_far(run.of(source.name)) for source in run.sources}
    return {name: count for name, count in counted.items() if count}
