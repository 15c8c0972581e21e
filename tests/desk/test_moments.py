"""Cancel, kill and Retry at random moments of a run: what comes next is whole, and no process is left."""

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest

from flows.promises import broken
from tests.desk.served import FINAL, PATIENCE, ServedDesk
from tests.faults.content import leftovers
from tests.nights import WAIT, eventually

TIMES = int(os.environ.get("NIGHTDESK_TIMES", "20"))
PAPERS = ["courier", "talbote"]
pytestmark = [pytest.mark.usefixtures("long"), pytest.mark.parametrize("time_of", range(TIMES))]


STEPS = [
    "",
    "mend",
    *(f"{step} {paper}" for paper in PAPERS for step in ("crawl", "read")),
    "load",
    "find copies",
    "report",
]


@pytest.fixture(scope="module")
def slow_desk(long: None, open_desk: ServedDesk) -> Iterator[ServedDesk]:
    """The desk, whose crawls take some seconds."""
    open_desk.slowly(0.2)
    yield open_desk
    open_desk.write_list()


def some_moment(desk: ServedDesk, run: str) -> str:
    """Wait for some moment of a run that was just asked for: a while after one of its steps began; which one.

    A share of its usual time would not do: what else the machine does decides how long a run takes.
    """
    chance = random.Random(time.time_ns())
    step = chance.choice(STEPS)
    assert eventually(
        lambda: not step or step in desk.tasks(run) or desk.state(run)["type"] in FINAL, PATIENCE
    )
    time.sleep(chance.uniform(0, 2))
    return step or "the start"


def complete(desk: ServedDesk, run: str) -> None:
    """The run comes to its end, every promise holds, and nothing of it or of others is left."""
    assert eventually(lambda: desk.state(run)["type"] in FINAL, PATIENCE), desk.state(run)
    assert eventually(lambda: not desk.flow(run), 60)
    state, wrong, left = desk.state(run), broken(desk.home, WAIT), leftovers(desk.home)
    told("next", state=state["name"], message=state["message"], broken=str(wrong), left=str(left))
    assert (state["name"], wrong, left) == ("Complete", [], []), state


def told(what: str, **figures: float | str) -> None:
    """A line for whoever runs this with -s, to be put into the docs."""
    words = ", ".join(
        f"{name} {value:.1f}" if isinstance(value, float) else f"{name} {value}"
        for name, value in figures.items()
    )
    print(f"\n{what}: {words}", flush=True)


def test_cancel(slow_desk: ServedDesk, time_of: int) -> None:
    desk = slow_desk
    run = desk.start("nightly", sources=PAPERS)
    at = some_moment(desk, run)
    crawling = bool(desk.crawls(run))
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


def test_kill_and_retry(slow_desk: ServedDesk, time_of: int) -> None:
    """SIGKILL of one of the run's processes: the flow's, its crawl's, its reader's, or Prefect's own beside it."""
    desk = slow_desk
    run = desk.start("nightly", sources=PAPERS)
    assert eventually(lambda: desk.flow(run), PATIENCE)
    at, killed, began = some_moment(desk, run), "none", time.monotonic()
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
