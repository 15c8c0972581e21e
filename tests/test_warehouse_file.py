"""The warehouse's file: somebody else's is left alone, a held one names who holds it."""

import subprocess
import sys

import duckdb
import pytest

from tests.loaded import ask, load
from tests.stage import Night
from warehouse import checks, contents, store
from warehouse.errors import NotAWarehouse, WarehouseLocked


def test_a_foreign_file_in_the_warehouses_place_is_left_alone(tmp_path):
    (tmp_path / "warehouse.duckdb").write_text("my notes")
    with pytest.raises(NotAWarehouse, match="not a DuckDB file"), store.writing(tmp_path):
        pass
    assert (tmp_path / "warehouse.duckdb").read_text() == "my notes"


def test_somebody_elses_database_is_left_alone(tmp_path):
    duckdb.connect(str(tmp_path / "warehouse.duckdb")).execute("create table mine (a int)").close()
    with pytest.raises(NotAWarehouse, match="other tables"), store.writing(tmp_path):
        pass


def test_a_locked_warehouse_names_who_holds_it(tmp_path):
    with store.writing(tmp_path):
        pass
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()",
            str(tmp_path / "warehouse.duckdb"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(WarehouseLocked, match=f"process {holder.pid}"), store.writing(tmp_path, wait=0.3):
        pass
    holder.communicate("")


PIECES = "select count(distinct row_group_id) from pragma_storage_info('articles')"


def test_nights_are_stored_apart_until_they_are_put_together(tmp_path):
    nights = [Night(tmp_path, number) for number in range(1, 5)]
    for night in nights:
        night.page(
            f"https://gazette.example/{night.number}", f"Title {night.number}", (f"{night.number} " * 30,)
        )
    load(tmp_path, *nights)
    assert ask(tmp_path, PIECES) == [(4,)]
    with store.writing(tmp_path) as warehouse:
        before = contents.contents(warehouse.connection)
        warehouse.compact()
        assert contents.contents(warehouse.connection) == before
        assert checks.run(warehouse.connection) == []
    assert ask(tmp_path, PIECES) == [(1,)]
