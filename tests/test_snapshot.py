"""A snapshot appears whole or not at all, whatever becomes of its folder."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.loaded import load
from tests.stage import Night
from warehouse import snapshot, store
from warehouse.errors import CannotWrite, WarehouseLocked

OLD = b"what was published before"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    night = Night(tmp_path / "home")
    night.page("https://gazette.example/news/1")
    folder = night.write()
    with store.writing(night.home) as warehouse:
        warehouse.start_run(folder)
        warehouse.load(folder, "gazette")
    return night.home


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own with 128 kB, an old snapshot in it."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    (folder / "news.duckdb").write_bytes(OLD)
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_folder_keeps_its_old_snapshot(home, small):
    with pytest.raises(CannotWrite, match=f"no space is left on the disk of {small}"):
        snapshot.publish(home, place=small / "news.duckdb")
    assert [path.name for path in small.iterdir()] == ["news.duckdb"]
    assert (small / "news.duckdb").read_bytes() == OLD


def test_a_read_only_folder_keeps_its_old_snapshot(home, small):
    subprocess.run(["mount", "-o", "remount,ro", small], check=True)
    with pytest.raises(CannotWrite, match=f"{small} can't be written"):
        snapshot.publish(home, place=small / "news.duckdb")
    assert (small / "news.duckdb").read_bytes() == OLD


def test_what_a_killed_publish_left_is_neither_read_nor_in_the_way(home):
    (home / "news.duckdb.open").write_bytes(b"half of a snapshot")
    (home / "news.duckdb.open.wal").write_bytes(b"what was about to be written")
    snapshot.publish(home)
    assert sorted(path.name for path in home.glob("news.*")) == ["news.duckdb"]
    with snapshot.reading(home) as connection:
        assert connection.execute("select count(*) from articles").fetchall() == [(1,)]


def test_a_copy_that_differs_is_not_published(home, monkeypatch):
    snapshot.publish(home)
    before = (home / "news.duckdb").stat().st_ino

    def other(_warehouse: Path, unfinished: Path, _path: Path) -> None:
        empty = home / "other"
        with store.writing(empty):
            pass
        (empty / store.NAME).replace(unfinished)

    monkeypatch.setattr(snapshot, "copy", other)
    with pytest.raises(CannotWrite, match="differs from the warehouse"):
        snapshot.publish(home)
    assert (home / "news.duckdb").stat().st_ino == before


def test_a_snapshot_is_stored_as_duckdb_1_4_can_read_it(home):
    snapshot.publish(home)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{home / 'news.duckdb'}' as news (read_only)")
        tags = connection.execute(
            "select tags from duckdb_databases() where database_name = 'news'"
        ).fetchall()
    assert tags[0][0]["storage_version"].startswith("v1.4")


def test_the_warehouse_can_be_written_while_the_copy_is_prepared(home, monkeypatch):
    script = f"from pathlib import Path; from warehouse import store; store.writing(Path({str(home)!r}), wait=0).__enter__()"
    ended = []

    def meanwhile(_unfinished: Path) -> None:
        ended.append(subprocess.run([sys.executable, "-c", script], check=False).returncode)

    monkeypatch.setattr(snapshot, "settle", meanwhile)
    snapshot.publish(home)
    assert ended == [0]


def test_an_analyst_who_holds_the_old_snapshot_keeps_it(home):
    two = Night(home, 2)
    two.page("https://gazette.example/news/2", title="Ferry", text=("Ferry owners weigh boats. " * 5,))
    snapshot.publish(home)
    with snapshot.reading(home) as old:
        load(home, two)
        snapshot.publish(home)
        assert old.execute("select count(*) from articles").fetchall() == [(1,)]
    with snapshot.reading(home) as new:
        assert new.execute("select count(*) from articles").fetchall() == [(2,)]


def test_two_publishes_of_a_home_never_write_at_the_same_time(home, monkeypatch):
    monkeypatch.setattr(snapshot, "PATIENCE", 0)
    with (home / snapshot.LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(WarehouseLocked, match="another publish is at work"):
            snapshot.publish(home, wait=0)
    assert snapshot.publish(home).exists()
