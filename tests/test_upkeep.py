"""The weekly upkeep keeps what can't be made again."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.promises import broken
from flows.upkeep import KEPT_BACKUPS, back_up, look_after, prune
from tests.nights import WAIT
from warehouse.store import writing


@pytest.fixture
def home(archive: Path, tmp_path: Path) -> Path:
    return shutil.copytree(archive, tmp_path / "home")


def articles(home: Path) -> list[tuple[object, ...]]:
    with writing(home, WAIT) as warehouse:
        return warehouse.connection.execute("select * from articles order by article_id").fetchall()


def test_a_backup_put_in_the_warehouses_place_is_the_warehouse(home: Path) -> None:
    before = articles(home)
    backup = back_up(home, date(2026, 3, 1), WAIT)
    (home / "warehouse.duckdb").unlink()
    shutil.copy(backup, home / "warehouse.duckdb")
    assert articles(home) == before
    assert broken(home, WAIT) == []


def test_only_the_last_backups_stay(home: Path) -> None:
    for day in range(1, KEPT_BACKUPS + 3):
        back_up(home, date(2026, 3, day), WAIT)
    kept = sorted(path.name for path in (home / "backup").iterdir())
    assert len(kept) == KEPT_BACKUPS
    assert kept[-1] == f"warehouse-2026-03-0{KEPT_BACKUPS + 2}.duckdb"


def test_pruning_leaves_reports_and_every_capture(home: Path) -> None:
    captures = sorted(home.glob("warc/*/*/*/*"))
    assert prune(home, datetime.now(UTC)) == 0
    assert prune(home, datetime.now(UTC) + timedelta(days=91)) == 2
    assert len(list(home.glob("runs/*/report.json"))) == 2
    assert not list(home.glob("runs/*/*/"))
    assert sorted(home.glob("warc/*/*/*/*")) == captures
    assert broken(home, WAIT) == []


def test_nothing_is_touched_while_a_promise_is_broken(home: Path) -> None:
    (damaged, *_) = sorted(home.glob("warc/*/*/*/*"))
    damaged.write_bytes(damaged.read_bytes()[:-9])
    assert "promise 2" in look_after(home, WAIT)[0]
    assert not (home / "backup").exists()
