"""A client shows what each table and column of the snapshot means."""

from pathlib import Path

import pytest

from warehouse.settled import VIEWS
from warehouse.snapshot import reading
from warehouse.store import writing

WITHOUT = {
    "table": "select table_name from duckdb_tables() where not internal and length(coalesce(comment, '')) < 20",
    "view": "select view_name from duckdb_views() where not internal and length(coalesce(comment, '')) < 20",
    "column": "select table_name || '.' || column_name from duckdb_columns() where not internal and length(coalesce(comment, '')) < 7",
    "macro": "select function_name from duckdb_functions() where not internal and function_type = 'table_macro' and length(coalesce(comment, '')) < 20",
}


@pytest.mark.parametrize("kind", WITHOUT)
def test_nothing_in_the_snapshot_is_without_its_meaning(archive: Path, kind: str) -> None:
    with reading(archive) as connection:
        assert connection.execute(WITHOUT[kind]).fetchall() == []


def test_there_is_something_to_explain(archive: Path) -> None:
    with reading(archive) as connection:
        counted = connection.execute(
            "select count(*), count(distinct table_name) from duckdb_columns() where not internal"
        ).fetchall()
    assert counted[0][0] > 250
    assert counted[0][1] > 15


def test_times_say_that_they_are_utc(archive: Path) -> None:
    with reading(archive) as connection:
        silent = connection.execute(
            "select table_name, column_name from duckdb_columns() "
            "where not internal and data_type = 'TIMESTAMP WITH TIME ZONE' and comment not like '%(UTC%'"
        ).fetchall()
    assert silent == []


def test_what_takes_long_is_worked_out_once_and_means_the_same(archive: Path) -> None:
    with reading(archive) as connection, writing(archive) as warehouse:
        for name in VIEWS:
            made = "select count(*) from duckdb_tables() where table_name = $name"
            assert connection.execute(made, {"name": name}).fetchall() == [(1,)]
            assert warehouse.connection.execute(made, {"name": name}).fetchall() == [(0,)]
            every = f"from {name} order by all"
            assert connection.execute(every).fetchall() == warehouse.connection.execute(every).fetchall()
            told = "select column_name, data_type, comment from duckdb_columns() where table_name = $name order by 1"
            assert (
                connection.execute(told, {"name": name}).fetchall()
                == warehouse.connection.execute(told, {"name": name}).fetchall()
            )
