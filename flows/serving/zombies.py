"""Runs that the server takes for running although their process is gone: found by their lease, and ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flows.lease import is_orphaned, lease_file

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, State


def end_zombies(home: Path) -> list[str]:
    """Mark the orphaned flow runs of this home as crashed, or as cancelled if asked; return their names.

    Asks the server that PREFECT_API_URL names. A restart of the same flow run takes its lease anew.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
    from prefect.client.schemas.objects import StateType

    under_way = FlowRunFilterState(
        type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.CANCELLING])
    )
    ended = []
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=FlowRunFilter(state=under_way)):
            if not is_orphaned(home, str(run.id)):
                continue
            client.set_flow_run_state(run.id, ending(run), force=True)
            lease_file(home, str(run.id)).unlink(missing_ok=True)
            ended.append(run.name)
    return ended


def ending(run: FlowRun) -> State[object]:
    """The state that an orphaned run has come to."""
    from prefect.client.schemas.objects import StateType
    from prefect.states import Cancelled, Crashed

    if run.state_type == StateType.CANCELLING:
        return Cancelled(message="The process of this run is gone.")
    return Crashed(message="The process of this run is gone. Retry repeats what is missing.")
