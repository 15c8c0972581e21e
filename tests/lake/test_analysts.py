"""What docs/scale.md tells analysts: they attach the lake read-only, with rights to read and no more."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.stage import Night
from warehouse import place, store
from warehouse.lake.opening import EXTENSIONS, extension

TABLES_MADE = 3  # snapshots before this one may hold no table yet


@pytest.fixture
def analyst(server, tmp_path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of somebody's own, with the lake of two nights attached as a reader of it."""
    words = server.lake("analysts", tmp_path / "data")
    place.keep_in(tmp_path / "home", words)
    for number in (1, 2):
        night = Night(tmp_path / "home", number)
        night.page(f"https://gazette.example/{number}", f"The {number}th bridge", (f"Bridge {number}.",))
        with store.writing(tmp_path / "home") as warehouse:
            warehouse.load(night.write(), "gazette")
    server.sql("postgres", "create role reader login")
    server.sql("analysts", "grant select on all tables in schema public to reader")
    with duckdb.connect() as connection:
        for name in EXTENSIONS:
            connection.execute(f"load '{extension(name)}'")
        reader = words.catalog.replace("user=nightdesk", "user=reader")
        connection.execute(f"attach 'ducklake:postgres:{reader}' as news (read_only)")
        connection.execute("use news")
        yield connection
    server.sql("analysts", "revoke select on all tables in schema public from reader")
    server.sql("postgres", "drop role reader")


def test_a_reader_asks_tables_and_views_now_and_as_of_then_and_can_change_nothing(analyst):
    def counted(question: str) -> int:
        ((count,),) = analyst.execute(f"select count(*) from {question}").fetchall()
        return count

    assert counted("articles") == counted("news") == 2
    snapshots = analyst.execute(
        "select snapshot_id, snapshot_time from ducklake_snapshots('news')"
    ).fetchall()
    by_version = [counted(f"articles at (version => {number})") for number, _ in snapshots[TABLES_MADE:]]
    by_time = [counted(f"articles at (timestamp => timestamptz '{at}')") for _, at in snapshots[TABLES_MADE:]]
    assert by_version == by_time == sorted(by_version)
    assert {*by_version} == {0, 1, 2}
    with pytest.raises(duckdb.Error, match="read-only"):
        analyst.execute("delete from articles")
