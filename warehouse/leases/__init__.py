"""Leases: which run may visit which site, and work as which kind; at most one at a time, on whatever machine.

They lie beside the warehouse and not in it: a load keeps a DuckDB file for minutes, and a lease must be
renewed meanwhile. Nothing of the archive depends on them once they have ended.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from warehouse import sql
from warehouse.errors import WarehouseLocked

NAME = "leases.duckdb"
TURN = threading.Lock()  # DuckDB keeps other processes out, not other threads of this one
WAIT = 20.0  # seconds to wait for another process: each has the file for some milliseconds


@dataclass(frozen=True, slots=True)
class Lease:
    """A thing that somebody has."""

    name: str
    holder: str
    words: str  # who the holder is, for a person
    until_at: datetime  # UTC


def take(home: Path, names: Sequence[str], holder: str, words: str, span: timedelta) -> list[Lease]:
    """Take all of these things for a span, or none of them: then the leases of others that are in the way."""
    now = datetime.now(UTC)
    values = {"names": list(names), "holder": holder, "words": words, "now": now, "until_at": now + span}
    with opened(home) as connection:
        taken = [Lease(**row) for row in sql.rows(connection, "leases/held", values)]  # type: ignore[arg-type]
        if not taken:
            sql.run(connection, "leases/take", values)
    return taken


def renew(home: Path, names: Sequence[str], holder: str, span: timedelta) -> set[str]:
    """Have these things for a span from now; returns those that had ended meanwhile, which are lost."""
    now = datetime.now(UTC)
    values = {"names": list(names), "holder": holder, "now": now, "until_at": now + span}
    with opened(home) as connection:
        return set(names) - {str(row["name"]) for row in sql.rows(connection, "leases/renew", values)}


def give_up(home: Path, names: Sequence[str], holder: str) -> None:
    """Let others have these things; those that are not ours any more stay as they are."""
    with opened(home) as connection:
        sql.run(connection, "leases/give_up", {"names": list(names), "holder": holder})


@contextmanager
def opened(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The leases, in one transaction. Raises WarehouseLocked."""
    home.mkdir(parents=True, exist_ok=True)
    with TURN:
        connection = connected(home / NAME)
        try:
            connection.execute("set timezone = 'UTC'")
            connection.begin()
            sql.run(connection, "leases/table")
            yield connection
            connection.commit()
        finally:
            connection.close()


def connected(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection to the file, once no other process has it."""
    deadline = time.monotonic() + WAIT
    while True:
        try:
            return duckdb.connect(str(path), config={"autoinstall_known_extensions": False})
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise
            if time.monotonic() > deadline:
                raise WarehouseLocked(f"{path} is held by another process; waited {WAIT:.0f} s") from error
        time.sleep(0.05)
