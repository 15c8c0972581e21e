"""What a warehouse holds, as a hash of each table's ordered rows: two are the same, or it shows where not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import duckdb

from warehouse import sql

# What was derived from the pages and their ledger. Not: migrations, quarantine (lines of stage files that
# could not be loaded) and fingerprints (derived from the texts of the articles).
TABLES = (
    *("sources", "runs", "crawls", "fetches", "captures_read", "articles", "versions", "changes", "aliases"),
    *("rejects", "stories", "copies"),
)
SHOWN = 3  # rows of each table that differ


@dataclass(frozen=True, slots=True)
class Content:
    """One table's rows: how many, and the hash of all in order, put together from those of its buckets."""

    rows: int
    digest: str
    buckets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """How one table of two warehouses differs."""

    table: str
    rows: tuple[int, int]
    only_before: int  # rows that only the first has
    only_after: int
    fields: tuple[str, ...]  # the fields that differ in rows that both have, the most frequent first
    examples: tuple[str, ...]


def contents(connection: duckdb.DuckDBPyConnection) -> dict[str, Content]:
    """Each table's content."""
    sql.run(connection, "contents/read")
    found = {}
    for table in TABLES:
        buckets = {
            str(row["bucket"]): (int(str(row["n"])), str(row["digest"]))
            for row in sql.rows(connection, "contents/digest", {"table": table})
        }
        digest = sha256(
            "".join(f"{name}{one[1]}" for name, one in sorted(buckets.items())).encode()
        ).hexdigest()
        rows = sum(one[0] for one in buckets.values())
        found[table] = Content(rows, digest, {name: one[1] for name, one in buckets.items()})
    return found


def digest(found: Mapping[str, Content]) -> str:
    """One hash of everything."""
    return sha256("".join(f"{name} {found[name].digest}\n" for name in TABLES).encode()).hexdigest()


def compare(
    before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection
) -> tuple[dict[str, Content], dict[str, Content], list[Difference]]:
    """The contents of two warehouses, and where they differ. Only rows of differing buckets are looked at."""
    one, other = contents(before), contents(after)
    found = [
        difference(table, before, after, one[table], other[table])
        for table in TABLES
        if one[table].digest != other[table].digest
    ]
    return one, other, found


def difference(
    table: str,
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    one: Content,
    other: Content,
) -> Difference:
    """How one table differs."""
    names = {*one.buckets, *other.buckets}
    buckets = sorted(name for name in names if one.buckets.get(name) != other.buckets.get(name))
    values: dict[str, object] = {"table": table, "buckets": buckets}
    old, new = (dict(sql.run(side, "contents/rows", values).fetchall()) for side in (before, after))
    only_before = {key: json.loads(old[key]) for key in old.keys() - new.keys()}
    only_after = {key: json.loads(new[key]) for key in new.keys() - old.keys()}
    fields, examples = _told(list(only_before.values()), list(only_after.values()))
    return Difference(table, (one.rows, other.rows), len(only_before), len(only_after), fields, examples)


def _told(
    old: list[dict[str, object]], new: list[dict[str, object]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which fields differ in rows of the same first column, and some of them in words."""
    fields: Counter[str] = Counter()
    examples: list[str] = []
    by_key = {str(next(iter(row.values()))): row for row in new}
    for row in sorted(old, key=str):
        key = str(next(iter(row.values())))
        twin = by_key.get(key)
        if twin is None:
            examples.append(f"{key}: only before")
            continue
        differing = [name for name in row if row[name] != twin[name]]
        fields.update(differing)
        examples += [f"{key}: {name} {row[name]!s:.60} -> {twin[name]!s:.60}" for name in differing[:1]]
    return tuple(name for name, _ in fields.most_common()), tuple(examples[:SHOWN])
