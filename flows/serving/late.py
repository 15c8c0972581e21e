"""After a pause of the desk: many nights were missed, and one run makes up for them."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun


def keep_one_late_run() -> list[str]:
    """Cancel every run that is late but the last of each deployment; return the names of the cancelled.

    Asks the server that PREFECT_API_URL names.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
    from prefect.client.schemas.objects import StateType
    from prefect.states import Cancelled

    scheduled = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
    late: dict[str, list[FlowRun]] = defaultdict(list)
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=FlowRunFilter(state=scheduled)):
            due = run.expected_start_time
            if run.auto_scheduled and run.deployment_id and due and due < datetime.now(UTC):
                late[str(run.deployment_id)].append(run)
        cancelled = []
        for missed in late.values():
            for run in sorted(missed, key=lambda one: str(one.expected_start_time))[:-1]:
                client.set_flow_run_state(
                    run.id, Cancelled(message="A later run makes up for this one."), force=True
                )
                cancelled.append(run.name)
    return cancelled
