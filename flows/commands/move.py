"""`nightdesk move`: the archive copied from one form to another."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click


@click.command("move")
@click.option(
    "--to", "to", type=click.Path(path_type=Path), required=True, help="A nightdesk.toml that says where to."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be copied.")
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
def command(to: Path, dry_run: bool, as_json: bool) -> None:
    """Copy the archive from where the configuration in force keeps it to where another one says.

    Every file is verified where it comes to lie, and nothing is removed. When it was stopped, the same
    command goes on. No run may be at work. An empty file as --to means the home itself.

    Example: nightdesk --home /srv/news move --to larger.toml --dry-run
    """
    from flows.settings import Desk

    desk = Desk.here()
    desk.enter()
    from flows import config
    from flows.commands.progress_bar import watched
    from flows.move import move

    after = config.load(desk.home, to.expanduser().absolute(), environ={})
    with watched():
        told = move(desk.config, after, desk.wait, dry_run)
    if as_json:
        click.echo(json.dumps(asdict(told), ensure_ascii=False))
        return
    size = f"{told.files} files, {told.bytes / 1e6:.1f} MB"
    if dry_run:
        click.echo(f"{told.before}: {size}; {told.copied} of them would be copied to {told.after}")
        return
    click.echo(f"{told.after} holds the archive of {told.before}: {size}, {told.copied} copied now")
    if told.content:
        click.echo(f"hash of all ordered tables: {told.content}")
    click.echo(
        f"From now on run with it: nightdesk --config {to} ..., or put it at {desk.home}/nightdesk.toml "
        f"before the next run. {told.before} is left as it is."
    )
