"""Keeps the table of changes true: what each version changed, told once when the version begins."""

from __future__ import annotations

from typing import Any

import duckdb

from warehouse import sql
from warehouse.kinds import Change, State, change

BATCH = 500  # pairs of texts in memory at a time
COLUMNS = {
    "article_id": "VARCHAR",
    "source": "VARCHAR",
    "capture_id": "VARCHAR",
    "before_capture_id": "VARCHAR",
    "seen_before_at": "TIMESTAMPTZ",
    "seen_at": "TIMESTAMPTZ",
    "state_hash": "UUID",
    "before_hash": "UUID",
    "kind": "VARCHAR",
    "kinds": "VARCHAR[]",
    "removed": "VARCHAR[]",
    "added": "VARCHAR[]",
    "words_removed": "BIGINT",
    "words_added": "BIGINT",
}
KEYS = 8  # the first columns come with the pair, the others from the comparison


def keep(connection: duckdb.DuckDBPyConnection) -> int:
    """Tell the changes of the articles that a load has just touched; how many were new.

    Part of the load's transaction. Where changes are missing beyond these (a warehouse that was made before
    they were kept), all are told.
    """
    told = _keep(connection, every=False)
    return told + (_keep(connection, every=True) if missing(connection) else 0)


def missing(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether there are versions whose change was not told."""
    return bool(sql.run(connection, "queries/changes_missing").fetchall()[0][0])


def tell_all(connection: duckdb.DuckDBPyConnection) -> int:
    """Tell every change, after a migration; how many. In one transaction."""
    connection.begin()
    try:
        connection.execute("create temp table if not exists touched (article_id varchar)")
        told = _keep(connection, every=True)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return told


def _keep(connection: duckdb.DuckDBPyConnection, every: bool) -> int:
    for name in ("010_pairs", "020_forget", "030_date", "untold"):
        sql.run(connection, f"history/{name}", {"every": every})
    ((count,),) = connection.execute("select count(*) from untold").fetchall()
    for start in range(0, int(count), BATCH):
        values: dict[str, object] = {"start": start, "stop": start + BATCH}
        rows = sql.run(connection, "history/new_pairs", values).fetchall()
        sql.hand(connection, "told_changes", columns([(row[:KEYS], of_row(row)) for row in rows]))
        sql.run(connection, "history/keep")
    return int(count)


def of_row(row: tuple[Any, ...]) -> Change:
    """The change between the two states in a row of new_pairs."""
    said = row[KEYS + 1 :]
    half = len(said) // 2
    return change(State(*said[:half]), State(*said[half:]), row[KEYS])


def columns(told: list[tuple[tuple[Any, ...], Change]]) -> dict[str, tuple[str, list[Any]]]:
    """Changes as columns of values that JSON knows."""
    rows = [
        (
            *(str(key) for key in keys),
            one.kinds[0],
            *(list(part) for part in (one.kinds, one.removed, one.added)),
            one.words_removed,
            one.words_added,
        )
        for keys, one in told
    ]
    return {
        name: (kind, list(column))
        for (name, kind), column in zip(COLUMNS.items(), zip(*rows, strict=True), strict=True)
    }
