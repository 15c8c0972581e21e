"""The one place where the warehouse is opened: by one process, for one purpose, briefly."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import duckdb

from warehouse import changes, migrate, place
from warehouse.desk import Warehouse
from warehouse.errors import CannotWrite, NotAWarehouse, WarehouseError, WarehouseLocked, WarehouseTooNew
from warehouse.lake import leaving, opening, said

NAME = "warehouse.duckdb"
STORAGE_VERSION = "v1.4.0"  # what DuckDB 1.4 and every later one can read
MEMORY = "2GB"  # what does not fit goes to disk for a while, beside the warehouse
MAGIC = b"DUCK"  # bytes 8 to 11 of every DuckDB file
HOLDER = re.compile(r"held in (?P<command>.+?) \(PID (?P<pid>\d+)\)")
# Nothing is fetched behind our back: opening a SQLite file would otherwise download an extension.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "storage_compatibility_version": STORAGE_VERSION,
    "memory_limit": MEMORY,
    # What a night adds is stored as it is: merging it with the nights before costs more than the load
    # (see compact.py).
    "max_vacuum_tasks": 0,
}


@contextmanager
def writing(home: Path, wait: float = 60) -> Iterator[Warehouse]:
    """The warehouse of a home, made or migrated first, until the block ends.

    A file is for this process alone: it waits up to `wait` seconds for another to let go, then raises
    WarehouseLocked. A DuckLake has many writers at once; each transaction is for itself (see whole.py).
    Other WarehouseErrors: WarehouseTooNew, NotAWarehouse, CannotWrite, WrongPlace, CatalogUnreachable.
    """
    lake = place.lake_of(home)
    clearly = partial(told_clearly, home / NAME) if lake is None else partial(lake_clearly, lake)
    with clearly():
        home.mkdir(parents=True, exist_ok=True)
        connection = opened(home / NAME, wait) if lake is None else opening.awaited(lake, SETTINGS)
    try:
        with clearly(duckdb.Error):
            connection.execute("set timezone = 'UTC'")
            if migrate.migrate(connection):
                changes.tell(connection)  # what versions changed was not kept before
            yield Warehouse(connection)
            if lake is None:
                connection.execute("checkpoint")
    finally:
        if lake is None:
            connection.close()
        else:
            leaving.close(connection)


def exists(home: Path) -> bool:
    """Whether a home has a warehouse that could be opened; a lake is made by whoever opens it first."""
    return in_lake(home) or (home / NAME).exists()


def in_lake(home: Path) -> bool:
    """Whether the warehouse of a home is a DuckLake."""
    return place.lake_of(home) is not None


def opened(path: Path, wait: float) -> duckdb.DuckDBPyConnection:
    """A connection to the file, once no other process holds it."""
    deadline = time.monotonic() + wait
    while True:
        check_magic(path)
        try:
            return duckdb.connect(str(path), config=SETTINGS)
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise
            if time.monotonic() >= deadline:
                raise WarehouseLocked(
                    f"{path} is held by {holder(str(error))}; waited {wait:.0f} s"
                ) from error
        time.sleep(0.2)


def check_magic(path: Path) -> None:
    """Raise NotAWarehouse unless the file is missing or a DuckDB file."""
    if path.exists() and (not path.is_file() or path.open("rb").read(12)[8:] != MAGIC):
        raise NotAWarehouse(f"{path} is not a DuckDB file; move it away, or choose another home")


def holder(message: str) -> str:
    """The process that holds the file, from DuckDB's message: `process 4711 (nightdesk run)`."""
    found = HOLDER.search(message)
    if not found:
        return "another process"
    pid = found["pid"]
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").split(b"\0")
        command = b" ".join(words).decode(errors="replace")
    except OSError:
        command = found["command"]
    return f"process {pid} ({command or found['command']})"


@contextmanager
def told_clearly(path: Path, *kinds: type[Exception]) -> Iterator[None]:
    """Turn what the disk and DuckDB say about a file into one clear sentence."""
    try:
        yield
    except (NotAWarehouse, WarehouseTooNew) as error:
        text = str(error)
        raise type(error)(text if str(path) in text else f"{path} can't be used: {text}") from error
    except (duckdb.Error, OSError) as error:
        if kinds and not isinstance(error, kinds):
            raise
        known = explained(path, str(error))
        if known is None:
            raise
        raise known from error


@contextmanager
def lake_clearly(lake: place.Lake, *kinds: type[Exception]) -> Iterator[None]:
    """Turn what DuckLake, PostgreSQL and object storage say into one clear sentence, without a password."""
    try:
        yield
    except (NotAWarehouse, WarehouseTooNew) as error:
        text = str(error)
        raise type(error)(text if str(lake) in text else f"{lake} can't be used: {text}") from error
    except (duckdb.Error, OSError) as error:
        known = said.explained(lake, str(error))
        if known is None or (kinds and not isinstance(error, kinds)):
            raise
        raise known from None  # the message of the driver repeats the whole address


def explained(path: Path, said: str) -> WarehouseError | None:
    """The WarehouseError that a message of the system or of DuckDB stands for, if any."""
    low = said.lower()
    if "no space left" in low or "not enough disk space" in low or "disk quota" in low:
        return CannotWrite(f"no space is left on the disk of {path.parent}; nothing was changed")
    if any(sign in low for sign in ("permission denied", "read-only file system", "not a directory")):
        return CannotWrite(f"{path.parent} can't be written by {user()}; nothing was changed")
    if "version number" in low or "newer duckdb" in low or "later version of duckdb" in low:
        return WarehouseTooNew(
            f"{path} was written by another DuckDB than this one ({duckdb.__version__}): {first(said)}"
        )
    if "not a valid duckdb" in low or "corrupt" in low:
        return NotAWarehouse(f"{path} is damaged or not a DuckDB file: {first(said)}")
    return None


def first(said: str) -> str:
    """The first sentence of a message."""
    return said.partition("\n")[0]


def user() -> str:
    """Who we are, for a message about permissions."""
    return f"user {os.getuid()}" if hasattr(os, "getuid") else "this user"
