"""The promises that the tables can break: each check is a query that returns the offending rows."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from warehouse import sql

SHOWN = 5  # examples of each broken check


@dataclass(frozen=True, slots=True)
class Broken:
    """A check that found something."""

    check: str  # its name: "p4_one_article_for_a_key"
    promise: int
    says: str  # what is wrong, in words
    rows: int
    examples: tuple[str, ...]


def run(connection: duckdb.DuckDBPyConnection) -> list[Broken]:
    """Every check that finds an offending row, in order of the promises."""
    found = [_broken(connection, name) for name in sql.names("checks")]
    return [one for one in found if one is not None]


def _broken(connection: duckdb.DuckDBPyConnection, name: str) -> Broken | None:
    rows = sql.rows(connection, name)
    if not rows:
        return None
    check = name.rpartition("/")[2]
    says = sql.text(name).partition("\n")[0].removeprefix("-- ")
    shown = (", ".join(f"{key} {value}" for key, value in row.items()) for row in rows[:SHOWN])
    return Broken(check, int(check[1]), says, len(rows), tuple(shown))
