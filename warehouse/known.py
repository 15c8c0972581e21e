"""Writes known.jsonl: what a crawl needs to know of a source, so that it need not open the warehouse."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

import duckdb

from warehouse import sql

BATCH = 10_000  # rows held in memory at a time
Line = dict[str, object]


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
    for this crawl; a failing server is no look, a refusal is one. Sources with one plan of revisits are
    looked up together: a look at the whole warehouse costs the same for one as for a thousand.
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
    with open_path.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
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
    documents: dict[str, list[Line]] = defaultdict(list)
    for row in sql.rows(connection, "queries/known_documents", {"sources": list(sources), "now": now}):
        source = str(row.pop("source"))
        documents[source].append({"what": "document", **row})
    left = set(sources)
    for source, pages in groupby(
        _pages(connection, sources, revisits, now), lambda line: str(line.pop("source"))
    ):
        left.discard(source)
        yield source, _chained(documents[source], pages)
    for source in sorted(left):
        yield source, iter(documents[source])


def _chained(documents: Iterable[Line], pages: Iterable[Line]) -> Iterator[Line]:
    yield from documents
    yield from pages


def _pages(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[str],
    revisits: Sequence[timedelta],
    now: datetime,
) -> Iterator[Line]:
    """The pages of all these sources, by source."""
    values: dict[str, object] = {
        "sources": list(sources),
        "revisits": [revisit.total_seconds() for revisit in revisits],
        "now": now,
    }
    found = sql.run(connection, "queries/known_pages", values)
    while batch := found.fetchmany(BATCH):
        for source, url_key, url, due_at, etag, last_modified, is_article, title, published_at in batch:
            hints = {"title": title, "published_at": published_at.isoformat() if published_at else None}
            yield {
                "source": source,
                "what": "page",
                "url_key": url_key,
                "url": url,
                "due_at": due_at.isoformat() if due_at else None,
                "etag": etag,
                "last_modified": last_modified,
                "article": is_article,
            } | (hints if due_at and any(hints.values()) else {})
