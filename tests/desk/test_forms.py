"""The forms of the deployments, and what comes of filling them, in a real browser."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from tests.desk.clicks import picture, submit, visit, visit_run
from tests.desk.served import PATIENCE, ServedDesk
from tests.nights import eventually
from warehouse import manifest

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def published(desk: ServedDesk) -> ServedDesk:
    """The desk, with articles of a newspaper in its snapshot."""
    if not (desk.home / "news.duckdb").exists():
        assert desk.ended(desk.start("nightly", sources=["courier"]))["name"] == "Complete"
    return desk


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
    before, known = len(desk.papers.log), {one["id"] for one in desk.runs()}
    page.on("request", lambda request: asked.append(request.url))
    visit(page, desk, f"deployments/deployment/{desk.deployment('nightly')['id']}/run", "Submit")
    page.get_by_label("sources").click()
    page.get_by_role("option", name="courier").click()
    page.keyboard.press("Escape")
    page.get_by_role("option", name="courier").wait_for(state="hidden")
    picture(page, "form")
    submit(page)
    (run,) = [one for one in desk.runs() if one["id"] not in known and not one["auto_scheduled"]]
    assert run["parameters"]["sources"] == ["courier"]
    state = desk.ended(run["id"])
    assert (state["name"], state["message"]) == ("Complete", "every source came to its end")
    assert {one.paper for one in desk.papers.log[before:]} == {"courier"}
    names = ["mend", "look up what is known", "crawl courier", "read courier", "load", "find copies"]
    done = dict.fromkeys([*names, "report", "publish"], "Completed")
    assert eventually(lambda: desk.tasks(run["id"]) == done), desk.tasks(run["id"])
    visit_run(page, desk, run["id"], "Complete")
    picture(page, "run")
    assert not [url for url in asked if not url.startswith((desk.ui, "data:", "blob:"))]
    assert (desk.home / "news.duckdb").exists()


def test_an_export_from_the_ui_is_whole(published: ServedDesk) -> None:
    desk = published
    state = desk.ended(desk.start("export", name="corpus", format="csv", where="word_count > 10"))
    assert state["type"] == "COMPLETED", state
    assert "sha256" in state["message"]
    assert list(manifest.wrong(desk.home / "exports" / "corpus")) == []
    state = desk.ended(desk.start("export", name="then", lake_snapshot=1))
    assert state["type"] == "FAILED", state
    assert "only a DuckLake keeps its snapshots" in state["message"]


def test_the_sources_are_checked_from_the_ui_and_nothing_of_it_enters_the_archive(
    published: ServedDesk,
) -> None:
    desk, before = published, counts(published)
    names, asked = ["courier", "zarechye"], len(desk.papers.log)
    desk.away("zarechye")
    state = desk.ended(desk.start("check-sources", sources=names))
    desk.write_list()
    assert state["type"] == "FAILED", state
    assert state["message"].startswith("zarechye: ")
    assert {one.paper for one in desk.papers.log[asked:]} == {"courier"}
    (shown,) = desk.artifacts("check-sources")
    assert [row["source"] for row in shown] == names
    assert [bool(row["broken"]) for row in shown] == [False, True]
    assert counts(desk) == before
    assert not list(desk.home.glob("runs/2*check*"))


def counts(desk: ServedDesk) -> tuple[Any, ...]:
    """How many rows the snapshot has, and which WARC files there are."""
    with duckdb.connect(str(desk.home / "news.duckdb"), read_only=True) as connection:
        sql = "select (select count(*) from fetches), (select count(*) from articles)"
        return *connection.execute(sql).fetchall(), sorted(desk.home.glob("warc/**/*.warc.gz"))
