"""What DuckLake, PostgreSQL and object storage say when something is wrong, as one clear sentence."""

from __future__ import annotations

import re

import duckdb

from warehouse.errors import CannotWrite, CatalogUnreachable, NotAWarehouse, WarehouseError, WarehouseTooNew
from warehouse.place import Lake

CONFLICT = re.compile(
    r"transaction conflict|conflict on (?:tuple|update)|write-write conflict|could not serialize",
    re.IGNORECASE,
)
LOST = re.compile(
    r"server closed the connection|terminating connection|connection to server|could not translate host name|"
    r"unable to connect to postgres|connection (?:refused|reset|timed out)|no connection to the server|"
    r"ssl (?:syscall error|connection has been closed)|the database system is (?:starting|shutting)|"
    r"could not (?:receive data from|send data to) server|"
    r"current transaction is aborted|"  # what is said of all that follows, where it is not said why
    r"failed to execute query \"(?:rollback|commit|begin)|"
    r"failed to (?:get|prepare|probe|load|query|fetch|read|execute|write|retrieve)\b[^:]*ducklake",
    re.IGNORECASE,
)
# Of the files on object storage: no connection, or more than the server can do.
FILES_LOST = re.compile(r"error for HTTP [A-Z]+ to|HTTP 50[0234]\b")
# DuckDB found itself in a state that should not be, and does nothing more with what this process has open.
GIVEN_UP = re.compile(r"^INTERNAL Error|database has been invalidated")
FATAL = re.compile(r"(?:FATAL|ERROR):\s*(?P<why>[^\n]+)")
WHY = re.compile(
    r"(?:failed|address): (?P<why>[^\n]+)|(?P<host>could not translate host name [^\n]+)|"
    r"(?P<option>invalid [^\n]+ option [^\n]+)"
)
VERSIONS = re.compile(
    r"catalog version is (?P<is>[\w.-]+), but the extension requires version (?P<wanted>[\w.-]+)"
)
PLACES = re.compile(
    r'DATA_PATH parameter "(?P<given>[^"]*)" does not match existing data path in the catalog "(?P<is>[^"]*)"'
)
SECRET = re.compile(r"(?i)(password\s*=\s*)('(?:[^'\\]|\\.)*'|\S+)|(//[^/:@\s]*:)[^/@\s]*(?=@)")
REFUSED = re.compile(
    r"(?:FATAL|ERROR):[^\n]*(?:does not exist|permission denied|authentication failed|no pg_hba.conf entry)|"
    r"no password supplied"
)


def is_conflict(error: BaseException) -> bool:
    """Whether another writer was first: the same transaction may be tried again."""
    return isinstance(error, duckdb.Error) and bool(CONFLICT.search(str(error)))


def is_lost(error: BaseException) -> bool:
    """Whether the server of catalog or files went away: the same may be tried again once it is back."""
    words = str(error)
    if not isinstance(error, duckdb.Error) or is_given_up(error):
        return False
    return files_lost(words) or (bool(LOST.search(words)) and not refused(words))


def is_given_up(error: BaseException) -> bool:
    """Whether DuckDB does nothing more in this connection nor those beside it: only a new one helps.

    A PostgreSQL that is killed while DuckLake reads its answer may be told so.
    """
    return isinstance(error, duckdb.Error) and bool(GIVEN_UP.search(str(error)))


def files_lost(words: str) -> bool:
    """Whether it is the place of the Parquet files that went away."""
    return bool(FILES_LOST.search(words))


def refused(words: str) -> bool:
    """Whether the server answered, and will answer the same again."""
    return bool(REFUSED.search(words))


def explained(lake: Lake, words: str) -> WarehouseError | None:
    """The WarehouseError that a message stands for, if any."""
    if found := VERSIONS.search(words):
        return other_version(lake, found["is"], found["wanted"])
    if found := PLACES.search(words):
        return NotAWarehouse(
            f"{lake} keeps its Parquet files in {found['is']}, not in {found['given']}: configure that place"
        )
    if GIVEN_UP.search(words):
        return CatalogUnreachable(
            f"DuckDB gave up at {lake}: {first(words)}; run it again: nothing is done twice"
        )
    if files_lost(words):
        return CatalogUnreachable(f"{lake.data} can't be reached: {first(words)}; nothing was changed")
    if refused(words):
        return CatalogUnreachable(f"{lake} can't be used: {why(words)}; nothing was changed")
    if LOST.search(words):
        return CatalogUnreachable(f"{lake} can't be reached: {why(words)}; nothing was changed")
    low = words.lower()
    if "nosuchbucket" in low:
        return CannotWrite(f"{lake.data}: there is no such bucket; nothing was changed")
    if "invalid connection option" in low or 'missing "="' in low:
        return NotAWarehouse(f"{lake} is no address that PostgreSQL knows: {why(words)}")
    if any(
        sign in low
        for sign in ("no space left", "disk quota", "not enough disk space", "could not extend file")
    ):
        return CannotWrite(f"no space is left for {lake} or its files in {lake.data}; nothing was changed")
    if any(
        sign in low for sign in ("http 403", "accessdenied", "http 401", "invalidaccesskeyid", "expiredtoken")
    ):
        return CannotWrite(
            f"{lake.data} refuses us: credentials are missing, wrong or expired; nothing was changed"
        )
    if any(
        sign in low
        for sign in (
            "permission denied",
            "cannot open file",
            "could not create directory",
            "failed to create directory",
        )
    ):
        return CannotWrite(f"{lake.data} can't be written: {first(words)}; nothing was changed")
    return None


def other_version(lake: Lake, found: str, wanted: str) -> WarehouseError:
    """What to do about a catalog of an older or newer DuckLake."""
    if numbers(found) > numbers(wanted):
        return WarehouseTooNew(
            f"{lake} is of DuckLake {found}, DuckDB {duckdb.__version__} knows {wanted}: update Nightdesk"
        )
    return WarehouseTooNew(
        f"{lake} is of DuckLake {found}, DuckDB {duckdb.__version__} wants {wanted}: back it up with "
        "pg_dump, then attach it once with (automatic_migration true), as docs/scale.md shows"
    )


def numbers(version: str) -> list[int]:
    """A version to compare."""
    return [int(part) for part in re.findall(r"\d+", version)]


def why(words: str) -> str:
    """The part of a message that says why."""
    for found in (FATAL.search(words), WHY.search(words)):
        if found:
            return masked(next(part for part in found.groups() if part)).strip()
    return first(words)


def first(words: str) -> str:
    """The first line of a message, without a password."""
    return masked(words.partition("\n")[0])


def masked(words: str) -> str:
    """Words in which no password stands."""
    return SECRET.sub(lambda found: f"{found[1] or found[3]}***", words)
