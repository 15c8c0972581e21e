"""Cancel, kill and Retry at random moments of a run: what comes next is whole, and no process is left."""

import os
import random
import signal
import time
from collections.abc import Callable

import pytest

from flows.promises import broken
from tests.desk.served import FINAL, PATIENCE, ServedDesk
from tests.faults.content import leftovers
from tests.nights import WAIT, eventually

TIMES = int(os.environ.get("NIGHTDESK_TIMES", "20"))
PAPERS = ["courier", "talbote"]
pytestmark = [pytest.mark.usefixtures("long"), pytest.mark.parametrize("time_of", range(TIMES))]


@pytest.fixture(scope="module")
def usual(long: None, desk: ServedDesk) -> float:
    """Seconds from asking for a run to its end, when nobody disturbs it."""
    desk.slowly(0.2)
    began = time.monotonic()
    complete(desk, desk.start("nightly", sources=PAPERS))
    return time.monotonic() - began


@pytest.fixture
def moment(usual: float) -> Callable[[], float]:
    """Waits until some moment of a run that was just asked for; which one that is, in seconds."""

    def wait() -> float:
        chosen = random.Random(time.time_ns()).uniform(0, usual)
        time.sleep(chosen)
        return chosen

    return wait


def complete(desk: ServedDesk, run: str) -> None:
    """The run comes to its end, every promise holds, and nothing of it or of others is left."""
    assert eventually(lambda: desk.state(run)["type"] in FINAL, PATIENCE), desk.state(run)
    assert desk.state(run)["name"] == "Complete", desk.state(run)
    assert eventually(lambda: not desk.flow(run))
    assert broken(desk.home, WAIT) == []
    assert leftovers(desk.home) == []


def told(what: str, **figures: float | str) -> None:
    """A line for whoever runs this with -s, to be put into the docs."""
    words = ", ".join(
        f"{name} {value:.1f}" if isinstance(value, float) else f"{name} {value}"
        for name, value in figures.items()
    )
    print(f"\n{what}: {words}", flush=True)


def test_cancel(desk: ServedDesk, moment: Callable[[], float], time_of: int) -> None:
    run = desk.start("nightly", sources=PAPERS)
    at, crawling = moment(), bool(desk.crawls(run))
    began = time.monotonic()
    if desk.state(run)["type"] not in FINAL:
        desk.press(run, "CANCELLING", "Cancelling")
    assert eventually(lambda: not desk.crawls(run), PATIENCE)
    stopped = time.monotonic() - began
    state = desk.ended(run)["type"]
    assert eventually(lambda: not desk.flow(run), 60)
    told("cancel", at=at, crawling=str(crawling), stopped=stopped, state=state, gone=time.monotonic() - began)
    assert state in {"CANCELLED", "COMPLETED"}
    complete(desk, desk.start("nightly", sources=PAPERS))


def test_kill_and_retry(desk: ServedDesk, moment: Callable[[], float], time_of: int) -> None:
    """SIGKILL of one of the run's processes: the flow's, its crawl's, its reader's, or Prefect's own beside it."""
    run = desk.start("nightly", sources=PAPERS)
    assert eventually(lambda: desk.flow(run), PATIENCE)
    at, killed, began = moment(), "none", time.monotonic()
    if living := desk.flow(run):
        victim = random.Random(time.time_ns()).choice(living)
        killed = desk.role(victim)
        os.kill(victim, signal.SIGKILL)
    state = desk.ended(run)
    told("kill", at=at, killed=killed, state=state["name"], ended=time.monotonic() - began)
    assert eventually(lambda: not desk.flow(run), 60)
    if state["name"] != "Complete":
        desk.press(run, "SCHEDULED", "AwaitingRetry")
        assert eventually(lambda: desk.flow(run) or desk.state(run)["name"] == "Complete", PATIENCE)
    complete(desk, run)
