"""Cancel and Retry, pressed in the UI of a real server while a real run is at work."""

import os
import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flows.lease import lease_file
from flows.promises import broken
from flows.serving import deadman
from tests.desk.clicks import picture, press, visit_run
from tests.desk.served import PATIENCE, ServedDesk, parent
from tests.nights import WAIT, alive, eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page


def at_work(desk: ServedDesk) -> tuple[str, int]:
    """A nightly run that has read talbote and still crawls zarechye, and the process of its flow."""
    desk.slowly(10, "zarechye")  # its crawl outlasts whatever a busy machine does meanwhile
    run = desk.start("nightly", sources=["zarechye", "talbote"])
    assert eventually(lambda: desk.tasks(run).get("read talbote") == "Completed", PATIENCE), desk.tasks(run)
    (crawl,) = desk.crawls(run)
    assert lease_file(desk.home, run).exists()
    return run, parent(crawl)


def test_a_second_run_does_nothing_and_cancel_stops_the_first_and_leaves_no_process(
    desk: ServedDesk, page: "Page"
) -> None:
    run, flow = at_work(desk)
    assert desk.ended(desk.start("nightly"))["type"] == "CANCELLED"
    assert desk.crawls(run)
    visit_run(page, desk, run, "Running")
    picture(page, "at-work")
    press(page, "Cancel", "Cancel Flow Run")
    assert eventually(lambda: not desk.crawls(run))
    assert desk.ended(run)["type"] == "CANCELLED"
    assert eventually(lambda: not alive(flow))


def test_a_killed_flow_blocks_nothing_is_marked_and_retry_repeats_only_what_was_not_done(
    desk: ServedDesk, page: "Page"
) -> None:
    run, flow = at_work(desk)
    os.kill(flow, signal.SIGKILL)
    assert eventually(lambda: not desk.crawls(run))
    assert desk.ended(run)["type"] == "CRASHED"
    desk.write_list()
    before = len(desk.papers.log)
    visit_run(page, desk, run, "Crashed")
    press(page, "Retry", "Retry")
    assert eventually(lambda: desk.retried(run), PATIENCE), desk.state(run)
    assert eventually(lambda: desk.state(run)["name"] == "Complete", PATIENCE), desk.state(run)
    assert {one.paper for one in desk.papers.log[before:]} == {"zarechye"}
    tasks = desk.tasks(run)
    assert sorted(name for name in tasks if tasks[name] == "Cached") == ["crawl talbote", "read talbote"]
    assert eventually(lambda: desk.events(run) & deadman.ENDED == {"prefect.flow-run.Complete"}, 60)
    assert broken(desk.home, WAIT) == []


@pytest.mark.usefixtures("long")
def test_a_retry_that_a_late_report_of_the_crash_undid_is_asked_for_again(desk: ServedDesk) -> None:
    later = {"scheduled_time": str(datetime.now(UTC) + timedelta(days=1))}
    waiting = {"type": "SCHEDULED", "state_details": later}
    path = f"/deployments/{desk.deployment('dedupe')['id']}/create_flow_run"
    run = desk.api.post(path, json={"state": waiting}).json()["id"]
    crash = {"type": "CRASHED", "name": "Crashed"}
    for state in (crash, {**waiting, "name": "AwaitingRetry"}, crash):
        sent = desk.api.post(f"/flow_runs/{run}/set_state", json={"state": state, "force": True})
        sent.raise_for_status()
    assert eventually(lambda: desk.state(run)["type"] == "COMPLETED", PATIENCE), desk.state(run)


@pytest.mark.usefixtures("long")
def test_retry_repeats_only_what_failed(desk: ServedDesk, page: "Page") -> None:
    desk.away("courier")
    run = desk.start("nightly", sources=["courier", "talbote"])
    assert desk.ended(run)["name"] == "Partial"
    visit_run(page, desk, run, "Partial")
    picture(page, "red-run")
    desk.write_list()
    before = len(desk.papers.log)
    press(page, "Retry", "Retry")
    assert eventually(lambda: desk.state(run)["name"] == "Complete", PATIENCE), desk.state(run)
    assert {one.paper for one in desk.papers.log[before:]} == {"courier"}
    tasks = desk.tasks(run)
    assert sorted(name for name in tasks if tasks[name] == "Cached") == ["crawl talbote", "read talbote"]
    assert broken(desk.home, WAIT) == []
