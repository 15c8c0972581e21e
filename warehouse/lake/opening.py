"""Attaches a DuckLake as the warehouse of a connection, with the extensions that pip installed."""

from __future__ import annotations

import logging
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from warehouse.errors import WrongPlace
from warehouse.lake import leaving
from warehouse.lake.said import first, is_given_up, is_lost
from warehouse.place import Lake

NAME = "warehouse"  # what the lake is called in a connection, as the file is by its own name
CATALOG = f"__ducklake_metadata_{NAME}"  # what DuckLake calls its PostgreSQL database there
EXTENSIONS = ("postgres_scanner", "ducklake")
SECONDS = 10  # for PostgreSQL to answer
PATIENCE = 60.0  # seconds that it may be away
LOG = logging.getLogger("nightdesk.warehouse")
_OPENED: set[Lake] = set()  # by this process: their addresses are right


def connected(
    lake: Lake,
    settings: dict[str, str | bool | int | float | list[str]],
    read_only: bool = False,
    snapshot: int | None = None,
) -> duckdb.DuckDBPyConnection:
    """A connection whose tables are the lake's; read what can go wrong in `said.explained`.

    `snapshot`: as it was at that one, read-only. Raises WrongPlace where `nightdesk[cluster]` is not
    installed, WarehouseError.
    """
    own = {key: value for key, value in settings.items() if key != "storage_compatibility_version"}
    connection = duckdb.connect(config=own)
    try:
        for name in (*EXTENSIONS, *(("httpfs",) if "://" in lake.data else ())):
            connection.execute(f"load {quoted(str(extension(name)))}")
        if "://" in lake.data:
            let_in(connection, lake)
        attach(connection, lake, read_only or snapshot is not None, snapshot)
        leaving.SESSIONS.end_left(connection, CATALOG)
    except BaseException:
        leaving.close(connection)
        raise
    return connection


def awaited(
    lake: Lake, settings: dict[str, str | bool | int | float | list[str]]
) -> duckdb.DuckDBPyConnection:
    """The same; where we had it open before, a server that is away for a moment is waited for."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection = connected(lake, settings)
        except duckdb.Error as error:
            if (
                lake not in _OPENED
                or not (is_lost(error) or is_given_up(error))
                or time.monotonic() >= deadline
            ):
                raise
            LOG.warning("the catalog is asked again: %s", first(str(error)))
        else:
            _OPENED.add(lake)
            return connection
        time.sleep(1)


def let_in(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Give the connection, and it alone, the credentials that S3's own chain finds here.

    Environment, ~/.aws, the role of the machine. Raises WrongPlace where there are none.
    """
    try:
        session = import_module("botocore.session").get_session()
    except ImportError as error:
        raise WrongPlace(f"{lake.data} needs the extra packages: install nightdesk[cluster]") from error
    found = session.get_credentials()
    if found is None:
        raise WrongPlace(
            f"no credentials were found for {lake.data}: S3 reads AWS_ACCESS_KEY_ID, ~/.aws, ..."
        )
    keys, endpoint = found.get_frozen_credentials(), urlsplit(lake.s3_endpoint or "")
    told = {
        "key_id": keys.access_key,
        "secret": keys.secret_key,
        "session_token": keys.token,
        "region": lake.s3_region or session.get_config_variable("region") or "us-east-1",
        **({"endpoint": endpoint.netloc, "url_style": "path"} if lake.s3_endpoint else {}),
    }
    options = ", ".join(f"{name} {quoted(value)}" for name, value in told.items() if value)
    tls = ", use_ssl false" if endpoint.scheme == "http" else ""
    try:
        connection.execute(f"create temporary secret archive (type s3, {options}{tls})")
    except duckdb.Error:  # its message would repeat the statement
        raise WrongPlace(f"the credentials for {lake.data} are not such as DuckDB takes") from None


def attach(
    connection: duckdb.DuckDBPyConnection, lake: Lake, read_only: bool = False, snapshot: int | None = None
) -> None:
    """Attach the lake and make it the place where names are looked up."""
    catalog = addressed(lake.catalog)
    options = f"data_path {quoted(lake.data)}"
    options += ", read_only" if read_only else ""
    options += f", snapshot_version {snapshot:d}" if snapshot is not None else ""
    # ATTACH takes no parameters; the words are the operator's own, quoted.
    connection.execute(f"attach {quoted(f'ducklake:postgres:{catalog}')} as {NAME} ({options})")
    connection.execute(f"use {NAME}")


def addressed(catalog: str) -> str:
    """A catalog's address, in words or as a URL, with our name for the session and a limit to its wait."""
    more = [f"application_name={leaving.SESSIONS.name}"]
    if "connect_timeout" not in catalog:
        more.append(f"connect_timeout={SECONDS}")
    if "://" not in catalog:
        return " ".join([catalog, *more])
    return catalog + ("&" if "?" in catalog else "?") + "&".join(more)


def extension(name: str) -> Path:
    """The file of a DuckDB extension. Raises WrongPlace where it is not installed."""
    spec = find_spec(f"duckdb_extension_{name}")
    folder = (
        Path(next(iter(spec.submodule_search_locations)))
        if spec and spec.submodule_search_locations
        else None
    )
    path = folder / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension" if folder else None
    if path is None or not path.exists():
        raise WrongPlace(
            f"a DuckLake needs DuckDB's extension {name} for DuckDB {duckdb.__version__}: "
            "install nightdesk[cluster]"
        )
    return path


def quoted(words: str) -> str:
    """Words as SQL has them."""
    return "'" + words.replace("'", "''") + "'"
