"""The steps of a run that its hosts carry out, as Prefect tasks."""

from __future__ import annotations

from math import ceil
from uuid import uuid4

from prefect import get_run_logger, task
from prefect.client.orchestration import get_client

from crawler.sources import Source
from flows.batches import AT_ONCE, batched
from flows.children import StepFailed
from flows.runs import resume
from flows.settings import Desk
from flows.spread import pool
from flows.spread.handing import Handing
from flows.spread.leasing import Leasing
from flows.spread.orders import Orders
from flows.spread.turns import Work
from flows.spread.visiting import Visiting
from flows.tasks import PATIENT

SOURCES = 25  # in a batch, at most about: what a lost host costs, against what a flow run costs


@task(name="crawl and read on the workers", persist_result=False, **PATIENT)
def crawl_and_read(run: str) -> list[str]:
    """Have the workers visit and read the sources; returns those that are read."""
    desk, log = Desk.here(), get_run_logger()
    told = resume(desk.home, run)
    served_by = ready(told.sources)
    work = Visiting(told, desk.wait, log)
    names = work.left([source.name for source in told.sources])
    batches = batched(told.chosen(names), max(ceil(len(names) / SOURCES), 2 * served_by, AT_ONCE))
    troubles = handed_out(run, work, batches)
    if troubles:
        raise StepFailed("; ".join(troubles))
    return [source.name for source in told.sources]


def handed_out(run: str, work: Work, batches: list[tuple[str, ...]]) -> list[str]:
    """Have the workers carry out these batches; the troubles met."""
    desk, log, name = Desk.here(), get_run_logger(), pool.in_force()
    assert name
    told = resume(desk.home, run)
    with Leasing(desk.home, f"{run} {uuid4()}", log.warning) as leasing:
        return Handing(told.folder, work, leasing, Orders(name, log), log).carry_out(batches)


def ready(sources: tuple[Source, ...]) -> int:
    """Make the work pool ready; how many workers serve it now."""
    name = pool.in_force()
    assert name
    pool.ready(name, sources)
    with get_client(sync_client=True) as client:
        return len(pool.at_work(client, name))
