"""Carries all tables between a lake and a file: for the snapshot of analysts, a rebuild, a way back."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse import migrate, sql
from warehouse.lake.opening import quoted
from warehouse.whole import whole

FILE = "carried"  # what the file is called in the connection
OWN = ("migrations", "views_made")  # each keeps its own


def to_file(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    settings: dict[str, str | bool | int | float | list[str]],
) -> list[dict[str, object]]:
    """Write the lake's tables, as one snapshot of it has them, into a new file; how many rows they had.

    The file is a warehouse with its views; the table `published_from` in it tells the snapshot.
    """
    with duckdb.connect(str(path), config=settings) as file:
        file.execute("set timezone = 'UTC'")
        migrate.migrate(file)
    connection.execute(f"attach {quoted(str(path))} as {FILE}")
    try:
        connection.begin()  # one snapshot for all tables
        try:
            for table in tables(connection):
                connection.execute(f'insert into {FILE}."{table}" by name from "{table}"')
            connection.execute(f"create table {FILE}.published_from as {sql.text('lake/snapshot')}")
            rows = sql.rows(connection, "queries/count_rows")
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
    finally:
        connection.execute(f"detach {FILE}")
    return rows


def from_file(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Put the tables of a file in the place of all that the lake holds, in one transaction."""
    connection.execute(f"attach {quoted(str(path))} as {FILE} (read_only)")

    def work() -> None:
        for table in tables(connection):
            connection.execute(f'delete from "{table}"')  # noqa: S608, names of our own tables
            connection.execute(f'insert into "{table}" by name from {FILE}."{table}"')

    try:
        whole(connection, work)
    finally:
        connection.execute(f"detach {FILE}")


def tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables of a warehouse that hold what it knows, by name."""
    found = {str(row[0]) for row in sql.run(connection, "queries/tables").fetchall()}
    return sorted(found - {*OWN})
