"""The desk as an operator has it: server, worker, forms and buttons, clicked in a real browser."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from prefect.blocks.notifications import SlackWebhook
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.alerts import SETTING
from flows.lease import lease_file
from flows.promises import broken
from flows.serving import deadman
from tests.chromium import browsing
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, WAIT, eventually
from tests.served import ServedDesk, parent, served
from tests.test_nightly_faults import alive
from warehouse import manifest

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 240  # seconds: other work on the machine must not make a test fail
PICTURES = os.environ.get("NIGHTDESK_PICTURES")  # a folder for screenshots, if they are wanted
pytestmark = [
    pytest.mark.server,
    pytest.mark.slow,
    pytest.mark.xdist_group("serve"),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="module")
def papers() -> Iterator[Newspapers]:
    with Newspapers(FIRST_DAY) as papers:
        yield papers


@pytest.fixture(scope="module")
def opened() -> Iterator[ExitStack]:
    """What was opened and must be closed; a test may close it early."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, papers: Newspapers, opened: ExitStack) -> ServedDesk:
    return opened.enter_context(served(tmp_path_factory.mktemp("desk"), papers))


@pytest.fixture(scope="module")
def page(desk: ServedDesk, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Page"]:
    with browsing(tmp_path_factory.mktemp("browser")) as page:
        yield page


long = pytest.mark.skipif(
    not os.environ.get("NIGHTDESK_LONG"), reason="disturbs a desk for minutes: set NIGHTDESK_LONG=1 to run it"
)


def visit(page: "Page", desk: ServedDesk, path: str, until: str) -> None:
    page.goto(f"{desk.ui}/v2/{path}")
    page.get_by_text(until).first.wait_for()


def submit(page: "Page") -> None:
    """Press Submit until the form goes away: a click is lost while the page draws the form anew."""
    button = page.get_by_role("button", name="Submit")
    while button.is_visible():
        button.click()
        page.wait_for_timeout(2000)


def press(page: "Page", item: str, sure: str) -> None:
    """Choose from the menu of a run, and say that one is sure."""
    page.get_by_role("button", name="Open menu").click()
    page.get_by_role("menuitem", name=item).click()
    page.get_by_role("alertdialog").get_by_role("button", name=sure, exact=True).click()
    page.get_by_role("alertdialog").wait_for(state="hidden")


def picture(page: "Page", name: str) -> None:
    if PICTURES:
        page.wait_for_timeout(1500)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_the_schedule_puts_the_next_nights_on_the_server(desk: ServedDesk) -> None:
    nightly = desk.deployment("nightly")["id"]

    def upcoming() -> list[dict[str, Any]]:
        scheduled = {"state": {"type": {"any_": ["SCHEDULED"]}}}
        found = desk.runs(flow_runs=scheduled, sort="EXPECTED_START_TIME_ASC")
        return [run for run in found if run["deployment_id"] == nightly]

    assert eventually(lambda: len(upcoming()) > 0, PATIENCE)
    first = datetime.fromisoformat(upcoming()[0]["expected_start_time"])
    local = first.astimezone(ZoneInfo("Europe/London"))
    assert (local.hour, local.minute) == (2, 15)


def test_the_pool_has_a_limit_and_every_deployment_a_form_that_explains_itself(desk: ServedDesk) -> None:
    assert desk.api.get("/work_pools/nightdesk").json()["concurrency_limit"] == 4
    deployments = desk.api.post("/deployments/filter", json={}).json()
    assert {"nightly", "backfill", "revisit", "dedupe", "maintain"} <= {one["name"] for one in deployments}
    for one in deployments:
        for name, field in one["parameter_openapi_schema"]["properties"].items():
            assert field.get("description"), f"{one['name']}: {name}"
            assert isinstance(field["type"], str), "a list of types, or a choice of them, makes a switch"


def test_a_form_filled_wrongly_says_what_is_allowed(desk: ServedDesk) -> None:
    for asked, says in (
        ({"sources": ["dawm"]}, "'dawm' is not one of ['meridian', 'talbote', 'courier', 'zarechye']"),
        ({"day": "yesterday"}, "does not match"),
    ):
        answer = desk.asked("nightly", **asked)
        assert answer.status_code == 409
        assert says in answer.text
    missing = desk.asked("maintain", stage_file_days=3)
    assert "less than the minimum of 35" in missing.text


def test_a_custom_run_from_the_form_visits_what_was_chosen_and_asks_nobody_else(
    desk: ServedDesk, page: "Page"
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, desk, f"deployments/deployment/{desk.deployment('nightly')['id']}/run", "Submit")
    page.get_by_label("sources").click()
    page.get_by_role("option", name="courier").click()
    page.keyboard.press("Escape")
    page.get_by_role("option", name="courier").wait_for(state="hidden")
    picture(page, "form")
    submit(page)
    assert eventually(lambda: desk.runs(flow_runs={"state": {"type": {"any_": ["COMPLETED"]}}}), PATIENCE)
    (run,) = desk.runs(flow_runs={"state": {"type": {"any_": ["COMPLETED"]}}})
    assert (run["parameters"]["sources"], run["state"]["name"]) == (["courier"], "Complete")
    assert {served.paper for served in desk.papers.log} == {"courier"}
    names = ["mend", "look up what is known", "crawl courier", "read courier", "load", "find copies"]
    done = dict.fromkeys([*names, "report", "publish"], "Completed")
    assert eventually(lambda: desk.tasks(run["id"]) == done), desk.tasks(run["id"])
    visit(page, desk, f"runs/flow-run/{run['id']}", "every source came to its end")
    picture(page, "run")
    assert not [url for url in asked if not url.startswith((desk.ui, "data:", "blob:"))]
    assert (desk.home / "news.duckdb").exists()


def test_an_export_from_the_ui_is_whole(desk: ServedDesk) -> None:
    state = desk.ended(desk.start("export", name="corpus", format="csv", where="word_count > 10"))
    assert state["type"] == "COMPLETED", state
    assert "sha256" in state["message"]
    assert list(manifest.wrong(desk.home / "exports" / "corpus")) == []


def test_a_second_run_does_nothing_and_cancel_stops_the_first_and_leaves_no_process(desk: ServedDesk) -> None:
    run, crawls = at_work(desk)
    flow = parent(crawls[0])
    assert desk.ended(desk.start("nightly"))["type"] == "CANCELLED"
    assert set(crawls) <= set(desk.crawls(run))
    desk.press(run, "CANCELLING", "Cancelling")
    assert eventually(lambda: not desk.crawls(run), 20)
    assert desk.ended(run)["type"] == "CANCELLED"
    assert eventually(lambda: not alive(flow))


def test_a_killed_flow_blocks_nothing_is_marked_and_a_retry_completes_it(desk: ServedDesk) -> None:
    run, crawls = at_work(desk)
    os.kill(parent(crawls[0]), signal.SIGKILL)
    assert eventually(lambda: not desk.crawls(run), 20)
    assert desk.ended(run)["type"] == "CRASHED"
    desk.write_list()
    assert eventually(lambda: desk.retried(run), PATIENCE), desk.state(run)
    assert eventually(lambda: desk.state(run)["name"] == "Complete", PATIENCE), desk.state(run)
    assert eventually(lambda: desk.events(run) & deadman.ENDED == {"prefect.flow-run.Complete"}, 60)
    assert broken(desk.home, WAIT) == []


def test_the_server_watches_for_each_block_that_is_there_and_the_missing_one_is_said(
    desk: ServedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "block:webhook/nobody block:slack-webhook/desk json://127.0.0.1:9/")
    said: list[str] = []
    with temporary_settings({PREFECT_API_URL: str(desk.api.base_url).removesuffix("/")}):
        SlackWebhook(url="http://127.0.0.1:9/").save("desk", overwrite=True, _sync=True)
        for _ in range(2):  # the desk is opened a second time
            deadman.arm_or_say(said.append)
    assert ["webhook/nobody" in sentence for sentence in said] == [True, True]
    found = desk.api.post("/automations/filter", json={}).json()
    (armed,) = [one for one in found if one["name"] == deadman.AUTOMATION]
    assert set(armed["trigger"]["expect"]) == deadman.ENDED
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES: 0}):
        deadman.arm_or_say(said.append)
    assert "Not every place" in said[-1]


