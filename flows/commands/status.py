"""`nightdesk status`: how the desk is, by what its runs left behind; only the catalog of a lake is asked."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from flows.commands import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.history import Past
    from flows.reach import Reached
    from warehouse.health import Health


@click.command("status")
@click.option("--within", default="36h", show_default=True, help="How old the last finished run may be.")
@click.option("--runs", default=10, show_default=True, help="How many runs to list.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_context
def command(context: click.Context, within: str, runs: int, as_json: bool) -> int:
    """The last runs and what they came to, the sources that are not as usual, and what is kept where.

    For cron: exit code 1 when no nightly run finished in time, or the last one failed, or when something
    that the configuration names can't be reached.

    Example: nightdesk --home /srv/news status --within 30h
    """
    from crawler.sources import span
    from flows.history import past, trouble, unwell
    from flows.reach import reached
    from flows.settings import Desk

    try:
        longest: timedelta = span(within)
    except ValueError as error:
        raise click.BadParameter(str(error), context, param_hint="--within") from error
    desk = Desk.here()
    told, there = past(desk.home), reached(desk.config)
    troubles = [trouble(told, longest, datetime.now(UTC)), *(one.problem for one in there)]
    wrong = "; ".join(filter(None, troubles))
    if as_json:
        click.echo(as_facts(wrong, told[-runs:], unwell(told), there))
    else:
        show(told[-runs:], unwell(told), there)
    if wrong:
        click.echo(f"nightdesk: {wrong}", err=True)
    return 1 if wrong else 0


def as_facts(wrong: str, runs: list[Past], sick: list[Health], there: list[Reached]) -> str:
    """What `--json` prints."""
    lists: dict[str, Sequence[Past | Health | Reached]] = {
        "runs": runs,
        "sources": sick,
        "configuration": there,
    }
    facts = {name: [asdict(one) for one in some] for name, some in lists.items()}
    return json.dumps({"trouble": wrong or None, **facts}, ensure_ascii=False, default=str)


def show(runs: list[Past], sick: list[Health], there: list[Reached]) -> None:
    """The tables of a terminal."""
    columns = ("run", "started (UTC)", "state", "new", "edited", "what to know")
    rows = [(one.run, one.started_at, one.state, one.new, one.edited, one.first_finding) for one in runs]
    shown.table(columns, rows)
    if sick:
        what = [(one.source, one.state, one.reason, one.next_step) for one in sick]
        shown.table(("source", "state", "why", "what to do"), what)
    places = [(one.what, one.where, one.problem or one.note or "fine") for one in there]
    shown.table(("what", "where", "state"), places)
