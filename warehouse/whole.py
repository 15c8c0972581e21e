"""Whole transactions: all of the work or nothing; in a lake again from its start when others were first."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import duckdb

from warehouse import sql
from warehouse.errors import CatalogUnreachable, WrittenMeanwhile
from warehouse.lake import said
from warehouse.lake.turns import turn

LOG = logging.getLogger("nightdesk.warehouse")
TRIES = 12  # at a conflict
PATIENCE = 60.0  # seconds that a server may be away
TURN = 900.0  # seconds that others may be writing: a first search for copies in a large archive takes long
Did = TypeVar("Did")


def whole(connection: duckdb.DuckDBPyConnection, work: Callable[[], Did]) -> Did:
    """Do the work in one transaction, and return what it returns.

    In a DuckLake the work is done again from its start when another writer was first, or when the server of
    the catalog went away; so it must change nothing but the warehouse and temporary tables made anew by it.
    Raises WrittenMeanwhile, CatalogUnreachable, WarehouseLocked when that does not help: nothing was changed.
    """
    return _patiently(connection, work) if sql.in_lake(connection) else _once(connection, work)


def count(connection: duckdb.DuckDBPyConnection) -> None:
    """Count this transaction: of two that do so at once DuckLake lets one pass."""
    if not sql.run(connection, "lake/has_turns").fetchall():
        sql.run(connection, "lake/make_turns")
        sql.run(connection, "lake/first_turn")
    sql.run(connection, "lake/count_turn")


def _once(connection: duckdb.DuckDBPyConnection, work: Callable[[], Did]) -> Did:
    connection.begin()
    try:
        done = work()
        connection.commit()
    except BaseException:
        with suppress(duckdb.Error):  # a failed commit has ended it; a server that is gone as well
            connection.rollback()
        raise
    return done


def _patiently(connection: duckdb.DuckDBPyConnection, work: Callable[[], Did]) -> Did:
    """With a turn of our own and, as the lake's word on who was first, its number counted up by one."""

    def counted() -> Did:
        count(connection)
        return work()

    deadline = time.monotonic() + PATIENCE
    conflicts = 0
    while True:
        try:
            with turn(connection, TURN):
                return _once(connection, counted)
        except duckdb.Error as error:
            if said.is_conflict(error):
                conflicts += 1
                if conflicts >= TRIES:
                    raise WrittenMeanwhile(
                        f"others wrote to the warehouse each of {TRIES} times we tried; nothing was changed"
                    ) from error
            elif not said.is_lost(error):
                raise
            elif time.monotonic() >= deadline:
                what = "place of files" if said.files_lost(str(error)) else "catalog"
                raise CatalogUnreachable(
                    f"the warehouse's {what} went away and is not back after {PATIENCE:.0f} s: "
                    f"{said.why(str(error))}; nothing was changed"
                ) from error
            LOG.warning("the transaction is tried again: %s", said.first(str(error)))
        time.sleep(random.uniform(0.5, 1) * min(0.1 * 2**conflicts, 5))  # noqa: S311 (no secret)
