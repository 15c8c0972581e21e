"""SQL statements by name: each lives in a file of its own, whose first line says what a row is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import duckdb

from warehouse.lake import dialect

PARAMETER = re.compile(r"(?<![\w$])\$([a-z_]+)\b")


@cache
def text(name: str) -> str:
    """The statement in `warehouse/<name>.sql`."""
    return resources.files(__package__).joinpath(f"{name}.sql").read_text(encoding="utf-8")


@cache
def names(folder: str) -> tuple[str, ...]:
    """The names of the statements in a folder of this package, in order."""
    found: list[Traversable] = list(resources.files(__package__).joinpath(folder).iterdir())
    return tuple(sorted(f"{folder}/{f.name.removesuffix('.sql')}" for f in found if f.name.endswith(".sql")))


@cache
def parameters(name: str) -> frozenset[str]:
    """The `$named` parameters that a statement asks for."""
    return frozenset(PARAMETER.findall(text(name)))


def run(
    connection: duckdb.DuckDBPyConnection, name: str, values: dict[str, object] | None = None
) -> duckdb.DuckDBPyConnection:
    """Execute a statement with those of the values that it asks for."""
    given = values or {}
    wanted = {key: given[key] for key in parameters(name)}
    return connection.execute(words(connection, name), wanted or None)


def words(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """The statement as the warehouse of a connection needs it, be it a file or a lake."""
    return in_lake_words(name) if differs(name) and in_lake(connection) else text(name)


def in_lake(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the warehouse of a connection is a DuckLake."""
    return bool(connection.execute(text("queries/in_lake")).fetchall()[0][0])


@cache
def differs(name: str) -> bool:
    """Whether a lake needs the statement in other words."""
    return name in instead() or dialect.ROWID.search(text(name)) is not None


@cache
def in_lake_words(name: str) -> str:
    """The statement as a lake needs it."""
    return text(f"{dialect.INSTEAD}/{name}") if name in instead() else dialect.keyed(text(name))


@cache
def instead() -> frozenset[str]:
    """The statements that a lake has of its own."""
    folder = resources.files(__package__).joinpath(dialect.INSTEAD)
    found = [name for part in folder.iterdir() for name in names(f"{dialect.INSTEAD}/{part.name}")]
    return frozenset(name.removeprefix(f"{dialect.INSTEAD}/") for name in found)


def rows(
    connection: duckdb.DuckDBPyConnection, name: str, values: dict[str, object] | None = None
) -> list[dict[str, object]]:
    """The rows of a query, by column name."""
    found = run(connection, name, values)
    columns = [column[0] for column in found.description or []]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def hand(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, tuple[str, Sequence[object]]]
) -> None:
    """Hand columns of values to SQL as a temporary table; each has a DuckDB type and its values.

    As one JSON text a column: for every string of a list or array DuckDB looks in vain for pandas.
    """
    parts = (f'unnest(from_json(${key}, \'["{kind}"]\')) as "{key}"' for key, (kind, _) in columns.items())
    # The names and types are ours, from this package's code; values never become SQL.
    statement = f'create or replace temp table "{name}" as select {", ".join(parts)}'
    connection.execute(statement, {key: json.dumps(list(values)) for key, (_, values) in columns.items()})