def at_work(desk: ServedDesk) -> tuple[str, list[int]]:
    """A nightly run that crawls slowly and holds its lease, and the processes that crawl for it."""
    desk.slowly(2)
    run = desk.start("nightly", sources=["courier"])
    assert eventually(lambda: desk.crawls(run) and lease_file(desk.home, run).exists(), PATIENCE)
    return run, desk.crawls(run)


@long
def test_retry_repeats_only_what_failed(desk: ServedDesk, page: "Page") -> None:
    port = desk.papers["courier"].port
    desk.write_list(lambda text: text.replace(f":{port}", ":9").replace(f"[{port}]", "[9]"))
    run = desk.start("nightly", sources=["courier", "talbote"])
    assert desk.ended(run)["name"] == "Partial"
    visit(page, desk, f"runs/flow-run/{run}", "Partial")
    picture(page, "red-run")
    desk.write_list()
    before = len(desk.papers.log)
    press(page, "Retry", "Retry")
    assert eventually(lambda: desk.state(run)["name"] == "Complete", PATIENCE), desk.state(run)
    assert {served.paper for served in desk.papers.log[before:]} == {"courier"}
    tasks = desk.tasks(run)
    assert sorted(name for name in tasks if tasks[name] == "Cached") == ["crawl talbote", "read talbote"]
    assert broken(desk.home, WAIT) == []


