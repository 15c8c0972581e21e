"""A lake as it stood at one of its snapshots, as a file for as long as somebody reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from warehouse import place, store
from warehouse.errors import CannotExport
from warehouse.lake import carrying, leaving, opening
from warehouse.lake.maintaining import KEPT_DAYS


@contextmanager
def as_of(home: Path, number: int, path: Path) -> Iterator[Path]:
    """The lake's tables and views as of a snapshot, written to `path`; gone when the block ends.

    Raises CannotExport where the warehouse is a file, or has no such snapshot (any more); WarehouseError.
    """
    lake = place.lake_of(home)
    if lake is None:
        raise CannotExport(f"the warehouse of {home} is one file: only a DuckLake keeps its snapshots")
    try:
        with store.lake_clearly(lake):
            connection = connected(lake, number)
            try:
                connection.execute("set timezone = 'UTC'")
                carrying.to_file(connection, path, store.SETTINGS)
            finally:
                leaving.close(connection)
        yield path
    finally:
        for left in (path, path.with_name(f"{path.name}.wal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def connected(lake: place.Lake, number: int) -> duckdb.DuckDBPyConnection:
    """A connection to the lake as it stood then."""
    try:
        connection = opening.connected(lake, store.SETTINGS, snapshot=number)
    except duckdb.InvalidInputException as error:
        if "No snapshot found" not in str(error):
            raise
        raise CannotExport(
            f"{lake} has no snapshot {number}: `maintain` lets go of those older than {KEPT_DAYS} days"
        ) from error
    if not carrying.tables(connection):
        leaving.close(connection)
        raise CannotExport(f"{lake} held nothing yet at snapshot {number}")
    return connection
