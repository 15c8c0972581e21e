"""What a worker carries out: a batch of sources crawled and read, or stored pages read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from prefect import allow_failure, flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.concurrency.sync import concurrency
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed

from crawler.depot import DepotError
from flows import rereading, tasks, version
from flows.children import CHILDREN, StepFailed
from flows.runs import Run
from flows.settings import Desk
from flows.spread import carrying
from flows.spread.holding import Holding, LetGo
from flows.spread.pool import LEASE, limit_of, sites_of
from flows.spread.shipper import shipped_at_once

Work = Callable[[Run], tuple[str, ...]]
PATIENCE = 3 * LEASE  # seconds to wait for a site that Prefect still counts as being visited


class Refused(Exception):  # noqa: N818
    """This worker can't do the work; the sentence says why."""


@flow(name="crawl and read a batch", persist_result=False)
def crawl_and_read(run: str, names: list[str], turn: int, version: str) -> State[Any]:
    """Visit some sources of a run and read what they serve. The desk hands this out; it is not run by hand.

    Args:
        run: The run that these sources belong to.
        names: The sources.
        turn: Which handing-out of the run this is; an older one than the desk has in force does nothing.
        version: The desk's Nightdesk; this worker's must be the same.
    """
    return take(run, turn, version, names, lambda told: visited(told, tuple(names)))


@flow(name="read a batch again", persist_result=False)
def read_again(run: str, names: list[str], part: str, turn: int, version: str) -> State[Any]:
    """Read stored pages of some sources again. The desk hands this out; it is not run by hand.

    Args:
        run: The run that asks for it.
        names: The sources.
        part: Which part of their pages.
        turn: Which handing-out of the run this is; an older one than the desk has in force does nothing.
        version: The desk's Nightdesk; this worker's must be the same.
    """
    return take(run, turn, version, names, lambda told: reread(told, names, part), part)


def take(run: str, turn: int, asked: str, names: Sequence[str], work: Work, part: str = "") -> State[Any]:
    """Do the work of a turn while it is ours; the state says what came of it."""
    home, log = Desk.here().home, get_run_logger()
    try:
        fitting(asked)
        with (
            CHILDREN.ended_together(),
            Holding(home / "runs" / run, turn, CHILDREN.end_all, log) as holding,
        ):
            told = carrying.receive(home, run, names, part)
            troubles = work(told)
            if holding.lost:
                raise LetGo(f"turn {turn}: {holding.lost}")
            holding.end(troubles)
    except (Refused, LetGo, DepotError) as error:
        return Failed(name=type(error).__name__, message=str(error))
    return Completed(message="; ".join(troubles) or "every source came to its end")


def fitting(asked: str) -> None:
    """Raise Refused unless this worker is the Nightdesk that the desk is."""
    if asked != version.ours():
        raise Refused(
            f"this worker is Nightdesk {version.ours()} and the desk is {asked}: "
            "bring them to one version, the worker is no use until then"
        )


def visited(run: Run, names: tuple[str, ...]) -> tuple[str, ...]:
    """Crawl, then read what was crawled, as the only visitor of these sites; the troubles met."""
    limits = [limit_of(site) for site in sites_of(run.chosen(names))]
    tries = tuple(0 for _ in names)
    try:
        with concurrency(limits, timeout_seconds=PATIENCE, lease_duration=LEASE, strict=False):
            with shipped_at_once(run, get_run_logger()):
                crawl = tasks.crawl.submit(run.name, names, tries)
                crawl.wait()
            after = [allow_failure(crawl)]
            read = tasks.read.submit(run.name, names, tries, return_state=False, wait_for=after)
            troubles = [trouble(crawl), trouble(read)]
    except TimeoutError:
        return (f"{', '.join(names)}: Prefect counts one of these sites as being visited",)
    carrying.send_back(run, names)
    return tuple(filter(None, troubles))


def trouble(future: PrefectFuture[Any]) -> str:
    """Why a task failed; empty if it did not."""
    future.wait()
    if future.state.is_completed():
        return ""
    error = future.state.result(raise_on_failure=False)
    return str(error) or future.state.message or "a task failed"


def reread(run: Run, names: list[str], part: str) -> tuple[str, ...]:
    """Read again; the troubles met."""
    try:
        rereading.read_again(run, names, get_run_logger(), part)
    except StepFailed as error:
        return (str(error),)
    carrying.ship_readings(run, names, part)
    return ()
