"""Attaches a DuckLake as the warehouse of a connection, with the extensions that pip installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import duckdb

from warehouse.errors import WrongPlace
from warehouse.place import Lake

NAME = "warehouse"  # what the lake is called in a connection, as the file is by its own name
CATALOG = f"__ducklake_metadata_{NAME}"  # what DuckLake calls its PostgreSQL database there
EXTENSIONS = ("postgres_scanner", "ducklake")
SECONDS = 10  # for PostgreSQL to answer


def connected(
    lake: Lake, settings: dict[str, str | bool | int | float | list[str]]
) -> duckdb.DuckDBPyConnection:
    """A connection whose tables are the lake's; read what can go wrong in `said.explained`.

    Raises WrongPlace where `nightdesk[cluster]` is not installed, WarehouseError.
    """
    own = {key: value for key, value in settings.items() if key != "storage_compatibility_version"}
    connection = duckdb.connect(config=own)
    try:
        for name in (*EXTENSIONS, *(("httpfs",) if "://" in lake.data else ())):
            connection.execute(f"load {quoted(str(extension(name)))}")
        attach(connection, lake)
    except BaseException:
        connection.close()
        raise
    return connection


def attach(connection: duckdb.DuckDBPyConnection, lake: Lake, read_only: bool = False) -> None:
    """Attach the lake and make it the place where names are looked up."""
    catalog = lake.catalog
    if "connect_timeout" not in catalog and "://" not in catalog:
        catalog = f"{catalog} connect_timeout={SECONDS}"
    options = ", ".join((f"data_path {quoted(lake.data)}", *(("read_only",) if read_only else ())))
    # ATTACH takes no parameters; the words are the operator's own, quoted.
    connection.execute(f"attach {quoted(f'ducklake:postgres:{catalog}')} as {NAME} ({options})")
    connection.execute(f"use {NAME}")


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
