"""`nightdesk revisit`: fetch again what is due."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands import shown


@click.command("revisit")
@click.option("--source", "names", multiple=True, help="Only this source; may be given more than once.")
@click.option("--sources", "listed", type=click.Path(path_type=Path), help="The list of sites.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(names: tuple[str, ...], listed: Path | None, as_json: bool) -> int:
    """Fetch again what is due, to see edits and deletions; no feed is read.

    Example: nightdesk revisit --source dawn
    """
    from flows.settings import Desk

    desk = Desk.here(sources=listed)
    with shown.ready(desk, "revisit", names):
        from flows.revisit import revisit

        return shown.told([shown.watch(desk, revisit, sources=list(names))], as_json)
