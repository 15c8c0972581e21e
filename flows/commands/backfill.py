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
@click.option("--order", type=click.Choice(["newest", "oldest"]), default="newest", show_default=True)
@click.option(
    "--chunk", type=click.IntRange(1, 366), default=7, show_default=True, help="Days that are done together."
)
@click.option("--again", is_flag=True, help="Also days that an earlier backfill has filled.")
@click.option("--sources", "listed", type=click.Path(path_type=Path), help="The list of sites.")
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON, one for each chunk.")
def command(
    names: tuple[str, ...],
    first: datetime,
    last: datetime,
    order: str,
    chunk: int,
    again: bool,
    listed: Path | None,
    as_json: bool,
) -> int:
    """The articles of those days, from archive pages and dated sitemaps, chunk by chunk.

    Stopped or out of budget, the same command goes on where it was; known articles are not asked for again.

    Example: nightdesk backfill --source dawn --from 2026-02-01 --to 2026-02-28
    """
    from flows.days import asked
    from flows.settings import Desk

    desk = Desk.here(sources=listed)
    asked(shown.chosen(desk, names), first.date(), last.date())  # a mistake shows before the run
    with shown.ready(desk, "backfill", names):
        from flows.backfill import backfill
        from flows.chunks import runs_of
        from flows.filling import NOTHING_LEFT
        from flows.report import stored

        state = shown.state_of(
            backfill,
            sources=list(names),
            first_day=first.date(),
            last_day=last.date(),
            order=order,
            chunk_days=chunk,
            again=again,
        )
        folders = runs_of(desk.home, str(state.state_details.flow_run_id))
        if state.name == NOTHING_LEFT:
            click.echo(state.message, err=True)
            return 0
        if not folders:
            raise shown.RunFailed(state.message or state.name)
        code = shown.told([stored(folder) for folder in folders], as_json)
        if not as_json:
            click.echo(f"{state.name}: {state.message}")
        return 1 if state.is_failed() else code
