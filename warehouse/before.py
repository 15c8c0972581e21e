"""How captures stand before they are read again, as readings: what takes a rereading back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import duckdb

from warehouse import sql
from warehouse.records import is_article

BATCH = 500  # rows held in memory at a time
OF_THE_READING = 14  # columns that a reading has of its own; the others are its article's


def write(connection: duckdb.DuckDBPyConnection, readings: Path, path: Path) -> int:
    """Write how the captures of a readings file stand, whole or not at all; how many lines."""
    unfinished = path.with_name(path.name + ".open")
    lines = 0
    with unfinished.open("w", encoding="utf-8") as file:
        for record in records(connection, readings):
            file.write(json.dumps(record, ensure_ascii=False, default=_said) + "\n")
            lines += 1
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return lines


def records(connection: duckdb.DuckDBPyConnection, readings: Path) -> Iterator[dict[str, Any]]:
    """Lines as in readings.jsonl."""
    found = sql.run(connection, "rereads/before", {"readings": str(readings), "longest": longest(readings)})
    columns = [column[0] for column in found.description or []]
    while rows := found.fetchmany(BATCH):
        for row in rows:
            told = dict(zip(columns[:OF_THE_READING], row, strict=False))
            article = dict(zip(columns[OF_THE_READING:], row[OF_THE_READING:], strict=True))
            body, roles = article.pop("body"), article.pop("roles")
            texts = body.split("\n\n") if body else []
            article["paragraphs"] = [
                {"role": role or "text", "text": text}
                for text, role in zip_longest(texts, (roles or [])[: len(texts)])
            ]
            for name in ("authors", "tags", "entries", "corrections"):
                article[name] = article[name] or []
            yield {**told, "article": article if is_article(told["verdict"]) else None}


def longest(path: Path) -> int:
    """Bytes that DuckDB must be ready for in one line of a file."""
    with path.open("rb") as file:
        return max(1_000_000, *(len(line) for line in file), 0) + 1_000


def _said(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
