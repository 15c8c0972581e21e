"""The promises of the archive, checked where each can be broken: in the tables, and in the WARC files."""

from __future__ import annotations

from pathlib import Path

from crawler.salvage import is_alive
from crawler.warcfile import check, closed_files
from warehouse import checks
from warehouse.checks import Broken
from warehouse.errors import NoSnapshot
from warehouse.store import NAME, writing


def broken(home: Path, wait: float) -> list[Broken]:
    """Every check that found something, in order of the promises. Raises WarehouseError."""
    if not (home / NAME).exists():
        raise NoSnapshot(f"there is no archive in {home} yet: `nightdesk run` begins one")
    with writing(home, wait) as warehouse:
        found = checks.run(warehouse.connection)
    return sorted([*found, *damage(home)], key=lambda one: one.promise)


def damage(home: Path) -> list[Broken]:
    """Promise 2: every WARC record is whole, and no file is left open by a process that is gone."""
    files = {path.relative_to(home).as_posix(): check(path) for path in closed_files(home)}
    broken = [f"{name}: {sentence}" for name, sentences in files.items() for sentence in sentences]
    torn = [str(path) for path in sorted((home / "warc").glob("*/*/*/*.open")) if not is_alive(path)]
    found = {
        "p2_damaged": ("A WARC file is damaged.", broken),
        "p2_torn": ("A WARC file was left open by a crawl that is gone; the next run salvages it.", torn),
    }
    return [
        Broken(name, 2, says, len(examples), tuple(examples[: checks.SHOWN]))
        for name, (says, examples) in found.items()
        if examples
    ]
