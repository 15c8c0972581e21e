"""Finds copies: new texts are compared with the whole archive, and the stories they touch are made anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import duckdb

from warehouse import sql
from warehouse.comparing import LEAST, Pair, Text, compare
from warehouse.stories import Grouped, group
from warehouse.whole import whole

BATCH = 20_000  # texts in memory at a time
COMMITTED = 100_000  # texts in a transaction
GARBAGE = (
    1.25  # times as many texts compared as there are versions: then those that are no more are forgotten
)


@dataclass(frozen=True, slots=True)
class Copies:
    """What a search for copies came to."""

    compared: int  # texts that were new
    pairs: int  # pairs of copies that were found
    regrouped: int  # articles that changed their story


def find_copies(connection: duckdb.DuckDBPyConnection, anew: bool = False) -> Copies:
    """Compare what is new with all there is, and make the stories it touches anew.

    In one transaction, unless very many texts are new. A second time it changes nothing.
    `anew`: forget what was found, and compare all.
    """
    connection.execute("create or replace temp table newly_alike as from alike limit 0")
    compared = pairs = 0
    while True:
        some, finished = whole(connection, partial(_find_some, connection, anew))
        compared, pairs, anew = compared + some.compared, pairs + some.pairs, False
        if finished:
            return Copies(compared, pairs, some.regrouped)


def _find_some(connection: duckdb.DuckDBPyConnection, anew: bool) -> tuple[Copies, bool]:
    """One transaction's part of the work, and whether it was the last; what was found so far stands."""
    for name in ("compared", "fingerprints", "alike", "placed") if anew else ():
        sql.run(connection, f"copies/empty_{name}")
    _forget(connection)
    sql.run(connection, "copies/uncompared")
    ((count,),) = connection.execute("select count(*) from uncompared").fetchall()
    some, pairs = min(int(count), COMMITTED), 0
    for start in range(0, some, BATCH):
        pairs += _compare_batch(connection, start, min(start + BATCH, some))
    if count > some:
        return Copies(some, pairs, 0), False
    return Copies(some, pairs, _regroup(connection)), True


def _forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget the fingerprints of texts that are no more, once they are many: it rewrites those tables."""
    ((compared, versions),) = sql.run(connection, "copies/count_gone").fetchall()
    if compared > GARBAGE * versions + BATCH:
        for name in ("compared", "fingerprints", "alike"):
            sql.run(connection, f"copies/forget_{name}")


def _compare_batch(connection: duckdb.DuckDBPyConnection, start: int, stop: int) -> int:
    """Compare some of the new texts with all; how many pairs of copies they brought."""
    rows = sql.run(connection, "copies/next_texts", {"start": start, "stop": stop}).fetchall()
    texts = [Text(key, source, body or "") for key, source, body in rows]
    found = compare(connection, texts, lambda: _bodies(connection))
    _hand_pairs(connection, found)
    sql.run(connection, "copies/keep_pairs")
    connection.execute("insert into newly_alike from found")
    return len(found)


def _bodies(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[UUID, str]]:
    """The wanted texts, from the versions; those that lie together are fetched together."""
    sql.run(connection, "copies/places")
    stretches = connection.execute("select distinct stretch from places order by stretch").fetchall()
    for (stretch,) in stretches:
        for key, body in sql.run(connection, "copies/bodies", {"stretch": stretch}).fetchall():
            yield key, body or ""


def _hand_pairs(connection: duckdb.DuckDBPyConnection, pairs: Sequence[Pair]) -> None:
    columns: dict[str, tuple[str, Sequence[object]]] = {
        "body_hash": ("UUID", [str(pair.one) for pair in pairs]),
        "other_hash": ("UUID", [str(pair.other) for pair in pairs]),
        "jaccard": ("DOUBLE", [pair.jaccard for pair in pairs]),
        "containment": ("DOUBLE", [pair.containment for pair in pairs]),
    }
    sql.hand(connection, "found", columns)


def _regroup(connection: duckdb.DuckDBPyConnection) -> int:
    """Make all stories anew that what is new may change; how many articles changed their story."""
    for name in ("moved", "circle"):
        sql.run(connection, f"copies/{name}")
    while sql.run(connection, "copies/widen").fetchall()[0][0]:
        pass
    words = sql.run(connection, "copies/circle_texts", {"least": LEAST}).fetchall()
    pairs = sql.run(connection, "copies/circle_pairs").fetchall()
    grouped: list[Grouped[UUID]] = group(words, pairs)
    columns: dict[str, tuple[str, Sequence[object]]] = {
        "body_hash": ("UUID", [str(one.text) for one in grouped]),
        "leader": ("UUID", [str(one.leader) for one in grouped]),
        "likeness": ("DOUBLE", [one.likeness for one in grouped]),
    }
    sql.hand(connection, "grouped", columns)
    sql.run(connection, "copies/told")
    ((changed,),) = sql.run(connection, "copies/regroup").fetchall()
    for name in ("story_counts", "drop_stories", "forget_placed", "keep_placed"):
        sql.run(connection, f"copies/{name}")
    return int(changed)
