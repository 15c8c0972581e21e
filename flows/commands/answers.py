"""Answers to questions, for a terminal or as the format that was asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from flows.commands import shown
from warehouse import written

if TYPE_CHECKING:
    import duckdb

LONGEST, CUT = 300, " [...]"  # characters of a cell on the terminal
NARROWEST = 14  # columns of the terminal that a column of a table needs at least


def write(found: duckdb.DuckDBPyConnection, form: str, most: int) -> None:
    """One answer on standard output."""
    if form == "table":
        as_table(found, most)
    else:
        written.WRITERS[form](written.columns_of(found), written.rows_of(found), sys.stdout)


def as_table(found: duckdb.DuckDBPyConnection, most: int) -> None:
    """For a terminal, at most so many rows; 0 for all. Says when there are more, and when a text was cut.

    Where the columns have no room beside each other, each row is shown as lines of name and value.
    """
    if not found.description:
        return
    columns = written.columns_of(found)
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
