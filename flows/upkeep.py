"""The weekly upkeep: promises checked, the warehouse copied and the copy tried, old stage files removed."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flows import history, promises
from flows.depots import depot_of
from warehouse import checks, snapshot
from warehouse.store import NAME, writing

KEPT_BACKUPS = 4
STAGE_FILE_DAYS = 90  # how long they stay; WARC files stay for ever
FEWEST_DAYS = 35  # what restoring the oldest of the weekly backups needs


class BackupBroken(Exception):  # noqa: N818
    """A backup does not keep the promises of the archive; the sentence says which."""


def broken(home: Path, wait: float) -> list[str]:
    """What is broken, in sentences. Raises WarehouseError."""
    return [f"promise {one.promise}, {one.check}: {one.rows} found" for one in promises.broken(home, wait)]


def back_up(home: Path, day: date, wait: float) -> Path:
    """A copy of the warehouse under `backup/`, compacted first, counted and tried before it counts.

    The last four stay.

    Raises WarehouseError, BackupBroken.
    """
    folder = home / "backup"
    folder.mkdir(exist_ok=True)
    with writing(home, wait) as warehouse:
        warehouse.compact()
    kept = snapshot.publish(home, wait, folder / f"warehouse-{day}.duckdb")
    prove(kept)
    for old in backups(home)[:-KEPT_BACKUPS]:
        old.unlink()
    return kept


def backups(home: Path) -> list[Path]:
    """The backups of this home, oldest first."""
    return sorted((home / "backup").glob("warehouse-*.duckdb"))


def prove(backup: Path) -> None:
    """Restore the backup in a folder of its own, open it to write, run every check. Raises BackupBroken."""
    with tempfile.TemporaryDirectory(prefix=".restored-", dir=backup.parent) as folder:
        shutil.copyfile(backup, Path(folder) / NAME)
        with writing(Path(folder)) as warehouse:
            found = checks.run(warehouse.connection)
    if found:
        raise BackupBroken(f"{backup}: {found[0].check}: {found[0].says} {found[0].rows} found")


def prune(home: Path, now: datetime, days: int = STAGE_FILE_DAYS) -> int:
    """Remove the stage files of runs reported more than `days` ago; how many runs. Their reports stay.

    Those in the depot too. Raises DepotError.
    """
    pruned, depot = 0, depot_of(home)
    for past in history.past(home):
        if past.finished_at is None or now - past.finished_at < timedelta(days=days):
            continue
        folders = [path for path in (home / "runs" / past.run).iterdir() if path.is_dir()]
        if folders and not depot.is_home:
            depot.remove(one.file for one in depot.files(f"runs/{past.run}/"))
        for folder in folders:
            shutil.rmtree(folder)
        pruned += bool(folders)
    return pruned


def look_after(home: Path, wait: float) -> list[str]:
    """All of it; what is broken, in sentences. Nothing is pruned or backed up while a promise is broken."""
    if found := broken(home, wait):
        return found
    now = datetime.now(UTC)
    back_up(home, now.date(), wait)
    prune(home, now)
    return []
