"""`nightdesk status` asks the catalog of a lake whether its tables are such as we use, and changes nothing in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.config import load
from flows.reach import Reached, reached
from tests import postgres
from warehouse import migrate, place, store
from warehouse.lake import opening


def told(home: Path, lake: place.Lake) -> Reached:
    """What is said of the warehouse."""
    words = {"WAREHOUSE": f"ducklake:postgres:{lake.catalog}", "WAREHOUSE_DATA": lake.data}
    environ = {"NIGHTDESK_CONFIG": "", **{f"NIGHTDESK_{name}": value for name, value in words.items()}}
    (found,) = (one for one in reached(load(home, environ=environ)) if one.what == "warehouse")
    return found


@pytest.fixture
def lake(server: postgres.Server, tmp_path: Path, request: pytest.FixtureRequest) -> place.Lake:
    """A lake that nobody has used yet, as the warehouse of the home."""
    (tmp_path / "data").mkdir()
    made = server.lake(request.node.name[:60], tmp_path / "data")
    place.keep_in(tmp_path, made)
    return made


def test_an_empty_database_is_fine_and_stays_empty(server, lake, tmp_path, request):
    for _ in range(2):
        assert (told(tmp_path, lake).problem, told(tmp_path, lake).note) == (
            None,
            "nothing is in it yet: the next run makes the tables",
        )
    assert (
        server.sql(request.node.name[:60], "select count(*) from pg_tables where schemaname = 'public'")
        == "0\n"
    )


def test_tables_as_we_make_them_are_fine(lake, tmp_path):
    with store.writing(tmp_path):
        pass
    assert (told(tmp_path, lake).problem, told(tmp_path, lake).note) == (None, None)


def test_older_tables_are_told_and_left_as_they_are(lake, tmp_path):
    connection = opening.connected(lake, store.SETTINGS)
    migrate.migrate(connection, upto=10)
    connection.close()
    for _ in range(2):
        one = told(tmp_path, lake)
        assert one.problem is None
        assert one.note == (
            f"its tables are of an older Nightdesk (at 10, this one knows {migrate.latest()}): "
            "the next run updates them"
        )


def test_newer_tables_are_a_problem(lake, tmp_path):
    with store.writing(tmp_path) as warehouse:
        warehouse.connection.execute("insert into migrations values (999, 'later', now())")
    assert "written by a newer Nightdesk (its tables are at 999" in str(told(tmp_path, lake).problem)


def test_a_catalog_of_another_ducklake_is_a_problem(server, lake, tmp_path, request):
    with store.writing(tmp_path):
        pass
    server.sql(request.node.name[:60], "update ducklake_metadata set value = '7.0' where key = 'version'")
    assert "is of DuckLake 7.0, " in str(told(tmp_path, lake).problem)


def test_tables_of_somebody_else_are_a_problem(lake, tmp_path):
    connection = opening.connected(lake, store.SETTINGS)
    connection.execute("create table mine (a integer)")
    connection.close()
    assert "it is a database with other tables (mine)" in str(told(tmp_path, lake).problem)


def test_a_database_that_is_not_there_is_a_problem(lake, tmp_path):
    gone = place.Lake(lake.catalog.replace("dbname=", "dbname=no_"), lake.data)
    assert "does not exist" in str(told(tmp_path, gone).problem)
