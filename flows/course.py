"""The course that every run takes: alone of its kind, its children on a leash, a verdict at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from prefect import get_run_logger, runtime
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed

from crawler.sources import load, select
from flows import tasks
from flows.children import CHILDREN
from flows.lease import await_turn, leased
from flows.overlap import Busy, alone
from flows.runs import Run, begin
from flows.settings import Desk
from flows.spread.leasing import alone_everywhere

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Course:
    """A run under way, and the troubles it met so far."""

    run: Run
    troubles: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    def outcome(self, future: PrefectFuture[T], otherwise: T) -> T:
        """What a task came to; `otherwise` if it failed, which is noted as a trouble."""
        future.wait()
        if future.state.is_completed():
            return future.result()
        error = future.state.result(raise_on_failure=False)
        words = str(error) or future.state.message or "a task failed"
        if words not in self.troubles:  # one cause stops many tasks
            self.troubles.append(words)
        return otherwise


def follow(
    kind: str,
    names: Sequence[str],
    day: date | None,
    way: Callable[[Course], None],
    parameters: Mapping[str, Any] | None = None,
    ending: Callable[[Course], State[Any]] | None = None,
) -> State[Any]:
    """Take the way of this kind of run; its state says what the ledger says. A second run does nothing.

    `ending` concludes a run that visits no source.
    """
    desk, flow_run = Desk.here(), str(runtime.flow_run.id)
    sources = select(load(desk.sources), names)
    await_turn(desk.home, flow_run)
    try:
        with (
            alone(desk.home, kind),
            alone_everywhere(desk.home, kind, flow_run),
            leased(desk.home, flow_run),
            CHILDREN.ended_together(),
        ):
            course = Course(begin(desk.home, kind, flow_run, sources, day, parameters))
            way(course)
            return (ending or conclude)(course)
    except Busy as busy:
        get_run_logger().warning("%s", busy)
        return Completed(name="Skipped", message=str(busy))


def conclude(course: Course) -> State[Any]:
    """Report, publish, and end as the report says: failed, so that Retry is offered, if anything failed.

    The report comes first, so that the snapshot holds the run's verdict too.
    """
    run = course.run.name
    told = course.outcome(tasks.tell.submit(run, course.troubles), {})
    if not course.outcome(tasks.publish.submit(run), ""):
        told = course.outcome(tasks.tell.submit(run, course.troubles), {})
    standing = str(told.get("standing", "failed"))
    findings = list(told.get("findings", course.troubles))
    failures = list(told.get("failures", course.troubles))
    words = "; ".join(findings[:20]) or "every source came to its end"
    if failures or standing == "failed":
        return Failed(name=standing.capitalize(), message=words)
    return Completed(name=standing.capitalize(), message=words)
