"""How far long work of a command is, on stderr: a bar for a person, a line now and then for a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

EVERY = 10.0  # seconds between two lines


@contextmanager
def counted(name: str) -> Iterator[Callable[[int, int], None]]:
    """Gives what is to be called with the number done and the number in all: `1,000 of 64,000 articles`."""
    if not sys.stderr.isatty():
        yield lines(name)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def lines(name: str) -> Callable[[int, int], None]:
    """A line now and then."""
    last = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            click.echo(f"{done:,} of {total:,} {name}", err=True)

    return tell
