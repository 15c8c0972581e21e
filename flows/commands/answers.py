"""Answers to questions, written as a table, CSV, JSON, lines of JSON or Parquet."""

from __future__ import annotations

import base64
import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TextIO

import click

from flows.commands import shown

if TYPE_CHECKING:
    import duckdb

FORMATS = ("table", "csv", "json", "jsonl", "parquet")
BATCH = 1000
LONGEST, CUT = 300, " [...]"  # characters of a cell on the terminal
NARROWEST = 14  # columns of the terminal that a column of a table needs at least
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


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], to: TextIO) -> None:
    """Comma-separated, with a line of names; what would be a formula is made harmless."""
    lines = csv.writer(to, lineterminator="\n")
    lines.writerow([harmless(name) for name in columns])
    lines.writerows([csv_cell(value) for value in row] for row in rows)


def as_jsonl(columns: Sequence[str], rows: Iterable[Sequence[object]], to: TextIO) -> None:
    """A JSON object a row, each on a line of its own."""
    to.writelines(json_of(columns, row) + "\n" for row in rows)


def as_json(columns: Sequence[str], rows: Iterable[Sequence[object]], to: TextIO) -> None:
    """One JSON array of objects, an object a line."""
    mark = "["
    for row in rows:
        to.write(f"{mark}\n{json_of(columns, row)}")
        mark = ","
    to.write("[]\n" if mark == "[" else "\n]\n")


def json_of(columns: Sequence[str], row: Sequence[object]) -> str:
    """One row as a JSON object."""
    told = {name: plain(value) for name, value in zip(columns, row, strict=True)}
    return json.dumps(told, ensure_ascii=False)


WRITERS: dict[str, Callable[[Sequence[str], Iterable[Sequence[object]], TextIO], None]] = {
    "csv": as_csv,
    "json": as_json,
    "jsonl": as_jsonl,
}


def as_table(found: duckdb.DuckDBPyConnection, most: int) -> None:
    """For a terminal, at most so many rows; 0 for all. Says when there are more, and when a text was cut.

    Where the columns have no room beside each other, each row is shown as lines of name and value.
    """
    if not found.description:
        return
    columns = columns_of(found)
    rows = found.fetchmany(most) if most else found.fetchall()
    beside = shown.console().width >= NARROWEST * len(columns)
    cells = [[short(shown.cell(value)) for value in row] for row in rows]
    if beside:
        shown.table(columns, cells)
    for number, row in enumerate([] if beside else cells, 1):
        shown.table((f"row {number}", ""), list(zip(columns, row, strict=True)))
    if any(cell.endswith(CUT) for row in cells for cell in row):
        click.echo(
            f"texts longer than {LONGEST} characters are cut; --format json shows all of them", err=True
        )
    if most and found.fetchone():
        click.echo(f"the first {most} rows; --rows 0 shows all", err=True)


def short(text: str) -> str:
    """A text on one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - len(CUT)] + CUT
