"""The upkeep of a lake: small files put together, rows that were deleted left out, old snapshots let go."""

from __future__ import annotations

import duckdb

from warehouse import sql
from warehouse.lake.turns import turn

KEPT_DAYS = 90  # how long the lake can be asked as of a moment, and an export's snapshot attached again
WAIT = 900.0  # seconds for others to end what they write
STEPS = ("flush", "rewrite", "merge", "expire", "clean_up")


def compact(connection: duckdb.DuckDBPyConnection) -> None:
    """Each step in a transaction of its own, while nobody else writes. Raises WarehouseLocked.

    The files of snapshots that are kept stay; those that no snapshot needs any more are removed a day later.
    """
    with turn(connection, WAIT):
        for step in STEPS:
            sql.run(connection, f"lake/upkeep/{step}", {"days": KEPT_DAYS})
