"""`nightdesk run`: the nightly flow, now."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from flows.commands import shown

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("run")
@click.option("--source", "names", multiple=True, help="Only this source; may be given more than once.")
@click.option("--sources", "listed", type=click.Path(path_type=Path), help="The list of sites.")
@click.option("--day", type=DAY, help="The logical date, as 2026-03-01.  [default: today]")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(names: tuple[str, ...], listed: Path | None, day: datetime | None, as_json: bool) -> int:
    """The nightly flow, now. Its history shows later in the UI of `nightdesk serve`.

    Example: nightdesk run --source dawn
    """
    from flows.settings import Desk

    desk = Desk.here(sources=listed)
    with shown.ready(desk, "nightly", names):
        from flows.nightly import nightly

        logical = day.date() if day else None
        return shown.told([shown.watch(desk, nightly, sources=list(names), day=logical)], as_json)
