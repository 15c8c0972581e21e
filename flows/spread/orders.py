"""Orders to the work pool: flow runs created, looked after, ended."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.deployments import run_deployment
from prefect.exceptions import PrefectException
from prefect.states import Cancelled, Crashed

from flows import version
from flows.children import Log
from flows.spread import pool
from flows.spread.leasing import hold
from flows.spread.words import GRACE, clock

if TYPE_CHECKING:
    from flows.spread.turns import Turn

EVERY = 5.0  # seconds between two questions to the server
STUCK = 180.0  # seconds that a worker may take from accepting a batch to its first word
FINAL = {StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED}
HOLDS_NOTHING = {"Refused", "LetGo"}  # names of states of flows.spread.batch
TROUBLES = (PrefectException, httpx.HTTPError, RuntimeError)


class Unreachable(Exception):  # noqa: N818
    """The Prefect server did not take an order; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Fallen:
    """A turn that comes to no end by itself, and why."""

    turn: Turn
    why: str
    over_at: float  # when nobody works at it any more
    hopeless: bool = False  # nobody else will take it


def patience() -> float:
    """Seconds to wait for a worker, for the server, or for another run that visits the same site."""
    return float(os.environ.get("NIGHTDESK_PATIENCE", "1800"))


class Orders:
    """The flow runs that one run of the desk has ordered."""

    def __init__(self, pool: str, log: Log) -> None:
        self.pool, self.log = pool, log
        self._asked_at, self._served_at = 0.0, clock()
        self._accepted: dict[UUID, float] = {}  # since when a worker has it that said no word yet

    def give(self, flow: str, title: str, parameters: Mapping[str, object]) -> UUID:
        """Have a worker carry out a flow; the id of the flow run. Raises Unreachable."""
        told = {**parameters, "version": version.ours()}
        try:
            ordered = run_deployment(f"{flow}/{self.pool}", parameters=told, timeout=0, flow_run_name=title)
        except TROUBLES as error:
            raise Unreachable(f"the Prefect server took no order: {said(error)}") from error
        return UUID(str(ordered.id))  # type: ignore[union-attr]  # a coroutine only within an event loop

    def fallen(self, turns: Sequence[Turn]) -> Iterator[Fallen]:
        """The turns whose flow run is over, or has no worker."""
        if not turns or clock() - self._asked_at < EVERY:
            return
        self._asked_at = now = clock()
        try:
            runs, workers = self._look([turn.flow_run for turn in turns])
        except TROUBLES as error:
            self.log.warning("the Prefect server can't be asked, and is asked again: %s", said(error))
            return
        if workers:
            self._served_at = now
        for turn in turns:
            run, began = runs.get(turn.flow_run), turn.heard_at or turn.given_at
            if run is None or run.state is None:
                continue
            if run.state.type in FINAL:
                over = now if run.state.name in HOLDS_NOTHING else began + hold() + GRACE
                if run.state.type is not StateType.COMPLETED:
                    yield Fallen(turn, run.state.message or str(run.state.name), over)
            elif turn.heard_at is None and now - self._served_at > patience():
                why = f"no worker serves the work pool {self.pool!r}; start `nightdesk worker` on some host"
                yield Fallen(turn, why, now, hopeless=True)
            elif run.state.type is StateType.SCHEDULED:
                self._accepted.pop(run.id, None)
            elif turn.heard_at is None and now - self._accepted.setdefault(run.id, now) > STUCK:
                yield Fallen(turn, "a worker took it and never began", now + hold() + GRACE)

    def _look(self, ids: list[UUID]) -> tuple[dict[UUID, FlowRun], list[str]]:
        with get_client(sync_client=True) as client:
            runs: dict[UUID, FlowRun] = {}
            for start in range(0, len(ids), pool.PAGE):
                some = FlowRunFilter(id=FlowRunFilterId(any_=ids[start : start + pool.PAGE]))
                runs |= {run.id: run for run in client.read_flow_runs(flow_run_filter=some)}
            return runs, pool.at_work(client, self.pool)

    def mark_lost(self, flow_run: UUID, why: str) -> None:
        """Have the server know that a run is over, so that no worker begins it, and the UI tells so."""
        self._set(flow_run, Crashed(message=f"{why}; another host takes over"))

    def cancel(self, flow_runs: Iterable[UUID]) -> None:
        """Have no worker begin these."""
        for flow_run in flow_runs:
            self._set(flow_run, Cancelled(message="the run that handed it out was stopped"))

    def _set(self, flow_run: UUID, state: object) -> None:
        try:
            with get_client(sync_client=True) as client:
                there = client.read_flow_run(flow_run)
                if there.state is None or there.state.type not in FINAL:
                    client.set_flow_run_state(flow_run, state, force=True)  # type: ignore[arg-type]
        except TROUBLES as error:
            self.log.warning("the Prefect server could not be told of a lost run: %s", said(error))

    def pause(self, seconds: float) -> None:
        """Wait a little."""
        time.sleep(min(seconds, EVERY))


def said(error: Exception) -> str:
    """What an error says, or what it is."""
    return str(error).partition("\n")[0] or type(error).__name__
