"""`nightdesk sql`: ask the snapshot."""

from __future__ import annotations

import json
import sys

import click

from flows.commands import shown


class Refused(Exception):  # noqa: N818
    """DuckDB could not answer; its words."""


@click.command("sql")
@click.argument("query", required=False)
@click.option("--json", "as_json", is_flag=True, help="Every row as a line of JSON.")
@click.option("--rows", default=50, show_default=True, help="How many rows the table shows; 0 for all.")
@click.option("--seconds", default=60.0, show_default=True, help="When to give up.")
def command(query: str | None, as_json: bool, rows: int, seconds: float) -> None:
    """Ask the snapshot in SQL; without QUERY it is read from standard input.

    The snapshot is read-only and shut in: no question can change it, or reach a file or the network.

    Example: nightdesk sql "select source, count(*) from news group by all"
    """
    import duckdb

    from flows.settings import Desk
    from warehouse.snapshot import reading

    try:
        with reading(Desk.here().home, seconds) as connection:
            found = connection.execute(query or sys.stdin.read())
            columns = [column[0] for column in found.description or []]
            if as_json:
                while batch := found.fetchmany(1000):
                    for row in batch:
                        told = dict(zip(columns, row, strict=True))
                        click.echo(json.dumps(told, ensure_ascii=False, default=str))
                return
            shown.table(columns, found.fetchmany(rows) if rows else found.fetchall())
            if rows and found.fetchone():
                click.echo(f"the first {rows} rows; --rows 0 shows all", err=True)
    except duckdb.Error as error:
        raise Refused(str(error).partition("\n\n")[0]) from error
