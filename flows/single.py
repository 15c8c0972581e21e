"""A flow that visits no source: alone of its kind, with a lease, and no children."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prefect import get_run_logger, runtime
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.lease import await_turn, leased
from flows.overlap import Busy, alone
from flows.settings import Desk


def single(kind: str, work: Callable[[], State[Any]]) -> State[Any]:
    """Do the work, unless a run of this kind is at work already: then nothing, and say so."""
    desk, flow_run = Desk.here(), str(runtime.flow_run.id)
    await_turn(desk.home, flow_run)
    try:
        with alone(desk.home, kind), leased(desk.home, flow_run):
            return work()
    except Busy as busy:
        get_run_logger().warning("%s", busy)
        return Completed(name="Skipped", message=str(busy))
