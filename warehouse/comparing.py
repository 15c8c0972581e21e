"""Compares new texts with all there are: first by fingerprints, in SQL, then shingle by shingle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import duckdb
import numpy as np

from warehouse import sql
from warehouse.fingerprints import Hashes, likeness, scale, shingles, sketch

COPY = 0.7  # containment from which one text is a copy of another, or of a part of it
LEAST = 16  # shingles (about twenty words) below which a text is too short to be anybody's copy
SHORT = 24  # shingles below which a text must be the same nearly word by word
SHORT_COPY = 0.8  # Jaccard index
AT_ONCE = 50_000  # candidate pairs whose texts are looked at together

Bodies = Callable[[], Iterable[tuple[UUID, str]]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be compared; texts with the same key are the same."""

    key: UUID
    source: str  # who printed it
    body: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of which one is a copy of the other, or of a part of it."""

    one: UUID
    other: UUID
    jaccard: float
    containment: float


def is_copy(one: Hashes, other: Hashes) -> tuple[bool, float, float]:
    """Whether two texts are copies; with Jaccard index and containment."""
    jaccard, containment = likeness(one, other)
    shorter = min(len(one), len(other))
    if shorter < LEAST:
        return False, jaccard, containment
    return (jaccard >= SHORT_COPY if shorter < SHORT else containment >= COPY), jaccard, containment


def compare(connection: duckdb.DuckDBPyConnection, texts: Sequence[Text], bodies: Bodies) -> list[Pair]:
    """Keep the fingerprints of new texts; return their copies, among themselves and among all before.

    `bodies` gives the texts that the temporary table `wanted` names.
    """
    known = dict(zip((text.key for text in texts), shingles([text.body for text in texts]), strict=True))
    keep(connection, texts, known)
    for name in ("looked_up", "everywhere", "candidates"):
        sql.run(connection, f"copies/{name}", {"least": LEAST})
    ((count,),) = connection.execute("select count(*) from candidates").fetchall()
    found: list[Pair] = []
    for start in range(0, int(count), AT_ONCE):
        sql.run(connection, "copies/asked", {"start": start, "stop": start + AT_ONCE})
        sql.run(connection, "copies/wanted")
        asked = connection.execute("select body_hash, other_hash from asked").fetchall()
        found.extend(verified(asked, known, bodies))
    return found


def keep(connection: duckdb.DuckDBPyConnection, texts: Sequence[Text], known: Mapping[UUID, Hashes]) -> None:
    """Write down the fingerprints of new texts."""
    kept = {key: sketch(hashes) for key, hashes in known.items()}
    sql.hand(
        connection,
        "new_texts",
        {
            "body_hash": ("UUID", [str(text.key) for text in texts]),
            "source": ("VARCHAR", [text.source for text in texts]),
            "shingles": ("INTEGER", [len(known[text.key]) for text in texts]),
            "scale": ("INTEGER", [scale(len(known[text.key])) for text in texts]),
            "kept": ("INTEGER", [len(kept[text.key]) for text in texts]),
            "number": ("INTEGER", range(len(texts))),
        },
    )
    numbers = np.repeat(np.arange(len(texts), dtype=np.int32), [len(one) for one in kept.values()])
    hashes = np.concatenate([*kept.values(), np.zeros(0, np.uint64)])
    connection.register("handed", {"hash": hashes, "number": numbers})
    for name in ("new_fingerprints", "keep_fingerprints", "keep_compared"):
        sql.run(connection, f"copies/{name}")
    connection.unregister("handed")


def verified(
    asked: Iterable[tuple[UUID, UUID]], known: Mapping[UUID, Hashes], bodies: Bodies
) -> Iterable[Pair]:
    """Those of the candidate pairs that are copies; a text that is no more is nobody's."""
    rows = list(bodies())
    fetched = shingles([body for _, body in rows])
    whole = {**known, **dict(zip((key for key, _ in rows), fetched, strict=True))}
    for one, other in asked:
        if one in whole and other in whole:
            found, jaccard, containment = is_copy(whole[one], whole[other])
            if found:
                yield Pair(one, other, jaccard, containment)