@long
def test_cancel_by_click_stops_the_run(desk: ServedDesk, page: "Page") -> None:
    desk.slowly(2)
    run = desk.start("nightly")
    assert eventually(lambda: desk.crawls(run), PATIENCE)
    second = desk.start("nightly")
    assert desk.ended(second)["type"] == "CANCELLED"
    visit(page, desk, f"runs/flow-run/{run}", "Running")
    picture(page, "at-work")
    press(page, "Cancel", "Cancel Flow Run")
    assert eventually(lambda: not desk.crawls(run), PATIENCE)
    assert desk.ended(run)["type"] == "CANCELLED"


@long
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


@long
def test_a_killed_desk_leaves_nothing_and_the_next_makes_up_for_missed_nights_once(
    desk: ServedDesk, opened: ExitStack, papers: Newspapers
) -> None:
    desk.slowly(2)
    run = desk.start("nightly")
    assert eventually(lambda: desk.crawls(run), PATIENCE)
    nightly = desk.deployment("nightly")["id"]
    desk.process.send_signal(signal.SIGKILL)
    opened.close()  # which looks whether anything is left
    desk.write_list()
    miss_nights(desk.home, nightly)

    login = "night:only for the desk"
    again = opened.enter_context(served(desk.home, papers, NIGHTDESK_LOGIN=login))
    assert again.api.get("/deployments/name/nightly/nightly").status_code == 401
    again.api.auth = httpx.BasicAuth(*login.split(":"))
    assert again.state(run)["type"] == "CRASHED"
    missed = {"flow_runs": {"expected_start_time": {"before_": str(FIRST_DAY)}}}
    assert eventually(lambda: "COMPLETED" in {one["state_type"] for one in again.runs(**missed)}, PATIENCE)
    states = sorted(one["state_type"] for one in again.runs(**missed))
    assert states == ["CANCELLED"] * (len(states) - 1) + ["COMPLETED"]
    assert len(states) > 1
    reports = {path.parent.name for path in desk.home.glob("runs/*/report.json")}
    assert reports == {path.parent.name for path in desk.home.glob("runs/*/run.json")}
    assert broken(desk.home, WAIT) == []
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
