"""The weekly upkeep keeps what can't be made again."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows import steps
from flows.history import past
from flows.overlap import Busy, alone
from flows.promises import broken
from flows.restore import NoBackup, load_again, restore
from flows.upkeep import KEPT_BACKUPS, BackupBroken, back_up, look_after, prove, prune
from tests.commandline import nightdesk, one_sentence
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


def everything(home: Path) -> list[list[tuple[object, ...]]]:
    """All rows, but for when a run was reported, and which state of a site's memory confirmed a text last."""
    names = ("articles", "versions", "aliases", "rejects", "fetches", "stories", "runs")
    ours = "select columns(name -> name not in ('extractor', 'finished_at')) from"
    with writing(home, WAIT) as warehouse:
        return [sorted(warehouse.connection.execute(f"{ours} {one}").fetchall(), key=str) for one in names]


def test_an_old_backup_is_restored_and_what_came_after_it_is_loaded_again(home: Path) -> None:
    first, _second = past(home)
    before = everything(home)
    (home / "warehouse.duckdb").unlink()
    load_again(home / "runs" / first.run, WAIT)
    steps.group_copies(home, WAIT)
    backup = back_up(home, date(2026, 3, 1), WAIT)
    (home / "warehouse.duckdb").write_bytes(b"lost")
    (home / "warehouse.duckdb.wal").write_bytes(b"lost too")

    told = nightdesk("restore", "--json", home=home)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == {"backup": str(backup), "runs": 2, "broken": []}
    assert everything(home) == before
    assert (home / "warehouse.duckdb.replaced").read_bytes() == b"lost"


def test_nothing_is_restored_while_a_run_is_at_work_or_without_a_whole_backup(home: Path) -> None:
    with pytest.raises(NoBackup):
        restore(home, WAIT)
    backup = back_up(home, date(2026, 3, 1), WAIT)
    before = (home / "warehouse.duckdb").read_bytes()
    with alone(home, "nightly"), pytest.raises(Busy):
        restore(home, WAIT)
    with writing(backup.parent / "bad", WAIT) as warehouse:
        warehouse.connection.execute("insert into aliases values ('x', 'x', 'x', 'x', 'x', now())")
    with pytest.raises(BackupBroken, match="p4_alias_of_none"):
        prove(backup.parent / "bad" / "warehouse.duckdb")
    assert one_sentence(nightdesk("restore", "/nowhere", home=home)).startswith(
        "nightdesk: there is no backup"
    )
    assert (home / "warehouse.duckdb").read_bytes() == before
