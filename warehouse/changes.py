"""Keeps the table of changes true: what each version changed, told once, after the load that began it."""

from __future__ import annotations

from functools import partial
from typing import Any

import duckdb

from warehouse import sql
from warehouse.kinds import Change, State, change
from warehouse.whole import whole

BATCH = 500  # pairs of texts in memory at a time
COMMITTED = 20_000  # articles in a transaction
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


def tell(connection: duckdb.DuckDBPyConnection) -> int:
    """Tell what the articles that wait in `untold` changed; how many changes were new.

    In transactions of some thousand articles each: killed, it goes on from there. A second time it changes
    nothing.
    """
    told = 0
    while connection.execute("from untold limit 1").fetchall():
        told += whole(connection, partial(_tell_some, connection))
    return told


def _tell_some(connection: duckdb.DuckDBPyConnection) -> int:
    for name in ("005_telling", "010_pairs", "020_forget", "030_date", "040_new_pairs"):
        sql.run(connection, f"history/{name}", {"some": COMMITTED})
    ((count,),) = connection.execute("select count(*) from new_pairs").fetchall()
    for start in range(0, int(count), BATCH):
        values: dict[str, object] = {"start": start, "stop": start + BATCH}
        rows = sql.run(connection, "history/batch", values).fetchall()
        sql.hand(connection, "told_changes", columns([(row[:KEYS], of_row(row)) for row in rows]))
        sql.run(connection, "history/keep")
    sql.run(connection, "history/told")
    return int(count)


def of_row(row: tuple[Any, ...]) -> Change:
    """The change between the two states in a row of a batch."""
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
