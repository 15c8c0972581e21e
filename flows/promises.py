"""The promises of the archive, checked where each can be broken: in the tables, and in the WARC files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler import damage
from crawler.depot import Kept
from crawler.salvage import is_alive
from flows.depots import depot_of
from warehouse import checks, holdings
from warehouse.checks import Broken
from warehouse.desk import Warehouse
from warehouse.errors import NoSnapshot
from warehouse.store import exists, writing

Tell = Callable[[int, int], None]  # hears how many WARC files were checked, of how many

DAMAGED, TORN, MISSING, UNSHIPPED = "p2_damaged", "p2_torn", "p2_missing", "p2_unshipped"
REPAIR = "`nightdesk verify --repair` saves what can be saved, and asks again for what was lost"
WHAT_TO_DO = {  # by the promise that is broken
    1: "`nightdesk rebuild` makes the tables anew from the WARC files",
    2: REPAIR,
    3: "the next run, or `nightdesk verify --repair`, reads and loads what was left",
    4: "`nightdesk rebuild` makes the tables anew from the WARC files",
    5: "`nightdesk rebuild` makes the tables anew from the WARC files",
    7: "the next run, or `nightdesk verify --repair`, brings it to its end",
    8: "`nightdesk reextract` reads the captures again",
    9: "this is a fault in Nightdesk, or a list of sources that was changed since; please report it",
}


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with one WARC file, and the captures that the warehouse says lie in it."""

    warc_file: str  # relative to the home
    sentences: tuple[str, ...]
    known: tuple[holdings.Place, ...]


def broken(
    home: Path, wait: float, deep: bool = False, tell: Tell = lambda _done, _all: None
) -> list[Broken]:
    """Every check that found something, in order of the promises. Raises WarehouseError.

    Of the WARC files, the end of each is looked at, behind its last capture; `deep` reads every record and
    computes every length and digest anew.
    """
    if not exists(home):
        raise NoSnapshot(f"there is no archive in {home} yet: `nightdesk run` begins one")
    closed = depot_of(home).warcs(is_far=True)
    with writing(home, wait) as warehouse:
        found = checks.run(warehouse.connection)
        damaged = [one for one in damages(closed, warehouse, deep, tell) if one.sentences]
        files = holdings.files(warehouse.connection)
    there = {one.file for one in closed}
    ours = {one.file for one in alone_here(closed)}
    at_risk = [f"{name}: its captures are lost with this host" for name in files if name in ours]
    missing = [f"{name}: its captures are lost with it" for name in files if name not in there]
    torn = [str(path.relative_to(home)) for path in torn_files(home)]
    told = {
        DAMAGED: (
            "A WARC file is damaged.",
            [f"{d.warc_file}: {one}" for d in damaged for one in d.sentences],
        ),
        MISSING: ("A WARC file is gone.", missing),
        UNSHIPPED: (
            "A WARC file of the tables is on this host alone; the next run ships it.",
            at_risk,
        ),
        TORN: ("A WARC file was left open by a crawl that is gone.", torn),
    }
    found += [
        Broken(name, 2, says, len(examples), tuple(examples[: checks.SHOWN]))
        for name, (says, examples) in told.items()
        if examples
    ]
    return sorted(found, key=lambda one: one.promise)


def unshipped(home: Path) -> list[str]:
    """The closed WARC files that are on this host alone: the archive is elsewhere, and lacks them."""
    return [one.file for one in alone_here(depot_of(home).warcs(is_far=True))]


def alone_here(closed: Sequence[Kept]) -> list[Kept]:
    """Of the files of an archive, read from afar, those that only this host has."""
    return [one for one in closed if not (one.is_far or one.depot.is_home)]


def torn_files(home: Path) -> list[Path]:
    """WARC files that are open, and whose crawl is gone."""
    return [path for path in sorted((home / "warc").glob("*/*/*/*.open")) if not is_alive(path)]


def damages(closed: Sequence[Kept], warehouse: Warehouse, deep: bool, tell: Tell) -> Iterator[Damage]:
    """Each closed WARC file with what is wrong with it; memory is that of one file's ledger."""
    ends: Mapping[str, int] = holdings.files(warehouse.connection)
    for number, path in enumerate(closed, 1):
        name = path.file
        if not deep and name in ends:
            sentences = damage.tail(path, ends[name])
        else:
            sentences = damage.check(path, holdings.places(warehouse.connection, name))
        known = tuple(holdings.places(warehouse.connection, name)) if sentences else ()
        yield Damage(name, tuple(sentences), known)
        tell(number, len(closed))
