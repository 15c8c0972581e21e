"""Writes known.jsonl: what a crawl needs to know of a source, so that it need not open the warehouse."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import orjson

from warehouse import sql

BATCH = 100  # lines held in memory at a time
TOGETHER = 1_000  # pages that are not due, in one line
Line = bytes  # of JSON


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source whose known.jsonl is wanted, and where."""

    source: str
    revisits: tuple[timedelta, ...]
    path: Path


def write(connection: duckdb.DuckDBPyConnection, wanted: Iterable[Wanted], now: datetime) -> int:
    """Write known.jsonl of these sources, each whole or not at all; return how many lines they have.

    A page is due at the first of its revisits (counted from its first sight) that no look has answered yet,
    or never again; a revisit after 0 s is always due. Looks after `now` don't exist yet
    for this crawl; a failing server is no look, a refusal is one. Of a page that is not due `now` only what
    keeps it from being asked for is told, many in a line: these grow with the archive, not with the night.
    Sources with one plan of revisits are looked up together: a look at the whole warehouse costs the same for
    one as for a thousand.
    """
    alike: dict[tuple[timedelta, ...], dict[str, Path]] = defaultdict(dict)
    for one in wanted:
        alike[one.revisits][one.source] = one.path
    lines = 0
    for revisits, paths in alike.items():
        for source, found in known(connection, list(paths), revisits, now):
            lines += _write(paths[source], found)
    return lines


def _write(path: Path, lines: Iterable[Line]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    open_path, written = path.with_name(path.name + ".open"), 0
    with open_path.open("wb") as file:
        for line in lines:
            file.write(line + b"\n")
            written += 1
        file.flush()
        os.fsync(file.fileno())
    open_path.replace(path)
    return written


def known(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[str],
    revisits: Sequence[timedelta],
    now: datetime,
) -> Iterator[tuple[str, Iterator[Line]]]:
    """Each source with the lines of its known.jsonl, documents first; to be taken one after the other."""
    values: dict[str, object] = {
        "sources": list(sources),
        "revisits": [revisit.total_seconds() for revisit in revisits],
        "now": now,
        "together": TOGETHER,
    }
    documents: dict[str, list[Line]] = defaultdict(list)
    for row in sql.rows(connection, "queries/known_documents", values):
        documents[str(row.pop("source"))].append(orjson.dumps({"what": "document", **row}))
    sql.run(connection, "queries/known_pages", values)
    left = set(sources)
    for source, pages in groupby(_pages(connection, values), itemgetter(0)):
        left.discard(source)
        yield source, chain(documents[source], (line for _, line in pages))
    for source in sorted(left):
        yield source, iter(documents[source])
    connection.execute("drop table known_pages")


def _pages(connection: duckdb.DuckDBPyConnection, values: dict[str, object]) -> Iterator[tuple[str, Line]]:
    """The lines of what was looked up, by source."""
    found = sql.run(connection, "queries/known_lines", values)
    while batch := found.fetchmany(BATCH):
        for source, line in batch:
            yield source, line.encode()
