"""`nightdesk backfill`: the articles of some days."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from flows.commands import shown

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("backfill")
@click.option("--source", "names", multiple=True, required=True, help="May be given more than once.")
@click.option("--from", "first", type=DAY, required=True, help="The first day, as 2026-03-01.")
@click.option("--to", "last", type=DAY, required=True, help="The last day, included.")
@click.option("--sources", "listed", type=click.Path(path_type=Path), help="The list of sites.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    names: tuple[str, ...], first: datetime, last: datetime, listed: Path | None, as_json: bool
) -> int:
    """The articles of those days, from archive pages and sitemaps.

    Example: nightdesk backfill --source dawn --from 2026-02-01 --to 2026-02-28
    """
    from flows.days import asked
    from flows.settings import Desk

    desk = Desk.here(sources=listed)
    asked(shown.chosen(desk, names), first.date(), last.date())  # a mistake shows before the run
    with shown.ready(desk, "backfill", names):
        from flows.backfill import backfill

        days = {"first_day": first.date(), "last_day": last.date()}
        return shown.told([shown.watch(desk, backfill, sources=list(names), **days)], as_json)
