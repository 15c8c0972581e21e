"""`nightdesk rebuild`: the warehouse made anew from the WARC files."""

from __future__ import annotations

import json
import logging
import signal
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from flows.commands import shown

if TYPE_CHECKING:
    from flows.rebuild import Rebuilt


@click.command("rebuild")
@click.option("--swap", is_flag=True, help="Put the new warehouse in place, even if it differs from the old.")
@click.option("--anew", is_flag=True, help="Begin again, rather than go on where a killed rebuild stopped.")
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
def command(swap: bool, anew: bool, as_json: bool) -> int:
    """Make the warehouse anew from the WARC files alone, and compare it with the one there is.

    It is put in place where there is none, or with --swap; the old one then lies in backup/.
    Exit code 1: they differ.

    Example: nightdesk rebuild --swap
    """
    from flows.settings import Desk

    desk = Desk.here()
    desk.enter()
    from flows.commands.progress_bar import watched
    from flows.rebuild import rebuild

    signal.signal(signal.SIGTERM, shown.interrupted)
    log = logging.getLogger("nightdesk.rebuild")
    log.setLevel(logging.ERROR)
    with watched():
        told = rebuild(desk.home, desk.wait, log, swap, anew)
    if as_json:
        click.echo(json.dumps(asdict(told), ensure_ascii=False, default=str))
    else:
        show(told)
    if told.same is False and not told.swapped:
        names = ", ".join(one.table for one in told.differences)
        click.echo(
            f"nightdesk: the new warehouse differs from the old in {names}; "
            f"it lies in {desk.home / 'rebuild'}, --swap puts it in place",
            err=True,
        )
        return 1
    return 0


def show(told: Rebuilt) -> None:
    """The tables side by side, and where they differ."""
    differing = {one.table: one for one in told.differences}
    rows = []
    for name, (before, after) in told.tables.items():
        one = differing.get(name)
        words = "" if told.same is None else "the same"
        if one:
            fields = f"; fields that differ: {', '.join(one.fields[:8])}" if one.fields else ""
            words = f"{one.only_before} rows only before, {one.only_after} only after{fields}"
        rows.append((name, before, after, words))
    shown.table(("table", "rows before", "rows after", "compared"), rows)
    for one in told.differences:
        for example in one.examples:
            click.echo(f"  {one.table} {example}")
    click.echo(f"{told.runs} runs replayed; hash of all ordered tables: {told.digest}")
    if told.swapped:
        click.echo("the new warehouse is in place" + (f"; the old one is {told.kept}" if told.kept else ""))
