"""A warehouse of any earlier Nightdesk becomes one of today's, with everything in it."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from crawler.items import Outcome, Verdict
from tests import loaded
from tests.stage import TEXT, Night
from warehouse import checks, contents, migrate, sql, store
from warehouse.errors import WarehouseTooNew
from warehouse.similarity import find_copies

NUMBERS = [migrate.number(name) for name in sql.names("migrations")]
URL = "https://gazette.example/news/1"
EDITED = (TEXT[0].replace("eleven", "twelve"), TEXT[1])


def nights(home: Path) -> list[Night]:
    """An edit, a withdrawal, a reject, a copy in another paper."""
    made = [Night(home, 1), Night(home, 2), Night(home, 3), Night(home, 3, source="herald")]
    made[0].page(URL, authors=("Edith Crane",))
    made[0].page("https://gazette.example/login", verdict=Verdict.CONSENT)
    made[1].page(URL, text=EDITED, authors=("Edith Crane",))
    made[2].fetch(URL, Outcome.GONE, 410)
    made[3].page("https://herald.example/9", text=EDITED)
    return made


def load(home: Path, *some: Night) -> None:
    """Load nights and find their copies."""
    loaded.load(home, *some)
    with store.writing(home) as warehouse:
        find_copies(warehouse.connection)


def last(home: Path) -> Night:
    night = Night(home, 5)
    night.page(URL, text=EDITED, title="Bridge reopens")
    return night


@pytest.fixture(scope="module")
def today(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("today")
    load(home, *nights(home))
    return home


@pytest.fixture(scope="module")
def a_night_later(tmp_path_factory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("later")
    load(home, *nights(home), last(home))
    with store.writing(home) as warehouse:
        return contents.contents(warehouse.connection)


def as_of_migration(number: int, today: Path, home: Path) -> None:
    """A warehouse as the Nightdesk of this migration would have left it, with today's rows in it."""
    with duckdb.connect(str(home / store.NAME), config=store.SETTINGS) as connection:
        migrate.migrate(connection, upto=number)
        connection.execute(f"attach '{today / store.NAME}' as today (read_only)")
        for table, names in shared(connection).items():
            listed = ", ".join(f'"{name}"' for name in names)
            connection.execute(f"insert into {table} ({listed}) select {listed} from today.main.{table}")
        connection.execute("detach today")


SHARED = """
    select c.table_name, list(c.column_name order by c.column_index)
    from duckdb_columns() as c
    inner join duckdb_tables() as t on t.database_name = c.database_name and t.table_name = c.table_name
    left join (
        select o.table_name, o.column_name
        from duckdb_columns() as o
        inner join duckdb_tables() as p on p.database_name = o.database_name and p.table_name = o.table_name
        where o.database_name = 'today'
    ) as n on n.table_name = c.table_name and n.column_name = c.column_name
    where c.database_name <> 'today' and c.table_name not in ('migrations', 'views_made')
    group by c.table_name
    having bool_and(n.column_name is not null)
"""


def shared(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The tables whose columns are there still, and these. What a migration drops is made again from the rest."""
    return dict(connection.execute(SHARED).fetchall())


@pytest.mark.parametrize("number", NUMBERS)
def test_a_warehouse_of_each_earlier_version_keeps_everything_and_goes_on(
    number, today, a_night_later, tmp_path
):
    as_of_migration(number, today, tmp_path)
    with store.writing(tmp_path) as warehouse:
        numbers = warehouse.connection.execute("select number from migrations order by number").fetchall()
        assert [one for (one,) in numbers] == NUMBERS
        assert checks.run(warehouse.connection) == []
        find_copies(warehouse.connection)
        before = contents.contents(warehouse.connection)
    with store.writing(today) as warehouse:
        assert same(before) == same(contents.contents(warehouse.connection))
    load(tmp_path, last(tmp_path))
    with store.writing(tmp_path) as warehouse:
        assert same(contents.contents(warehouse.connection)) == same(a_night_later)
        assert checks.run(warehouse.connection) == []


def same(found: dict[str, contents.Content]) -> dict[str, str]:
    return {name: one.digest for name, one in found.items()}


def test_a_warehouse_of_a_newer_nightdesk_is_refused_and_left_as_it_is(today, tmp_path):
    as_of_migration(NUMBERS[-1], today, tmp_path)
    with duckdb.connect(str(tmp_path / store.NAME), config=store.SETTINGS) as connection:
        connection.execute("insert into migrations values (999, 'migrations/999_tomorrow', now())")
    before = (tmp_path / store.NAME).read_bytes()
    with (
        pytest.raises(WarehouseTooNew, match=r"written by a newer Nightdesk .*: update Nightdesk"),
        store.writing(tmp_path),
    ):
        pass
    assert (tmp_path / store.NAME).read_bytes() == before


def test_a_migration_that_fails_leaves_the_version_before_it(today, tmp_path, monkeypatch):
    as_of_migration(NUMBERS[0], today, tmp_path)
    text = sql.text
    broken = sql.names("migrations")[-1]
    monkeypatch.setattr(
        sql, "text", lambda name: text(name) + "; select nonsense" if name == broken else text(name)
    )
    with pytest.raises(duckdb.Error), store.writing(tmp_path):
        pass
    with duckdb.connect(str(tmp_path / store.NAME), config=store.SETTINGS) as connection:
        assert migrate.present(connection) == NUMBERS[-2]
    monkeypatch.undo()
    with store.writing(tmp_path) as warehouse:
        assert checks.run(warehouse.connection) == []


def test_views_are_made_anew_when_a_migration_changed_their_tables(tmp_path):
    with store.writing(tmp_path) as warehouse:
        warehouse.connection.execute("alter table articles add column mood varchar")
        warehouse.connection.execute("insert into migrations values (997, 'x', now())")
        migrate.refresh_views(warehouse.connection)
        assert warehouse.connection.execute("from news").fetchall() == []
        warehouse.connection.execute("delete from migrations where number = 997")
