"""Which stored pages are to be read again, written down so that the reader need not open the warehouse."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse import sql

BATCH = 1_000  # rows held in memory at a time


def doubted(connection: duckdb.DuckDBPyConnection, run: str, paths: Mapping[str, Path]) -> int:
    """Write wanted.jsonl of what must be read again before a run's edits are believed; how many pages.

    `paths` says where that of each source is written; all are looked up together.

    A state that was read by another reader than its successor may differ from it for that reason alone.
    Nothing is written where there is nothing to doubt.
    """
    sql.run(connection, "rereads/doubted", {"run": run, "sources": list(paths)})
    pages = 0
    for (source,) in connection.execute("select distinct source from doubted order by source").fetchall():
        sql.run(connection, "rereads/doubted_of", {"source": source})
        pages += _write(connection, paths[source])
    return pages


def stored(connection: duckdb.DuckDBPyConnection, source: str, since: datetime | None, path: Path) -> int:
    """Write wanted.jsonl of a source's stored pages, whole articles seen since then (UTC); how many pages."""
    sql.run(connection, "rereads/stored", {"source": source, "since": since})
    return _write(connection, path)


def unlisted(connection: duckdb.DuckDBPyConnection, listed: Sequence[str]) -> list[str]:
    """The sources with stored pages that are not in a list."""
    return [source for (source,) in sql.run(connection, "rereads/unlisted", {"sources": listed}).fetchall()]


def _write(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Write the pages of the table `wanted`, whole or not at all."""
    if not connection.execute("select count(*) from wanted").fetchall()[0][0]:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".open")
    lines = 0
    with unfinished.open("w", encoding="utf-8") as file:
        for record in _records(connection):
            file.write(json.dumps(record, ensure_ascii=False, default=_said) + "\n")
            lines += 1
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return lines


def _records(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    found = sql.run(connection, "rereads/wanted")
    columns = [column[0] for column in found.description or []]
    while rows := found.fetchmany(BATCH):
        for row in rows:
            fetch = dict(zip(columns, row, strict=True))
            addresses, hints = fetch.pop("addresses"), fetch.pop("hints")
            yield {
                "fetch": fetch,
                "addresses": list(dict.fromkeys(addresses)),
                "hints": hints if hints["via"] else None,
            }


def _said(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
