"""Where the warehouse of a home is, and what its statements may say so that they hold in both forms."""

import subprocess
import sys

import pytest

from warehouse import place, sql
from warehouse.errors import WrongPlace
from warehouse.lake import said


def test_every_statement_that_names_rows_by_place_names_them_by_a_key_in_a_lake():
    folders = ("loading", "copies", "history", "queries", "rereads")
    changed = [name for folder in folders for name in sql.names(folder) if sql.differs(name)]
    assert "loading/045_addresses" in changed
    for name in changed:
        assert "rowid" not in sql.in_lake_words(name), name


def test_an_address_with_a_password_is_refused_without_repeating_it():
    with pytest.raises(WrongPlace, match="pgpass") as told:
        place.named("ducklake:postgres:dbname=news password=hunter2", "/data")
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize("words", ["ducklake:sqlite:x.db", "ducklake:", "ducklake:postgres:"])
def test_words_that_name_no_lake_are_refused(words):
    with pytest.raises(WrongPlace, match="is no warehouse"):
        place.named(words, "/data")


def test_a_lake_without_a_place_for_its_files_is_refused():
    with pytest.raises(WrongPlace, match="needs a place"):
        place.named("ducklake:postgres:dbname=news", None)


def test_a_home_of_which_nothing_is_said_has_its_file(tmp_path):
    place.keep_in(tmp_path, place.named("ducklake:postgres:dbname=news", "/data"))
    assert place.lake_of(tmp_path) is not None
    assert place.lake_of(tmp_path / "rebuild") is None
    place.keep_in(tmp_path, place.named("warehouse.duckdb", None))
    assert place.lake_of(tmp_path) is None


@pytest.mark.parametrize(
    "words",
    ["dbname=x password=hunter2 host=y", "postgresql://me:hunter2@db/x", "password='hunter2 too' a=b"],
)
def test_no_password_survives_in_a_message(words):
    assert "hunter2" not in said.masked(f"Unable to connect to Postgres at {words}")


def test_a_warehouse_that_is_a_file_imports_no_extension():
    code = "import sys, warehouse.store; print([m for m in sys.modules if m.startswith('duckdb_extension')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
