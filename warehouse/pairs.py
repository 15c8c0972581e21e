"""The pairs of copies among the texts of a file, found by the very code that finds them in the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import Any
from uuid import UUID

import duckdb

from warehouse import migrate
from warehouse.comparing import LEAST, Text, compare
from warehouse.fingerprints import shingles

BATCH = 20_000  # texts in memory as shingles at a time


def similar_pairs(texts: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The pairs of copies among records of `id` and `text`: `{a, b, jaccard, containment}`, a before b.

    A record may name its `source`: what many texts of one source have in common tells nothing.
    """
    names: dict[str, list[str]] = defaultdict(list)
    sources: dict[str, str] = {}
    for one in texts:
        body = str(one["text"])
        names[body].append(str(one["id"]))
        sources.setdefault(body, str(one.get("source") or one["id"]))
    bodies = list(names)
    for body in bodies:
        if len(names[body]) > 1 and len(shingles([body])[0]) >= LEAST:
            yield from (_pair(a, b, 1.0, 1.0) for a, b in combinations(names[body], 2))
    with duckdb.connect() as connection:
        migrate.migrate(connection)
        for start in range(0, len(bodies), BATCH):
            batch = [
                Text(UUID(int=n), sources[body], body)
                for n, body in enumerate(bodies[start : start + BATCH], start)
            ]
            for pair in compare(connection, batch, lambda: _wanted(connection, bodies)):
                for a, b in product(names[bodies[pair.one.int]], names[bodies[pair.other.int]]):
                    yield _pair(a, b, pair.jaccard, pair.containment)


def _wanted(connection: duckdb.DuckDBPyConnection, bodies: list[str]) -> Iterator[tuple[UUID, str]]:
    for (key,) in connection.execute("from wanted").fetchall():
        yield key, bodies[key.int]


def _pair(a: str, b: str, jaccard: float, containment: float) -> dict[str, Any]:
    first, second = min(a, b), max(a, b)
    return {"a": first, "b": second, "jaccard": round(jaccard, 4), "containment": round(containment, 4)}
