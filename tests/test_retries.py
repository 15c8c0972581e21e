"""What Prefect leaves undone of Retry and Cancel: a Retry that a late crash undid, a Cancel before the start."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import AwaitingRetry, Cancelling, Crashed, Pending, Running

from flows.serving.retries import undone
from flows.serving.zombies import waits_in_vain

MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)


def history(*kinds: type | object) -> list[State]:
    states = [kind() for kind in kinds]
    return [
        state.model_copy(update={"timestamp": MIDNIGHT + timedelta(minutes=number)})
        for number, state in enumerate(states)
    ]


@pytest.mark.parametrize(
    ("kinds", "is_undone"),
    [
        ((Running, Crashed, AwaitingRetry, Crashed), True),
        ((Running, Crashed, AwaitingRetry, Pending, Running, Crashed), False),
        ((Running, Crashed, Crashed, AwaitingRetry), True),
        ((Running, Crashed), False),
        ((Crashed,), False),
    ],
)
def test_a_retry_is_undone_only_if_it_never_began(kinds: tuple, is_undone: bool) -> None:
    told = history(*kinds)
    assert undone(told) is is_undone
    assert undone(told[::-1]) is is_undone


@pytest.mark.parametrize(
    ("seconds", "kind", "in_vain"), [(60, Cancelling, True), (5, Cancelling, False), (60, Running, False)]
)
def test_a_run_cancelled_before_it_began_is_not_waited_for(seconds: int, kind: type, in_vain: bool) -> None:
    """Prefect's worker would leave it so for five minutes, and no other run of its kind could begin."""
    asked = datetime.now(UTC) - timedelta(seconds=seconds)
    state = kind().model_copy(update={"timestamp": asked})
    run = FlowRun(flow_id=uuid4(), state=state, state_type=state.type)
    assert waits_in_vain(run) is in_vain
