"""`nightdesk verify`: whether the promises of the archive are kept."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flows.promises import Tell
    from warehouse.checks import Broken


@click.command("verify")
@click.option("--deep", is_flag=True, help="Read every WARC record, and compute each length and digest anew.")
@click.option("--repair", is_flag=True, help="Save what can be saved, and ask again for what was lost.")
@click.option("--json", "as_json", is_flag=True, help="Print what is broken as JSON.")
def command(deep: bool, repair: bool, as_json: bool) -> int:
    """Check the promises of the archive, tables and WARC files. Exit code 1 when one is broken.

    Example: nightdesk verify --deep
    """
    from flows.promises import broken, unshipped
    from flows.repair import mend_home
    from flows.settings import Desk

    desk = Desk.here()
    with told_on_terminal() as tell:
        done = mend_home(desk.home, desk.wait, logging.getLogger("nightdesk"), deep, tell) if repair else []
        found = broken(desk.home, desk.wait, deep, tell)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    else:
        for sentence in done:
            click.echo(sentence)
        tell_of(found)
        tell_waiting(unshipped(desk.home))
    if found:
        click.echo(f"nightdesk: {len(found)} checks found something broken in {desk.home}", err=True)
    elif not as_json:
        click.echo(f"{desk.home}: every promise is kept")
    return 1 if found else 0


def tell_of(found: list[Broken]) -> None:
    """What is broken, and what to do."""
    from flows.promises import WHAT_TO_DO

    for one in found:
        click.echo(f"promise {one.promise}, {one.check}: {one.says} {one.rows} found, such as:")
        for example in one.examples:
            click.echo(f"  {example}")
    for promise in dict.fromkeys(one.promise for one in found):
        click.echo(f"promise {promise}: {WHAT_TO_DO[promise]}")


def tell_waiting(names: list[str]) -> None:
    """Which files are still to be shipped; no promise is broken by it, for nothing was loaded of them."""
    if names:
        click.echo(f"{len(names)} WARC files are on this host alone until a run ships them to the archive:")
        for name in names:
            click.echo(f"  {name}")


@contextmanager
def told_on_terminal() -> Iterator[Tell]:
    """How many WARC files were checked, on a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("WARC files", total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)
