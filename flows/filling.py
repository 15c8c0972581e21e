"""The course of a backfill: chunk after chunk, each with a run, a ledger and a report of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from prefect import get_run_logger, runtime
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from crawler.sources import load, select
from flows import tasks
from flows.children import CHILDREN
from flows.chunks import Chunk, Filling, filled, plan
from flows.course import Course
from flows.days import asked
from flows.lease import leased
from flows.overlap import Busy, alone
from flows.progress import step
from flows.settings import Desk
from flows.verdict import Standing
from flows.visit import visit

NOTHING_LEFT = "Filled"  # the name of the state when every day was filled before


def fill(names: Sequence[str], first: date, last: date, order: str, size: int, again: bool) -> State[Any]:
    """Ask for these days chunk by chunk; those that an earlier backfill has filled only if `again`."""
    desk, flow_run = Desk.here(), str(runtime.flow_run.id)
    sources = select(load(desk.sources), names)
    asked(sources, first, last, order)  # a mistake shows before anything is asked for
    chunks = plan(sources, first, last, order, size, {} if again else filled(desk.home))
    if not chunks:
        words = f"every day from {first} to {last} was filled before; --again asks for them once more"
        return Completed(name=NOTHING_LEFT, message=words)
    try:
        with alone(desk.home, "backfill"), leased(desk.home, flow_run), CHILDREN.ended_together():
            return _each(Filling(desk.home, sources, chunks, order, flow_run))
    except Busy as busy:
        get_run_logger().warning("%s", busy)
        return Completed(name="Skipped", message=str(busy))


def _each(filling: Filling) -> State[Any]:
    findings: list[str] = []
    failures: list[str] = []
    standings: list[str] = []
    last_run = ""
    for number, (run, chunk) in enumerate(filling.runs(), 1):
        _announce(number, len(filling.chunks), chunk)
        course = Course(run)
        visit(course)
        told = course.outcome(tasks.tell.submit(run.name, course.troubles), {})
        standings.append(str(told.get("standing", Standing.FAILED.value)))
        findings += [f"{chunk.days}: {one}" for one in told.get("findings", course.troubles)]
        failures += [f"{chunk.days}: {one}" for one in told.get("failures", course.troubles)]
        last_run = run.name
    published = tasks.publish.submit(last_run)
    published.wait()
    if not published.state.is_completed():
        failures.append(f"publish: {published.state.message}")
    findings = [*filling.findings(), *findings]
    words = "; ".join(list(dict.fromkeys([*failures, *findings]))[:20]) or "every chunk came to its end"
    if failures or Standing.FAILED.value in standings:
        return Failed(name="Failed", message=words)
    whole = not filling.left_out and set(standings) == {Standing.COMPLETE.value}
    return Completed(name="Complete" if whole else "Partial", message=words)


def _announce(number: int, of: int, chunk: Chunk) -> None:
    """Say in the log and on the terminal which chunk begins."""
    names = ", ".join(source.name for source in chunk.sources)
    get_run_logger().info("chunk %d of %d: %s of %s", number, of, chunk.days, names)
    step(f"chunk {number} of {of}", f"{chunk.days} of {names}")
