"""A Retry that Prefect's worker undid by telling of the crash only then: it is asked for again.

The worker tells of a crash twice, the second time half a minute after the first. Whoever pressed Retry in
between saw the run crash again before it began.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

LATE = timedelta(minutes=10)  # a crash that was told longer ago is no late report of an earlier one


def honour_retries() -> list[str]:
    """Put crashed runs back to waiting whose Retry was undone before it began; return their names.

    Asks the server that PREFECT_API_URL names.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
    from prefect.client.schemas.objects import StateType
    from prefect.states import AwaitingRetry

    crashed = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.CRASHED]))
    honoured = []
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=FlowRunFilter(state=crashed)):
            told = run.state.timestamp if run.state else None
            if not run.deployment_id or not told or datetime.now(UTC) - told > LATE:
                continue
            if undone(client.read_flow_run_states(run.id)):
                said = "Asked for again: the crash before was told late."
                client.set_flow_run_state(run.id, AwaitingRetry(message=said), force=True)
                honoured.append(run.name)
    return honoured


def undone(states: list[State[object]]) -> bool:
    """Whether the last thing that a crashed run was told beside crashes is a Retry: it had not begun.

    A crash that is told in the same instant as the Retry may bear the earlier time and yet be kept after it.
    """
    told = [one for one in sorted(states, key=lambda one: one.timestamp) if not one.is_crashed()]
    return bool(told) and told[-1].name == "AwaitingRetry"
