"""`nightdesk verify`: whether the promises of the archive are kept."""

from __future__ import annotations

import json
from dataclasses import asdict

import click


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print what is broken as JSON.")
def command(as_json: bool) -> int:
    """Check the promises of the archive, tables and WARC files. Exit code 1 when one is broken.

    Example: nightdesk verify --json
    """
    from flows.promises import broken
    from flows.settings import Desk

    desk = Desk.here()
    found = broken(desk.home, desk.wait)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    for one in found:
        if not as_json:
            click.echo(f"promise {one.promise}, {one.check}: {one.says} {one.rows} found, such as:")
            for example in one.examples:
                click.echo(f"  {example}")
    if found:
        click.echo(f"nightdesk: {len(found)} checks found something broken in {desk.home}", err=True)
    elif not as_json:
        click.echo(f"{desk.home}: every promise is kept")
    return 1 if found else 0
