"""Brings a warehouse up to date: numbered migrations, forward only, then the views."""

from __future__ import annotations

import hashlib
from functools import partial

import duckdb

from warehouse import sql
from warehouse.errors import NotAWarehouse, WarehouseTooNew
from warehouse.lake import arranging
from warehouse.whole import whole


def latest() -> int:
    """The number of the newest migration in this package."""
    return max(number(name) for name in sql.names("migrations"))


def number(name: str) -> int:
    """The number of a migration, from its name: `migrations/001_tables` is 1."""
    return int(name.rpartition("/")[2].partition("_")[0])


def present(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the newest migration that a warehouse has seen; 0 for an empty file.

    Raises NotAWarehouse for a DuckDB file that holds somebody else's tables.
    """
    tables = {str(row[0]) for row in sql.run(connection, "queries/tables").fetchall()}
    if not tables:
        return 0
    if not {"migrations", "captures"} <= tables:
        msg = f"it is a database with other tables ({', '.join(sorted(tables)[:5])}), not a warehouse"
        raise NotAWarehouse(msg)
    return int(connection.execute("select max(number) from migrations").fetchall()[0][0])


def migrate(connection: duckdb.DuckDBPyConnection, upto: int | None = None) -> list[int]:
    """Run the migrations that are missing, each in one transaction with its record; return their numbers.

    `upto` leaves the tables as an earlier Nightdesk had them, without views.

    Raises WarehouseTooNew when the warehouse has seen a migration that this package does not know.
    """
    before = present(connection)
    if before > latest():
        raise WarehouseTooNew(too_new(before))
    missing = [name for name in sql.names("migrations") if before < number(name) <= (upto or latest())]
    done = [number(name) for name in missing if whole(connection, partial(carried_out, connection, name))]
    if upto is None:
        refresh_views(connection)
    return done


def too_new(number: int) -> str:
    """What to say of tables that have seen a migration which this package does not know."""
    return (
        f"it was written by a newer Nightdesk (its tables are at {number}, this one knows {latest()}): "
        "update Nightdesk"
    )


def carried_out(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Run a migration, unless another host just did; within the caller's transaction. Whether it was run."""
    if present(connection) >= number(name):
        return False
    connection.execute(sql.text(name))
    sql.run(connection, "queries/record_migration", {"number": number(name), "name": name})
    return True


def refresh_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the views anew if this package's differ from those the warehouse has, or its tables changed."""
    views = [sql.words(connection, name) for name in sql.names("views")]
    if sql.in_lake(connection):
        views = [*arranging.statements(), *(one for view in views for one in arranging.taken(view))]
    digest = hashlib.sha256("\n".join([*views, str(present(connection))]).encode()).hexdigest()
    if connection.execute("select digest from views_made").fetchall() == [(digest,)]:
        return

    def made() -> None:
        for view in views:
            connection.execute(view)
        connection.execute("delete from views_made")
        sql.run(connection, "queries/record_views", {"digest": digest})

    whole(connection, made)
