"""Writes known.jsonl: what a crawl needs to know of a source, so that it need not open the warehouse."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from warehouse import sql

BATCH = 10_000  # rows held in memory at a time


def write(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    revisits: Sequence[timedelta],
    path: Path,
    now: datetime,
) -> int:
    """Write known.jsonl of a source, whole or not at all; return how many lines it has.

    A page is due at the first of its revisits (counted from its first sight) that no look has answered yet,
    or never again; a revisit after 0 s is always due. Looks after `now` don't exist yet
    for this crawl; a failing server is no look, a refusal is one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    open_path = path.with_name(path.name + ".open")
    lines = 0
    with open_path.open("w", encoding="utf-8") as file:
        for record in records(connection, source, revisits, now):
            file.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
            lines += 1
        file.flush()
        os.fsync(file.fileno())
    open_path.replace(path)
    return lines


def records(
    connection: duckdb.DuckDBPyConnection, source: str, revisits: Sequence[timedelta], now: datetime
) -> Iterator[dict[str, object]]:
    """The lines of known.jsonl, documents first."""
    for row in sql.rows(connection, "queries/known_documents", {"source": source, "now": now}):
        yield {"what": "document", **row}
    values: dict[str, object] = {
        "source": source,
        "revisits": [revisit.total_seconds() for revisit in revisits],
        "now": now,
    }
    found = sql.run(connection, "queries/known_pages", values)
    while batch := found.fetchmany(BATCH):
        for url_key, url, due_at, etag, last_modified, is_article in batch:
            yield {
                "what": "page",
                "url_key": url_key,
                "url": url,
                "due_at": due_at.isoformat() if due_at else None,
                "etag": etag,
                "last_modified": last_modified,
                "article": is_article,
            }
