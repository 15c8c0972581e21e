"""Writers of one lake take turns: of those that write at once, all but one would do their work again."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from warehouse.errors import WarehouseLocked
from warehouse.lake import leaving
from warehouse.lake.opening import CATALOG

LOCK = 0x6E696768  # of all that may lock something in that database, this number is ours
QUESTION = f"from postgres_query('{CATALOG}', 'select pg_try_advisory_xact_lock({LOCK})')"


@contextmanager
def turn(connection: duckdb.DuckDBPyConnection, wait: float) -> Iterator[None]:
    """Within the block no other writer of Nightdesk writes; PostgreSQL ends our turn when we are gone.

    Only manners: what holds without it is that two writers at once conflict. Raises WarehouseLocked.
    """
    own = connection.cursor()
    deadline = time.monotonic() + wait
    try:
        own.begin()
        while own.execute(QUESTION).fetchall() != [(True,)]:
            if time.monotonic() >= deadline:
                raise WarehouseLocked(f"other hosts are writing to the warehouse; waited {wait:.0f} s")
            time.sleep(random.uniform(0.05, 0.3))  # noqa: S311 (no secret: only not all at once)
        yield
    finally:
        leaving.close(own)  # a server that is gone has ended our turn itself
