"""Puts a backup in the warehouse's place, and loads what came after it from the stage files."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flows import report, steps, upkeep
from flows.history import past
from flows.overlap import alone
from flows.runs import resume
from flows.spread.leasing import RUNS, no_run_anywhere
from warehouse.lake import carrying
from warehouse.snapshot import swap
from warehouse.store import NAME, in_lake, writing

STAGES = ("crawl.json", "fetches.jsonl", "readings.jsonl")


class NoBackup(Exception):  # noqa: N818
    """There is no backup that could be restored; the sentence says where one was looked for."""


def restore(home: Path, wait: float, backup: Path | None = None) -> tuple[Path, int]:
    """Restore the backup, the newest if None; which one it was, and how many runs were loaded again.

    The old warehouse stays as `warehouse.duckdb.replaced`.
    Raises NoBackup, BackupBroken, Busy, WarehouseError.
    """
    chosen = backup or next(reversed(upkeep.backups(home)), None)
    if chosen is None or not chosen.is_file():
        raise NoBackup(f"there is no backup {chosen or f'in {home}/backup'}; `maintain` writes one a week")
    with nothing_at_work(home):
        upkeep.prove(chosen)
        if in_lake(home):
            carry_in(home, chosen, wait)
        else:
            put_in_place(home, chosen)
        again = [one.run for one in past(home)]
        for run in again:
            load_again(home / "runs" / run, wait)
        steps.group_copies(home, wait)
        steps.publish(home, wait)
    return chosen, len(again)


@contextmanager
def nothing_at_work(home: Path, ours: str = "") -> Iterator[None]:
    """Hold the locks of all kinds of runs, and their leases where other hosts work. Raises Busy, NoServer.

    `ours`: the kind whose lock is held already.
    """
    seen = {path.name[1:].removesuffix(".lock") for path in (home / "runs").glob(".*.lock")}
    with ExitStack() as held:
        for kind in sorted({*RUNS, *seen} - {ours}):
            held.enter_context(alone(home, kind))
        why = ", so that none begins while the archive is moved, restored or rebuilt"
        held.enter_context(no_run_anywhere(home, f"process {os.getpid()}", why))
        yield


def carry_in(home: Path, backup: Path, wait: float) -> None:
    """Put a backup's tables in the place of the lake's, whose snapshots keep what it held."""
    with tempfile.TemporaryDirectory(dir=home, prefix=".restored-") as folder:
        shutil.copyfile(backup, Path(folder) / NAME)
        with writing(Path(folder)):
            pass
        with writing(home, wait) as lake:
            carrying.from_file(lake.connection, Path(folder) / NAME)


def put_in_place(home: Path, backup: Path) -> None:
    """Set the old warehouse aside, its write-ahead log with it, and give the backup its name."""
    unfinished = home / f"{NAME}.open"
    shutil.copyfile(backup, unfinished)
    for name in (NAME, f"{NAME}.wal"):
        old = home / name
        old.with_name(f"{name}.replaced").unlink(missing_ok=True)
        if old.exists():
            old.rename(old.with_name(f"{name}.replaced"))
    swap(unfinished, home / NAME)


def load_again(folder: Path, wait: float) -> None:
    """Load what a run left, its earlier tries first; what is loaded already stays as it is."""
    run = resume(folder.parents[1], folder.name)
    with writing(run.home, wait) as warehouse:
        warehouse.note_sources((source.model_dump(mode="json") for source in run.sources), run.started_at)
        warehouse.start_run(folder)
        for number in tries(folder):
            with as_it_was(folder, number) as earlier:
                warehouse.load(earlier, *loadable(earlier))
        warehouse.load(folder, *loadable(folder))
        if (folder / "report.json").exists():
            told = report.stored(folder).verdict
            reported = datetime.fromtimestamp((folder / "report.json").stat().st_mtime, UTC)
            warehouse.finish_run(folder.name, told.standing.value, reported, told.findings)


def tries(folder: Path) -> list[int]:
    """The numbers of the tries whose stage files a retry set aside."""
    return sorted({int(path.suffixes[-2][1:]) for path in folder.glob("*/fetches.*.jsonl")})


@contextmanager
def as_it_was(folder: Path, number: int) -> Iterator[Path]:
    """The run's folder with the stage files of an earlier try under their names."""
    with tempfile.TemporaryDirectory(dir=folder.parents[1], prefix=".again-") as place:
        earlier = Path(place) / folder.name
        earlier.mkdir()
        shutil.copyfile(folder / "run.json", earlier / "run.json")
        for path in folder.glob(f"*/*.{number}.*"):
            name = path.name.replace(f".{number}.", ".")
            if name in STAGES:
                (earlier / path.parent.name).mkdir(exist_ok=True)
                shutil.copyfile(path, earlier / path.parent.name / name)
        yield earlier


def loadable(folder: Path) -> list[str]:
    """The sources of a run whose ledger is there."""
    return sorted(path.parent.name for path in folder.glob("*/fetches.jsonl"))
