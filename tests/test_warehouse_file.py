"""The warehouse's file: somebody else's is left alone, a held one names who holds it."""

import subprocess
import sys

import duckdb
import pytest

from warehouse import store
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
