"""`nightdesk restore`: a backup in the warehouse's place."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def command(backup: Path | None, as_json: bool) -> int:
    """Put a backup in the warehouse's place, the newest unless you name one, and load what came after it.

    The backup is tried first. The old warehouse stays as warehouse.duckdb.replaced. Stop `serve` before.

    Example: nightdesk --home /srv/news restore /srv/news/backup/warehouse-2026-03-01.duckdb
    """
    from flows.settings import Desk

    desk = Desk.here()
    desk.enter()
    from flows.promises import broken
    from flows.restore import restore

    chosen, again = restore(desk.home, desk.wait, backup)
    found = broken(desk.home, desk.wait)
    if as_json:
        told = {"backup": str(chosen), "runs": again, "broken": [one.check for one in found]}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(f"{chosen} was restored, and {again} runs were loaded again")
    if found:
        click.echo(f"nightdesk: {len(found)} promises are broken; see `nightdesk verify`", err=True)
    return 1 if found else 0
