"""Runs that the server takes for running although their process is gone: found by their lease, and ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows.lease import is_held, is_orphaned, lease_file
from flows.serving.address import POOL

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, State

UNHEARD = timedelta(seconds=20)  # a run that has begun takes its lease, or gives it back, long before
GONE = "The process of this run is gone."


def end_zombies(home: Path, opening: bool = False) -> list[str]:
    """Mark the orphaned flow runs of this home as crashed, or as cancelled if asked; return their names.

    `opening`: no worker is at work yet, so that a deployment's run that holds no lease is dead too; one that
    never began is put back to the start. Asks the server that PREFECT_API_URL names. A restart of the same
    flow run takes its lease anew.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
    from prefect.client.schemas.objects import StateType

    looked_at = [StateType.RUNNING, StateType.CANCELLING, *([StateType.PENDING] if opening else [])]
    under_way = FlowRunFilterState(type=FlowRunFilterStateType(any_=looked_at))
    ended = []
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=FlowRunFilter(state=under_way)):
            here = run.deployment_id and run.work_pool_name == POOL  # and not on a worker elsewhere
            never_leased = (opening or waits_in_vain(run)) and here and not is_held(home, str(run.id))
            if not (never_leased or is_orphaned(home, str(run.id))):
                continue
            client.set_flow_run_state(run.id, ending(run), force=True)
            lease_file(home, str(run.id)).unlink(missing_ok=True)
            ended.append(run.name)
    return ended


def waits_in_vain(run: FlowRun) -> bool:
    """Whether a run was asked to cancel before it began: Prefect's worker looks only at runs that have."""
    from prefect.client.schemas.objects import StateType

    asked = run.state.timestamp if run.state and run.state_type == StateType.CANCELLING else None
    return asked is not None and datetime.now(UTC) - asked > UNHEARD


def ending(run: FlowRun) -> State[object]:
    """The state that a run without a process has come to."""
    from prefect.client.schemas.objects import StateType
    from prefect.states import Cancelled, Crashed, Scheduled

    if run.state_type == StateType.PENDING:
        return Scheduled(message="It had not begun when the desk was closed.")
    if run.state_type == StateType.CANCELLING:
        return Cancelled(message=GONE)
    return Crashed(message=f"{GONE} Retry repeats what is missing.")
