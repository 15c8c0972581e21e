"""`nightdesk move` carries the tables between one file and a DuckLake, and proves them the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.archive import Archive
from flows import config
from flows.move import move
from flows.moved_warehouse import CannotMove
from tests import postgres
from tests.visited import visited
from warehouse import place, store


def with_a_run(home: Path) -> config.Config:
    """A home whose warehouse knows one run, and its configuration."""
    run = visited(home)
    with store.writing(home) as warehouse:
        warehouse.start_run(run.folder)
        warehouse.load(run.folder, "gazette")
    return config.load(home, environ={"NIGHTDESK_CONFIG": ""})


def in_lake(home: Path, lake: place.Lake) -> config.Config:
    told = {"NIGHTDESK_WAREHOUSE": f"ducklake:postgres:{lake.catalog}", "NIGHTDESK_WAREHOUSE_DATA": lake.data}
    return config.load(home, environ={"NIGHTDESK_CONFIG": "", **told})


def test_the_tables_go_into_a_lake_and_back_by_the_same_hash(server: postgres.Server, tmp_path: Path):
    home = tmp_path / "home"
    here = with_a_run(home)
    there = in_lake(home, server.lake("moved", tmp_path / "data"))
    (tmp_path / "data").mkdir(exist_ok=True)
    went = move(here, there, 30)
    assert went.content
    (home / store.NAME).unlink()
    back = move(there, here, 30)
    assert back.content == went.content
    with store.writing(home) as warehouse:
        assert warehouse.connection.execute("select count(*) from runs").fetchall() == [(1,)]
    assert move(here, there, 30).content == went.content  # again, onto what it holds already


def test_a_lake_of_another_archive_is_left_alone(server: postgres.Server, tmp_path: Path):
    lake = server.lake("taken", tmp_path / "data")
    (tmp_path / "data").mkdir(exist_ok=True)
    other = tmp_path / "other"
    move(with_a_run(other), in_lake(other, lake), 30)
    mine = tmp_path / "mine"
    mine.mkdir()
    with store.writing(mine):
        pass
    Archive(mine, "gazette", "2026-03-02-nightly-00000002", date(2026, 3, 2)).seal({"fetches": []})
    with pytest.raises(CannotMove, match="holds another archive: 1 runs that this one does not know"):
        move(config.load(mine, environ={"NIGHTDESK_CONFIG": ""}), in_lake(mine, lake), 30)
