"""The warehouse made anew from the WARC files alone, beside the old one, compared with it, and swapped in."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from crawler.extraction.versions import VERSIONS
from flows import replay, steps
from flows.children import CHILDREN, Log
from flows.files import write_whole
from flows.overlap import alone
from flows.progress import step
from flows.restore import nothing_at_work
from warehouse import contents, migrate, store
from warehouse.contents import Difference
from warehouse.errors import NotAWarehouse
from warehouse.lake import carrying

FOLDER = "rebuild"  # in the home, while it lasts


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild came to."""

    runs: int
    tables: dict[str, tuple[int | None, int]]  # rows before (None: there was no warehouse) and after
    digest: str  # hash of everything in the new one
    same: bool | None  # None: there was none to compare with
    differences: tuple[Difference, ...]
    swapped: bool
    kept: str | None  # where the old one lies now


def rebuild(home: Path, wait: float, log: Log, swap: bool = False, anew: bool = False) -> Rebuilt:
    """Make the warehouse anew; put it in place if there is none, or if told to.

    No run may be at work when it is put in place. A rebuild that was killed, or met one, goes on where it
    stopped, unless Nightdesk changed or `anew` is asked for.
    Raises NoArchive, WarehouseError, StepFailed, Busy.
    """
    with alone(home, "rebuild"), CHILDREN.ended_together():
        scratch = prepared(home, anew)
        runs = replayed(home, scratch, wait, log)
        result = compared(home, scratch, runs, wait)
        if swap or result.same is None:
            with nothing_at_work(home, "rebuild"):  # what came since the comparison is taken along
                if replayed(home, scratch, wait, log) != runs:
                    result = compared(home, scratch, runs, wait)
                kept = swapped(home, scratch, wait)
            steps.publish(home, wait)
            result = Rebuilt(runs, result.tables, result.digest, result.same, result.differences, True, kept)
        if result.same or result.swapped:
            shutil.rmtree(scratch)
    return result


def prepared(home: Path, anew: bool) -> Path:
    """The home of the new warehouse: empty, or as a killed rebuild by the same Nightdesk left it."""
    scratch = home / FOLDER
    made_by = {"versions": VERSIONS, "tables": migrate.latest()}
    note = scratch / "made_by.json"
    if anew or not note.exists() or json.loads(note.read_text(encoding="utf-8")) != made_by:
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        (scratch / "warc").symlink_to(home.absolute() / "warc")
        write_whole(note, json.dumps(made_by))
    return scratch


def replayed(home: Path, scratch: Path, wait: float, log: Log) -> int:
    """Carry out every run of the archive again, those that began meanwhile too; how many there are."""
    done = scratch / "done"
    seen = set(done.read_text(encoding="utf-8").split()) if done.exists() else set()
    while True:
        runs = replay.told(home)
        left = [one for one in runs if one.name not in seen]
        if not left:
            return len(runs)
        back = replay.taken_back(runs)
        for one in left:
            step("rebuild", f"{len(seen) + 1} of {len(runs)} runs: {one.name}")
            replay.replay(scratch, one, wait, log, skip=one.name in back)
            seen.add(one.name)
            with done.open("a", encoding="utf-8") as file:
                file.write(f"{one.name}\n")


def compared(home: Path, scratch: Path, runs: int, wait: float) -> Rebuilt:
    """The new warehouse beside the old: the hash of every table's ordered rows."""
    step("compare", "every row of every table")
    with store.writing(scratch, wait) as after:
        after.tell_changes()
        if not store.exists(home):
            found = contents.contents(after.connection)
            rows: dict[str, tuple[int | None, int]] = {name: (None, one.rows) for name, one in found.items()}
            return Rebuilt(runs, rows, contents.digest(found), None, (), False, None)
        with store.writing(home, wait) as before:
            before.tell_changes()
            one, other, differences = contents.compare(before.connection, after.connection)
    rows = {name: (one[name].rows, other[name].rows) for name in contents.TABLES}
    return Rebuilt(runs, rows, contents.digest(other), not differences, tuple(differences), False, None)


def swapped(home: Path, scratch: Path, wait: float) -> str | None:
    """Put the new warehouse in place, the old one aside; where that lies now. Nobody can see half of it."""
    new, old, kept = scratch / store.NAME, home / store.NAME, None
    if store.in_lake(home):
        with store.writing(home, wait) as lake:  # its snapshots keep what it held before
            carrying.from_file(lake.connection, new)
    elif old.exists():
        held: duckdb.DuckDBPyConnection | None = None
        try:
            held = store.opened(old, wait)  # no other process may be writing it
        except (NotAWarehouse, duckdb.Error):
            step("swap", "the old warehouse can't be opened; it is put aside as it is")
        (home / "backup").mkdir(exist_ok=True)
        kept = home / "backup" / f"before-rebuild-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.duckdb"
        if held:
            held.execute("checkpoint")
        old.rename(kept)
        wal = old.with_name(f"{old.name}.wal")
        if wal.exists():
            wal.rename(kept.with_name(f"{kept.name}.wal"))
        new.rename(old)
        if held:
            held.close()
    else:
        new.rename(old)
    if not (home / "memory").exists() and (scratch / "memory").exists():
        shutil.copytree(scratch / "memory", home / "memory")
    handle = os.open(home, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return str(kept) if kept else None
