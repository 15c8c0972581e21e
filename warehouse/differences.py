"""What reading again would change, field by field, with the largest differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappushpop
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from warehouse import sql
from warehouse.before import BATCH, longest
from warehouse.plain import plain

SHOWN = 5  # examples of each field


@dataclass(frozen=True, slots=True)
class Example:
    """One page whose field would change."""

    article_id: str | None
    url: str
    before: str | None
    after: str | None


@dataclass(slots=True)
class Field:
    """What would become of one field."""

    changed: int = 0  # it says something else
    appeared: int = 0  # it said nothing
    vanished: int = 0  # it says nothing any more
    largest: list[tuple[int, int, Example]] = field(default_factory=list, repr=False)

    @property
    def total(self) -> int:
        """How many pages it would change on."""
        return self.changed + self.appeared + self.vanished

    def examples(self) -> list[Example]:
        """The largest differences first."""
        return [one for _, _, one in sorted(self.largest, key=lambda one: (-one[0], one[1]))]


@dataclass(slots=True)
class Differences:
    """What reading again would change."""

    pages: int = 0
    compared: int = 0  # of these, pages that opened a version and are articles still: field by field
    extractors: Counter[str] = field(default_factory=Counter)  # what had read them
    fields: dict[str, Field] = field(default_factory=dict)


def compare(connection: duckdb.DuckDBPyConnection, readings: list[Path]) -> Differences:
    """Compare readings with what the warehouse says of the same captures. It changes nothing."""
    found, numbers = Differences(), count()
    for path in readings:
        for row in _rows(connection, path):
            found.pages += 1
            found.extractors[str(row["extractor"])] += 1
            told = {"verdict": (row["verdict"], row["new_verdict"])}
            if row["opened"] and row["is_article"]:
                found.compared += 1
                told |= {name: (row["said"][name], row["says"][name]) for name in row["said"]}
            for name, (before, after) in told.items():
                _note(found.fields.setdefault(name, Field()), row, before, after, next(numbers))
    return found


def _rows(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[dict[str, Any]]:
    rows = sql.run(connection, "rereads/compared", {"readings": str(path), "longest": longest(path)})
    columns = [column[0] for column in rows.description or []]
    while batch := rows.fetchmany(BATCH):
        for row in batch:
            yield dict(zip(columns, row, strict=True))


def _note(of: Field, row: dict[str, Any], before: object, after: object, number: int) -> None:
    """Count one page's field, and keep it if the difference is among the largest."""
    old, new = said(before), said(after)
    if plain(old) == plain(new):
        return
    if old is None:
        of.appeared += 1
    elif new is None:
        of.vanished += 1
    else:
        of.changed += 1
    size = ((Counter((old or "").split()) - Counter((new or "").split())).total()) + (
        (Counter((new or "").split()) - Counter((old or "").split())).total()
    )
    one = (size, -number, Example(row["article_id"], row["url"], old, new))
    if len(of.largest) < SHOWN:
        of.largest.append(one)
        of.largest.sort()
    else:
        heappushpop(of.largest, one)


def said(value: object) -> str | None:
    """A field's value as text; None if the page does not say."""
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value) or None
    return None if value is None or value == "" else str(value)
