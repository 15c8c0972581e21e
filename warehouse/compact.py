"""Puts together the small pieces in which nights are stored."""

from __future__ import annotations

import duckdb

from warehouse import sql
from warehouse.lake import maintaining
from warehouse.whole import whole

LARGE = ("fetches", "captures", "articles", "versions", "aliases", "stories", "changes", "rejects", "crawls")
AT_ONCE = 100  # DuckDB's own default


def compact(connection: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB merge the row groups that loads left, and give back the place of deleted rows.

    A load leaves its rows as they are (`store.SETTINGS`): merging them with those of the nights before costs
    more than the load itself. DuckDB looks only at tables that have changed, so one row of each is written
    anew, in one transaction. A lake has an upkeep of its own.
    """
    if sql.in_lake(connection):
        maintaining.compact(connection)
        return
    connection.execute(f"set max_vacuum_tasks = {AT_ONCE}")
    try:
        for table in LARGE:
            write_one_row_anew(connection, table)
        connection.execute("checkpoint")
    finally:
        connection.execute("set max_vacuum_tasks = 0")


def write_one_row_anew(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Delete the last row and add it again."""
    last = f"from {table} where rowid = (select max(rowid) from {table})"  # noqa: S608  # a name of ours

    def work() -> None:
        connection.execute(f"create or replace temp table one as {last}")
        connection.execute(f"delete {last}")
        connection.execute(f"insert into {table} from one")

    whole(connection, work)
