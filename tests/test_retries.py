"""A Retry that was undone by a late report of the crash is told apart from one that began and crashed."""

from datetime import UTC, datetime, timedelta

import pytest
from prefect.client.schemas.objects import State
from prefect.states import AwaitingRetry, Crashed, Pending, Running

from flows.serving.retries import undone

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
        ((Running, Crashed), False),
        ((Crashed,), False),
    ],
)
def test_a_retry_is_undone_only_if_it_never_began(kinds: tuple, is_undone: bool) -> None:
    told = history(*kinds)
    assert undone(told) is is_undone
    assert undone(told[::-1]) is is_undone
