"""Rows written for others to read: as CSV, JSON or lines of JSON."""

from __future__ import annotations

import base64
import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TextIO

import duckdb

BATCH = 1000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def columns_of(found: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of an answer's columns, each once: a second `n` is `n_2`."""
    names: list[str] = []
    for name, *_ in found.description or []:
        number, fresh = 1, str(name)
        while fresh in names:
            number += 1
            fresh = f"{name}_{number}"
        names.append(fresh)
    return names


def rows_of(found: duckdb.DuckDBPyConnection) -> Iterator[Sequence[object]]:
    """The rows of an answer, fetched a thousand at a time."""
    while batch := found.fetchmany(BATCH):
        yield from batch


def plain(value: object) -> object:
    """A value as JSON has it: times in ISO 8601, exact decimals as text, bytes in base 64."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else str(value)


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: one that starts like it gets a `'`."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_cell(value: object) -> object:
    """A value as a cell of CSV; lists and structs as JSON."""
    simple = plain(value)
    if isinstance(simple, dict | list):
        return json.dumps(simple, ensure_ascii=False)
    return harmless(simple) if isinstance(simple, str) else simple


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], to: TextIO) -> int:
    """Comma-separated, with a line of names; what would be a formula is made harmless. How many rows."""
    lines, count = csv.writer(to, lineterminator="\n"), 0
    lines.writerow([harmless(name) for name in columns])
    for row in rows:
        lines.writerow([csv_cell(value) for value in row])
        count += 1
    return count


def as_jsonl(columns: Sequence[str], rows: Iterable[Sequence[object]], to: TextIO) -> int:
    """A JSON object a row, each on a line of its own. How many rows."""
    count = 0
    for row in rows:
        print(json_of(columns, row), file=to)
        count += 1
    return count


def as_json(columns: Sequence[str], rows: Iterable[Sequence[object]], to: TextIO) -> int:
    """One JSON array of objects, an object a line. How many rows."""
    count = 0
    for row in rows:
        to.write(f"{',' if count else '['}\n{json_of(columns, row)}")
        count += 1
    to.write("\n]\n" if count else "[]\n")
    return count


def json_of(columns: Sequence[str], row: Sequence[object]) -> str:
    """One row as a JSON object."""
    told = {name: plain(value) for name, value in zip(columns, row, strict=True)}
    return json.dumps(told, ensure_ascii=False)


WRITERS: dict[str, Callable[[Sequence[str], Iterable[Sequence[object]], TextIO], int]] = {
    "csv": as_csv,
    "json": as_json,
    "jsonl": as_jsonl,
}
