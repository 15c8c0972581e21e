"""The weekly upkeep: promises checked, the warehouse copied and the copy opened, old stage files removed."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flows import history, promises
from warehouse import snapshot

KEPT_BACKUPS = 4
STAGE_FILES = timedelta(days=90)  # how long they stay; WARC files stay for ever


def back_up(home: Path, day: date, wait: float) -> Path:
    """A copy of the warehouse under `backup/`, opened and counted before it counts; the last four stay.

    Raises WarehouseError.
    """
    folder = home / "backup"
    folder.mkdir(exist_ok=True)
    kept = snapshot.publish(home, wait, folder / f"warehouse-{day}.duckdb")
    for old in sorted(folder.glob("warehouse-*.duckdb"))[:-KEPT_BACKUPS]:
        old.unlink()
    return kept


def prune(home: Path, now: datetime, older_than: timedelta = STAGE_FILES) -> int:
    """Remove the stage files of reported runs that are older than that; how many runs. Their reports stay."""
    pruned = 0
    for past in history.past(home):
        if past.finished_at is None or now - past.finished_at < older_than:
            continue
        folders = [path for path in (home / "runs" / past.run).iterdir() if path.is_dir()]
        for folder in folders:
            shutil.rmtree(folder)
        pruned += bool(folders)
    return pruned


def look_after(home: Path, wait: float) -> list[str]:
    """All of it; what is broken, in sentences. Nothing is pruned or backed up while a promise is broken."""
    found = promises.broken(home, wait)
    if found:
        return [f"promise {one.promise}, {one.check}: {one.rows} found" for one in found]
    now = datetime.now(UTC)
    back_up(home, now.date(), wait)
    prune(home, now)
    return []
