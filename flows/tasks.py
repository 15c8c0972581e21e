"""The steps as Prefect tasks: small inputs that can be read, small results kept as JSON.

A task that completed is not repeated by a retry of its flow run unless its inputs changed, so each takes the
results it builds on, and how often its sources were visited before (`tries`): what a source serves at the
second try is read and loaded at the second try.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefect import get_run_logger, runtime, task

from flows import again, alerts, artifacts, batches, gauge, mending, report, steps
from flows.progress import step
from flows.runs import Run, resume
from flows.settings import Desk
from warehouse.errors import CatalogUnreachable

# An input that a task does not look at still decides whether a retry may skip it.
# ruff: noqa: ARG001

if TYPE_CHECKING:
    from prefect import Task
    from prefect.client.schemas.objects import State, TaskRun

    from flows.children import Log


def is_away(task: Task[..., Any], task_run: TaskRun, state: State[Any]) -> bool:
    """Whether a task failed because the server of a lake's catalog was away: it may be back in a moment."""
    return isinstance(state.result(raise_on_failure=False), CatalogUnreachable)


PATIENT: dict[str, Any] = {"retries": 3, "retry_delay_seconds": 10, "retry_condition_fn": is_away}


def named() -> str:
    """`crawl dawn`: the task and the sources it is about; of a backfill also the days."""
    parameters = runtime.task_run.parameters
    days = _run(parameters["run"]).parameters.get("days")  # of a backfill's chunk
    span = f", {' to '.join(dict.fromkeys(days))}" if days else ""
    return f"{runtime.task_run.task_name} {batches.title(parameters['names'])}{span}"


@task(name="mend", task_run_name="mend", persist_result=False, **PATIENT)
def mend(run: str) -> list[str]:
    """Bring to their end what killed runs left unfinished."""
    return mending.mend(Desk.here().home, Desk.here().wait, _log(), _run(run))


@task(name="look up what is known", task_run_name="look up what is known", persist_result=False, **PATIENT)
def prepare(run: str) -> dict[str, int]:
    """Put the run on record, and write down what is known of each source; how often each was tried."""
    step("look up what is known")
    again.make_room(_run(run), Desk.here().wait, _log())
    steps.prepare(_run(run), Desk.here().wait)
    return again.tries(_run(run))


@task(name="crawl", task_run_name=named)
def crawl(run: str, names: tuple[str, ...], tries: tuple[int, ...]) -> list[str]:
    """Visit these sources and keep what they serve."""
    step(f"crawl {batches.title(names)}")
    with gauge.shown("crawl", names):
        return steps.crawl(_run(run), names, _log())


@task(name="read", task_run_name=named)
def read(run: str, names: tuple[str, ...], tries: tuple[int, ...]) -> list[str]:
    """Read the articles out of what these sources served."""
    step(f"read {batches.title(names)}")
    with gauge.shown("read", names):
        return steps.read(_run(run), names, _log())


@task(name="load", task_run_name="load", **PATIENT)
def load(run: str, came_through: list[str], tries: dict[str, int]) -> dict[str, int]:
    """Load what came into the warehouse; `came_through` are the sources whose pages were read."""
    return steps.load(_run(run), Desk.here().wait, _log())


@task(name="find copies", task_run_name="find copies", **PATIENT)
def find_copies(run: str, loaded: dict[str, int], tries: dict[str, int]) -> str:
    """Put articles that carry nearly the same text into one story."""
    steps.group_copies(_run(run).home, Desk.here().wait)
    return run


@task(name="publish", task_run_name="publish", persist_result=False, **PATIENT)
def publish(run: str) -> str:
    """Build the snapshot for analysts and swap it in."""
    return steps.publish(_run(run).home, Desk.here().wait)


@task(name="report", task_run_name="report", persist_result=False, **PATIENT)
def tell(run: str, troubles: list[str]) -> dict[str, list[str] | str]:
    """Draw the verdict from the ledger, put it on record, and show it."""
    told = _run(run)
    verdict = report.conclude(told, troubles, Desk.here().wait)
    left = report.stored(told.folder)
    artifacts.show(left, steps.highlights(told, Desk.here().wait), told.folder)
    if told.kind == "nightly":
        alerts.send(told.home, left, _log())
    return {
        "standing": verdict.standing.value,
        "findings": list(verdict.findings),
        "failures": list(verdict.failures),
    }


def _run(name: str) -> Run:
    return resume(Desk.here().home, name)


def _log() -> Log:
    return get_run_logger()
