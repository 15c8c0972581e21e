"""The server dies while a run is at work; the whole desk dies: what is done goes on or is made up for."""

import os
import signal
import sqlite3
from pathlib import Path

import httpx
import pytest

from flows.promises import broken
from tests.desk.served import PATIENCE, ServedDesk, parent, served
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, WAIT, eventually

pytestmark = pytest.mark.usefixtures("long")


def test_a_killed_flow_is_marked_and_its_retry_goes_on_though_the_server_dies(desk: ServedDesk) -> None:
    desk.slowly(2)
    run = desk.start("nightly")
    assert eventually(lambda: desk.crawls(run), PATIENCE)
    os.kill(parent(desk.crawls(run)[0]), signal.SIGKILL)
    assert eventually(lambda: not desk.crawls(run), PATIENCE)
    assert desk.ended(run, PATIENCE)["type"] == "CRASHED"
    desk.slowly(0.3)
    assert eventually(lambda: desk.retried(run), PATIENCE)
    os.kill(desk.server(), signal.SIGKILL)
    assert eventually(lambda: desk.answers() and desk.state(run)["name"] == "Complete", PATIENCE), desk.state(
        run
    )
    assert broken(desk.home, WAIT) == []


def test_a_killed_desk_leaves_nothing_and_the_next_makes_up_for_missed_nights_once(
    tmp_path: Path, papers: Newspapers
) -> None:
    home = tmp_path / "home"
    with served(home, papers) as desk:  # which looks at its end whether anything is left
        desk.slowly(2)
        run = desk.start("nightly")
        assert eventually(lambda: desk.crawls(run), PATIENCE)
        nightly = desk.deployment("nightly")["id"]
        desk.process.send_signal(signal.SIGKILL)
    desk.write_list()
    miss_nights(home, nightly)
    login = "night:only for the desk"
    with served(home, papers, NIGHTDESK_LOGIN=login) as again:
        make_up_for_them(again, run, login)


def make_up_for_them(again: ServedDesk, run: str, login: str) -> None:
    """What a desk does that is opened after missed nights."""
    home = again.home
    assert again.api.get("/deployments/name/nightly/nightly").status_code == 401
    again.api.auth = httpx.BasicAuth(*login.split(":"))
    assert again.state(run)["type"] == "CRASHED"
    missed = {"flow_runs": {"expected_start_time": {"before_": str(FIRST_DAY)}}}
    assert eventually(lambda: "COMPLETED" in {one["state_type"] for one in again.runs(**missed)}, PATIENCE)
    states = sorted(one["state_type"] for one in again.runs(**missed))
    assert states == ["CANCELLED"] * (len(states) - 1) + ["COMPLETED"]
    assert len(states) > 1
    reports = {path.parent.name for path in home.glob("runs/*/report.json")}
    assert reports == {path.parent.name for path in home.glob("runs/*/run.json")}
    assert broken(home, WAIT) == []
    again.process.send_signal(signal.SIGINT)
    assert again.process.wait(60) == 0


def miss_nights(home: Path, nightly: str) -> None:
    """Move the scheduled nights into the past, as if the desk had been closed for so long."""
    earlier = """
        update flow_run
        set expected_start_time = strftime('%Y-%m-%d %H:%M:%f000', expected_start_time, '-30 days'),
            next_scheduled_start_time = strftime('%Y-%m-%d %H:%M:%f000', expected_start_time, '-30 days')
        where deployment_id = ? and state_type = 'SCHEDULED' and auto_scheduled
    """
    due = """
        update flow_run_state
        set state_details = json_set(state_details, '$.scheduled_time', '2026-01-01T02:15:00Z')
        where id in (select state_id from flow_run where deployment_id = ? and auto_scheduled)
    """
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        database.execute(due, [nightly])
        assert database.execute(earlier, [nightly]).rowcount > 1
