"""The server itself watches whether nightly runs finish, and tells a block of it when none does."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from prefect import flow
from prefect.blocks.notifications import CustomWebhookNotificationBlock, SlackWebhook
from prefect.client.schemas.objects import State
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings
from prefect.states import Completed, Failed

from flows.alerts import SETTING
from flows.serving import deadman
from tests.desk.served import ServedDesk
from tests.inbox import Inbox
from tests.nights import eventually

LONGEST = timedelta(seconds=20)  # instead of 36 hours


@pytest.fixture
def at_desk(desk: ServedDesk) -> Iterator[ServedDesk]:
    """This process speaks to the desk's server."""
    with temporary_settings({PREFECT_API_URL: str(desk.api.base_url).removesuffix("/")}):
        yield desk


def test_the_server_watches_for_each_block_that_is_there_and_the_missing_one_is_said(
    at_desk: ServedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "block:webhook/nobody block:slack-webhook/desk json://127.0.0.1:9/")
    said: list[str] = []
    SlackWebhook(url="http://127.0.0.1:9/").save("desk", overwrite=True, _sync=True)
    for _ in range(2):  # the desk is opened a second time
        deadman.arm_or_say(said.append)
    assert ["webhook/nobody" in sentence for sentence in said] == [True, True]
    (armed,) = automations(at_desk)
    assert set(armed["trigger"]["expect"]) == deadman.ENDED
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES: 0}):
        deadman.arm_or_say(said.append)
    assert "Not every place" in said[-1]


def automations(desk: ServedDesk) -> list[dict]:
    found = desk.api.post("/automations/filter", json={}).json()
    return [one for one in found if one["name"] == deadman.AUTOMATION]


@flow(name="nightly")
def ends(kind: str) -> State:
    """Ends as a nightly run of ours does (flows.course.conclude), or as one that did nothing."""
    return (Failed if kind == "Failed" else Completed)(name=kind)


@flow(name="revisit")
def another() -> State:
    """Ends well, and is no nightly run."""
    return Completed(name="Complete")


@pytest.mark.usefixtures("long")
def test_the_server_tells_of_silence_only_when_no_nightly_run_ends(
    at_desk: ServedDesk, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = CustomWebhookNotificationBlock(
        name="inbox", url=inbox.url, json_data={"title": "{{subject}}", "message": "{{body}}"}
    )
    block.save("inbox", overwrite=True, _sync=True)
    monkeypatch.setenv(SETTING, "block:custom-webhook/inbox")
    assert deadman.arm(LONGEST) == ["custom-webhook/inbox"]
    for kind in ("Complete", "Partial", "Failed", "Complete", "Partial", "Failed"):
        ends(kind, return_state=True)
        time.sleep(LONGEST.total_seconds() / 3)
    assert inbox.got == []
    quiet = time.monotonic()
    while not inbox.got and time.monotonic() - quiet < 5 * LONGEST.total_seconds():
        ends("Skipped", return_state=True)  # it did nothing
        another()
        time.sleep(2)
    assert [one["title"] for one in inbox.got] == ["Nightdesk: no nightly run finishes"]
    assert time.monotonic() - quiet > LONGEST.total_seconds() / 2
    monkeypatch.setenv(SETTING, "")
    assert deadman.arm() == []
    assert eventually(lambda: automations(at_desk) == [])
