"""Finds copies: each new text is compared with the whole archive, first by fingerprints, then by text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse import sql
from warehouse.fingerprints import Hashes, likeness, shingles, sketch
from warehouse.stories import Member, Placed, group

COPY = 0.7  # containment from which one text is a copy of another, or of a part of it
SHORT = 20  # shingles below which a text must be the same nearly word by word
SHORT_COPY = 0.8  # Jaccard index
HITS, SHARE = 2, 0.35  # kept shingles that two texts must share to be compared, and their share of the fewer
BATCH = 5_000  # texts in memory at a time


@dataclass(frozen=True, slots=True)
class Copies:
    """What a search for copies came to."""

    compared: int  # texts that were new
    pairs: int  # pairs of copies that were found
    regrouped: int  # articles that changed their story


def is_copy(one: Hashes, other: Hashes) -> tuple[bool, float, float]:
    """Whether two texts are copies; with Jaccard index and containment."""
    jaccard, containment = likeness(one, other)
    if min(len(one), len(other)) < SHORT:
        return jaccard >= SHORT_COPY, jaccard, containment
    return containment >= COPY, jaccard, containment


def similar_pairs(texts: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The pairs of copies among records of `id` and `text`: `{a, b, jaccard, containment}`, a before b."""
    whole = {str(one["id"]): shingles(str(one["text"])) for one in texts}
    holders: dict[int, list[str]] = defaultdict(list)
    for name, hashes in whole.items():
        for kept in sketch(hashes).tolist():
            holders[kept].append(name)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for names in holders.values():
        for place, one in enumerate(names[:1000]):
            for other in names[place + 1 : 1000]:
                shared[min(one, other), max(one, other)] += 1
    same: dict[bytes, list[str]] = defaultdict(list)
    for name, hashes in whole.items():
        if len(hashes):
            same[hashes.tobytes()].append(name)
    asked = {pair for pair, hits in shared.items() if hits >= HITS}
    asked |= {(min(a, b), max(a, b)) for names in same.values() for a in names[:1] for b in names[1:]}
    for a, b in sorted(asked):
        found, jaccard, containment = is_copy(whole[a], whole[b])
        if found:
            yield {"a": a, "b": b, "jaccard": round(jaccard, 4), "containment": round(containment, 4)}


def find_copies(connection: duckdb.DuckDBPyConnection) -> Copies:
    """Compare what is new with all there is, and regroup the stories it touches. In one transaction.

    A second time it finds nothing new and changes nothing.
    """
    connection.begin()
    try:
        for name in ("compared_again", "partners", "forget_pairs", "forget_fingerprints", "forget_compared"):
            sql.run(connection, f"copies/{name}")
        bereft = [str(row[0]) for row in connection.execute("select article_id from bereft").fetchall()]
        compared = pairs = 0
        touched = set(bereft)
        while batch := sql.run(connection, "copies/changed").fetchmany(BATCH):
            found = _compare(connection, batch)
            compared, pairs = compared + len(batch), pairs + found
            touched.update(str(row[0]) for row in batch)
        regrouped = _regroup(connection, touched)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return Copies(compared, pairs, regrouped)


def _compare(connection: duckdb.DuckDBPyConnection, batch: list[tuple[Any, ...]]) -> int:
    """Keep the fingerprints of a batch of texts, and the copies found among all; how many pairs."""
    hashes = {str(row[0]): shingles(row[3] or "") for row in batch}
    kept = {name: sketch(one) for name, one in hashes.items()}
    sources = {str(row[0]): str(row[1]) for row in batch}
    sources = {str(row[0]): str(row[1]) for row in batch}
    sizes = [len(one) for one in kept.values()]
    sql.hand(
        connection,
        "new_fingerprints",
        {
            "hash": ("UBIGINT", [one for hashes in kept.values() for one in hashes.tolist()]),
            "article_id": ("VARCHAR", [name for name, hashes in kept.items() for _ in hashes]),
            "source": ("VARCHAR", [sources[name] for name, hashes in kept.items() for _ in hashes]),
        },
    )
    sql.hand(
        connection,
        "new_texts",
        {
            "article_id": ("VARCHAR", list(hashes)),
            "source": ("VARCHAR", [sources[name] for name in hashes]),
            "body_hash": ("UUID", [str(row[2]) if row[2] else None for row in batch]),
            "shingles": ("INTEGER", [len(one) for one in hashes.values()]),
            "kept": ("INTEGER", sizes),
        },
    )
    sql.run(connection, "copies/keep_fingerprints")
    sql.run(connection, "copies/keep_compared")
    return _verify(connection, sql.run(connection, "copies/candidates").fetchall())


def _verify(connection: duckdb.DuckDBPyConnection, candidates: list[tuple[str, str]]) -> int:
    """Compare candidate pairs text by text, and keep those that are copies; how many."""
    found: list[tuple[str, str, float, float]] = []
    for start in range(0, len(candidates), BATCH):
        some = candidates[start : start + BATCH]
        paired = {
            "article_id": ("VARCHAR", [a for a, _ in some]),
            "other_id": ("VARCHAR", [b for _, b in some]),
        }
        sql.hand(connection, "paired", paired)
        whole = {
            name: shingles(body or "") for name, body in sql.run(connection, "copies/texts_of").fetchall()
        }
        for a, b in some:
            copied, jaccard, containment = is_copy(whole[a], whole[b])
            if copied:
                found.append((a, b, jaccard, containment))
    columns = list(zip(*found, strict=True)) or [(), (), (), ()]
    kinds = {"article_id": "VARCHAR", "other_id": "VARCHAR", "jaccard": "DOUBLE", "containment": "DOUBLE"}
    verified = {
        name: (kind, list(column)) for (name, kind), column in zip(kinds.items(), columns, strict=True)
    }
    sql.hand(connection, "verified", verified)
    sql.run(connection, "copies/keep_pairs")
    return len(found)


def _regroup(connection: duckdb.DuckDBPyConnection, touched: set[str]) -> int:
    """Group anew all articles that are tied to the touched ones by copies; how many changed their story."""
    circle, edge = set(touched), touched
    while edge:
        sql.hand(connection, "circle", {"article_id": ("VARCHAR", sorted(edge))})
        near = {str(row[0]) for row in sql.run(connection, "copies/neighbours").fetchall()}
        edge = near - circle
        circle |= near
    sql.hand(connection, "circle", {"article_id": ("VARCHAR", sorted(circle))})
    members = [Member(*row) for row in sql.run(connection, "copies/circle_articles").fetchall()]
    pairs = [(a, b, sure) for a, b, _, sure in sql.run(connection, "copies/circle_pairs").fetchall()]
    placed = group(members, pairs)
    sql.hand(connection, "grouped", _columns(placed))
    sql.run(connection, "copies/regroup")
    sql.run(connection, "copies/story_counts")
    return sum(one.story_id != one.former_id for one in placed)


def _columns(placed: list[Placed]) -> dict[str, tuple[str, list[Any]]]:
    return {
        "article_id": ("VARCHAR", [one.article_id for one in placed]),
        "story_id": ("VARCHAR", [one.story_id for one in placed]),
        "former_id": ("VARCHAR", [one.former_id for one in placed]),
        "likeness": ("DOUBLE", [one.likeness for one in placed]),
    }
