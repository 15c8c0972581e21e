"""The snapshot: `news.duckdb`, the file for analysts, swapped in by rename and shut in when we open it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from warehouse import changes, sql, store
from warehouse.errors import CannotWrite, NoSnapshot, WarehouseLocked
from warehouse.lake import carrying
from warehouse.settled import settle

NAME = "news.duckdb"
LOCK = ".publish.lock"  # in the home
PATIENCE = 600  # seconds that another publish may take
MEMORY = "2GB"
SECONDS = 60.0  # for one question
# Nothing that a question says may reach a file, the network, a variable of ours, or these settings.
SHUT_IN: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,
    "temp_directory": "",
}


def publish(home: Path, wait: float = 60, place: Path | None = None) -> Path:
    """Publish the warehouse as it stands: copied beside the old snapshot, checked, swapped in by rename.

    `place` is another file than `news.duckdb` to be written, such as a backup: an exact copy. In the snapshot
    some views are tables, so that they answer at once.

    Who holds the old one keeps it. The warehouse is held only while it is copied; on a file system with
    reflinks that costs nothing. Raises WarehouseError.
    """
    path = place or home / NAME
    unfinished = path.with_name(f"{path.name}.open")
    with store.told_clearly(path), alone(home, wait + PATIENCE):
        try:
            before = copied(home, wait, unfinished, path)
            with connected(unfinished) as connection:
                if sql.rows(connection, "queries/count_rows") != before:
                    raise CannotWrite(f"{path} was not swapped: the copy differs from the warehouse")
            if not place:
                settle(unfinished)
            swap(unfinished, path)
        finally:
            with suppress(OSError):  # a read-only folder; nobody reads a file of that name
                unfinished.unlink(missing_ok=True)
    return path


@contextmanager
def alone(home: Path, wait: float) -> Iterator[None]:
    """One publish of a home at a time: another must not write into the file that this one names.

    Raises WarehouseLocked when another did not end within `wait` seconds; a killed one holds nothing.
    """
    deadline = time.monotonic() + wait
    home.mkdir(parents=True, exist_ok=True)
    with (home / LOCK).open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise WarehouseLocked(
                        f"another publish is at work in {home}; waited {wait:.0f} s"
                    ) from None
            time.sleep(0.2)
        yield


def copied(home: Path, wait: float, unfinished: Path, path: Path) -> list[dict[str, object]]:
    """Copy the warehouse while nobody writes it, every change told; how many rows it has."""
    with store.writing(home, wait) as warehouse:
        changes.tell(warehouse.connection)  # of a load after which nothing else came
        if store.in_lake(home):
            clear(unfinished)
            return carrying.to_file(warehouse.connection, unfinished, store.SETTINGS)
        warehouse.connection.execute("checkpoint")
        rows = sql.rows(warehouse.connection, "queries/count_rows")
        copy(home / store.NAME, unfinished, path)
    return rows


def clear(unfinished: Path) -> None:
    """Remove what a publish left that was killed."""
    for left in (unfinished, unfinished.with_name(f"{unfinished.name}.wal")):
        left.unlink(missing_ok=True)


def copy(warehouse: Path, unfinished: Path, path: Path) -> None:
    """Copy the file. A process of its own does it: closing the file here would drop DuckDB's lock on it."""
    clear(unfinished)
    command = ["cp", str(warehouse), str(unfinished)]
    copied = subprocess.run(command, capture_output=True, text=True, check=False)
    if copied.returncode:
        known = store.explained(path, copied.stderr)
        raise known or CannotWrite(f"{path} can't be written: {copied.stderr.strip()}")


def swap(unfinished: Path, path: Path) -> None:
    """Make the file durable, then give it its name, durably too."""
    sync(unfinished)
    unfinished.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Let what was written to a file, or the names in a folder, reach the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def published(home: Path) -> Path:
    """The snapshot of a home. Raises NoSnapshot when nothing was published yet."""
    path = home / NAME
    if not path.exists():
        raise NoSnapshot(f"there is no {path} yet: `nightdesk run` publishes it, `nightdesk demo` shows how")
    return path


@contextmanager
def connected(
    path: Path, memory: str = MEMORY, writes: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection that is shut in; `writes` is the only file or folder it may write."""
    with store.told_clearly(path):
        connection = duckdb.connect(str(path), read_only=True, config={**SHUT_IN, "memory_limit": memory})
    try:
        shut(connection, writes)
        yield connection
    finally:
        connection.close()


def shut(connection: duckdb.DuckDBPyConnection, writes: Path | None) -> None:
    """Close every way out, for good; another connection of this process may have done it."""
    if connection.execute("select current_setting('lock_configuration')").fetchall() == [(True,)]:
        return
    connection.execute("set global timezone = 'UTC'")
    if writes:
        place = "allowed_directories" if writes.is_dir() else "allowed_paths"
        quoted = str(writes).replace("'", "''")  # SET takes no parameters
        connection.execute(f"set global {place} = ['{quoted}']")
    connection.execute("set global enable_external_access = false")
    connection.execute("set global lock_configuration = true")


@contextmanager
def reading(home: Path, seconds: float = SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
    """The snapshot of a home, read-only and shut in; what takes longer than `seconds` is interrupted.

    Raises NoSnapshot when nothing was published yet.
    """
    with connected(published(home)) as connection:
        timer = threading.Timer(seconds, connection.interrupt)
        timer.daemon = True
        timer.start()
        try:
            yield connection
        finally:
            timer.cancel()
