"""An alert comes once when a trouble begins and once when it is over, with the reason and the next step."""

import logging
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import alerts
from flows.history import Past, silence
from flows.report import Report
from flows.serving import deadman, desk
from flows.serving.address import Address
from flows.serving.kept import Kept
from flows.verdict import Standing, Verdict
from tests.inbox import Inbox
from warehouse.health import Health

LOG = logging.getLogger("tests.alerts")
SILENT = Health("gazette", "silent", "no new article since 2026-03-01", "look at it", (), 0, 12.0, False)
WELL = Health("gazette", "well", None, None, (), 12, 12.0, False)


@pytest.fixture
def inbox(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    monkeypatch.setenv(alerts.SETTING, inbox.place)
    return inbox


def report(*health: Health, failures: tuple[str, ...] = ()) -> Report:
    standing = Standing.FAILED if failures else Standing.COMPLETE
    return Report("2026-03-02-nightly-1", Verdict(standing, failures, failures), (), health)


def test_a_trouble_is_told_once_and_its_end_once(tmp_path: Path, inbox: Inbox) -> None:
    for night in (SILENT, SILENT, WELL, WELL):
        alerts.send(tmp_path, report(night), LOG)
    assert [one["title"] for one in inbox.got] == ["Nightdesk: 1 trouble began", "Nightdesk: 1 is over"]
    assert inbox.got[0]["message"] == "gazette: silent, no new article since 2026-03-01. Next: look at it"
    assert inbox.got[1]["message"] == "over: gazette silent"


def test_a_failed_run_is_a_trouble(tmp_path: Path, inbox: Inbox) -> None:
    alerts.send(tmp_path, report(WELL, failures=("dawn: nothing came",)), LOG)
    assert "dawn: nothing came. Next: press Retry" in inbox.got[0]["message"]


def test_what_could_not_be_sent_is_sent_after_the_next_run(
    tmp_path: Path, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.refuse = 1
    alerts.send(tmp_path, report(SILENT), LOG)
    assert inbox.got == []
    assert "could not be sent" in caplog.text
    alerts.send(tmp_path, report(SILENT), LOG)
    assert len(inbox.got) == 1


def test_a_desk_on_which_no_run_finishes_is_told_once_and_its_end_once(tmp_path: Path, inbox: Inbox) -> None:
    opened, day = datetime(2026, 3, 1, tzinfo=UTC), timedelta(hours=30)
    for hours in (29, 31, 32):
        alerts.send_silence(tmp_path, silence([], day, opened + timedelta(hours=hours), opened), LOG)
    night = Past("2026-03-02-nightly-1", "nightly", opened, opened + timedelta(hours=33), "complete")
    alerts.send_silence(tmp_path, silence([night], day, opened + timedelta(hours=34), opened), LOG)
    assert [one["title"] for one in inbox.got] == ["Nightdesk: 1 trouble began", "Nightdesk: 1 is over"]
    assert "no nightly run has finished for 31 hours" in inbox.got[0]["message"]


def test_the_address_stands_in_no_file_and_no_log(
    tmp_path: Path, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.refuse = 1
    for _ in range(2):
        alerts.send(tmp_path, report(SILENT), LOG)
    assert "hunter2" not in (tmp_path / "alerts.json").read_text()
    assert "hunter2" not in "".join(one.getMessage() for one in caplog.records if one.name == LOG.name)


def test_an_address_that_is_none_is_named_by_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(alerts.SETTING, "nonsense://x")
    alerts.send(tmp_path, report(SILENT), LOG)
    assert "nonsense: is no address that Apprise knows" in caplog.text


def test_what_keeps_the_open_desk_from_looking_is_said_and_ends_nothing(tmp_path: Path) -> None:
    torn = tmp_path / "runs" / "2026-03-01-nightly-1" / "run.json"
    torn.parent.mkdir(parents=True)
    torn.write_text("{")
    said: list[str] = []
    deadman.look_or_say(tmp_path, datetime(2026, 3, 1, tzinfo=UTC), said.append)
    assert "JSONDecodeError" in said[0]


def test_the_open_desk_tells_of_silent_nights(
    tmp_path: Path, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing, rounds = threading.Event(), iter([False, False, True])
    monkeypatch.setattr(closing, "wait", lambda seconds: next(rounds))
    monkeypatch.setattr(desk, "SILENCE_ROUND", 0.0)
    monkeypatch.setattr(deadman, "LONGEST", timedelta(seconds=-1))
    monkeypatch.setattr(Kept, "revive", lambda kept: False)
    desk.watch(desk.open_desk(Address(tmp_path, tmp_path / "sources.toml"), 1, LOG.info), closing)
    assert [one["title"] for one in inbox.got] == ["Nightdesk: 1 trouble began"]
