"""What commands share that run flows: Prefect at hand, progress on the terminal, the report at the end."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING

import click

from flows.settings import Desk

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State
    from rich.console import Console

    from crawler.sources import Source
    from flows.report import Report


# Control characters but line feed and tab, and those that override the direction of the text.
CONTROLS = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
ORDERS = dict.fromkeys(CONTROLS, "\N{REPLACEMENT CHARACTER}") | {0x09: "\t", 0x0A: "\n"}


class RunFailed(Exception):  # noqa: N818
    """A run that did nothing, or came to no report; the sentence says why."""


def chosen(desk: Desk, names: Sequence[str]) -> tuple[Source, ...]:
    """The sources of these names, all if none is given. Raises SourcesError."""
    from crawler.sources import load, select

    return select(load(desk.sources), names)


@contextmanager
def ready(desk: Desk, kind: str, names: Sequence[str] = ()) -> Iterator[None]:
    """Prefect, ready to run this kind of flow: its server, and its log without a place on the terminal.

    A mistake in the list, another run at work, a home that can't be written: all show before anything starts.
    """
    from flows import steps
    from flows.overlap import check
    from flows.serving.at_hand import server_at_hand

    chosen(desk, names)
    check(desk.home, kind)
    steps.ready(desk.home, desk.wait)
    desk.enter()
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")  # progress tells it better
    signal.signal(signal.SIGTERM, interrupted)
    with server_at_hand(desk.home):
        yield


def interrupted(_number: int, _frame: FrameType | None) -> None:
    """End as with Ctrl-C: children first, then the server."""
    raise KeyboardInterrupt


def watch(desk: Desk, flow: Callable[..., State[object]], **parameters: object) -> Report:
    """Run a flow, its progress shown. Raises RunFailed if it did nothing."""
    from flows import report

    state = state_of(flow, **parameters)
    short = str(state.state_details.flow_run_id).replace("-", "")[:8]
    folders = sorted((desk.home / "runs").glob(f"*-{short}"))
    if state.name == "Skipped" or not folders or not (folders[0] / "report.json").exists():
        raise RunFailed(state.message or state.name)
    return report.stored(folders[0])


def state_of(flow: Callable[..., State[object]], **parameters: object) -> State[object]:
    """Run a flow, its progress shown; the state that it ended in."""
    from flows.commands.progress_bar import watched

    with watched():
        return flow(**parameters, return_state=True)


def told(reports: Sequence[Report], as_json: bool) -> int:
    """Print the reports; the exit code is 1 when something failed, and stderr says what."""
    from flows.report import table

    if as_json:
        click.echo(json.dumps([asdict(report) for report in reports], ensure_ascii=False, default=str))
    else:
        out = console()
        for report in reports:
            out.print(table(report))
            for finding in report.verdict.findings:
                out.print(f"  {finding}", markup=False, highlight=False)
    failures = [failure for report in reports for failure in report.verdict.failures]
    for failure in failures:
        click.echo(f"nightdesk: {failure}", err=True)
    return 1 if failures else 0


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Show a person at the terminal how far it is; nothing in a pipe or a file."""
    if not sys.stderr.isatty():
        yield
        return
    from flows.commands.progress_bar import watched
    from flows.progress import step

    with watched():
        step(words)
        yield


def console() -> Console:
    """Where tables go: as wide as the terminal; 160 columns in a file or a pipe."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as a table. What sites wrote is text, never markup; None is shown as nothing."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False)
    for name in columns:
        grid.add_column(name, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell(value)) for value in row))
    console().print(grid)


def cell(value: object) -> str:
    """A value for a person: times to the second, in UTC; lists with commas."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, list | tuple):
        return safe(", ".join(str(one) for one in value))
    return "" if value is None else safe(str(value))


def safe(text: str) -> str:
    """A text of the same length in which nothing gives the terminal an order, or turns the line round."""
    return text.translate(ORDERS)
