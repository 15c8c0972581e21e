"""What a night's stage files make of the warehouse."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.items import Outcome, Verdict
from tests.loaded import ask, load
from tests.stage import MIDNIGHT, TEXT, Night
from warehouse import holdings, store
from warehouse.known import Wanted

URL = "https://gazette.example/news/1"
EDITED = (TEXT[0].replace("eleven", "twelve"), TEXT[1])


def everything(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    tables = ("fetches", "captures", "articles", "versions", "aliases", "rejects", "stories", "crawls")
    return {name: ask(home, f"from {name} order by all") for name in tables}


def test_a_page_becomes_an_article_with_one_version(tmp_path):
    night = Night(tmp_path)
    night.page(URL, authors=("Edith Crane",))
    load(tmp_path, night)
    assert ask(tmp_path, "select title, authors, versions, word_count from articles") == [
        ("Bridge to close", ["Edith Crane"], 1, len(" ".join(TEXT).split()))
    ]


def test_loading_twice_changes_nothing(tmp_path):
    night = Night(tmp_path)
    night.page(URL)
    night.page("https://gazette.example/login", verdict=Verdict.CONSENT)
    load(tmp_path, night)
    before = everything(tmp_path)
    load(tmp_path, night)
    assert everything(tmp_path) == before


def test_a_page_that_the_files_read_twice_is_read_once(tmp_path):
    night = Night(tmp_path)
    night.page(URL)
    night.readings *= 2
    load(tmp_path, night)
    assert ask(tmp_path, "select count(*) from versions") == [(1,)]
    assert ask(tmp_path, "select became from captures") == [("version",)]


def test_a_fetch_that_the_files_tell_of_twice_is_kept_once(tmp_path):
    night = Night(tmp_path)
    night.page(URL)
    night.fetches *= 2
    load(tmp_path, night)
    assert ask(tmp_path, "select count(*) from fetches") == [(1,)]
    assert ask(tmp_path, "select became from captures") == [("version",)]


def test_an_edit_begins_a_version_and_ends_the_one_before(tmp_path):
    one, two = Night(tmp_path, 1), Night(tmp_path, 2)
    one.page(URL)
    two.page(URL, text=EDITED)
    load(tmp_path, one, two)
    (first, second) = ask(tmp_path, "select body, valid_to_at from versions order by valid_from_at")
    assert "eleven" in first[0]
    assert first[1] == two.started_at
    assert second[1] is None
    assert ask(tmp_path, "select body like '%twelve%', versions from articles") == [(True, 2)]


@pytest.mark.parametrize(
    "text", [(TEXT[0].replace(" ", "  "), TEXT[1]), (TEXT[0].replace("the", "the\u00ad"), TEXT[1])]
)
def test_other_white_space_is_no_edit(tmp_path, text):
    one, two = Night(tmp_path, 1), Night(tmp_path, 2)
    one.page(URL)
    two.page(URL, text=text)
    load(tmp_path, one, two)
    assert ask(tmp_path, "select versions from articles") == [(1,)]
    assert ask(tmp_path, "select became from captures order by fetched_at") == [("version",), ("unchanged",)]


def test_nights_loaded_in_the_wrong_order_end_the_same(tmp_path):
    def nights(home: Path) -> list[Night]:
        made = [Night(home, 1), Night(home, 2), Night(home, 3)]
        made[0].page(URL)
        made[1].page(URL, text=EDITED)
        made[2].fetch(URL, Outcome.GONE, 410)
        return made

    for home, order in ((tmp_path / "a", (0, 1, 2)), (tmp_path / "b", (2, 1, 0))):
        made = nights(home)
        load(home, *(made[number] for number in order))
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_a_withdrawn_article_stays_and_tells_since_when(tmp_path):
    one, two = Night(tmp_path, 1), Night(tmp_path, 2)
    one.page(URL)
    two.fetch(URL, Outcome.GONE, 410)
    load(tmp_path, one, two)
    assert ask(tmp_path, "select withdrawn_at from articles") == [(two.started_at,)]
    assert ask(tmp_path, "select became from captures order by fetched_at") == [("version",), ("withdrawn",)]


def test_a_second_address_with_the_same_text_is_a_duplicate(tmp_path):
    night = Night(tmp_path)
    night.page(URL)
    night.page("https://gazette.example/sport/1")
    load(tmp_path, night)
    assert ask(tmp_path, "select count(*) from articles") == [(1,)]
    assert ask(tmp_path, "select url_key from aliases order by 1") == [
        ("gazette.example/news/1",),
        ("gazette.example/sport/1",),
    ]


def test_the_same_text_in_two_papers_is_one_story_of_two_articles(tmp_path):
    one, other = Night(tmp_path), Night(tmp_path, source="herald")
    one.page(URL)
    other.page("https://herald.example/9")
    load(tmp_path, one, other)
    assert ask(tmp_path, "select count(*), count(distinct story_id) from articles") == [(2, 1)]
    assert ask(tmp_path, "select copies from news") == [(2,)]


def test_a_page_that_is_no_article_is_a_reject_with_a_reason_once(tmp_path):
    one, two = Night(tmp_path, 1), Night(tmp_path, 2)
    for night in (one, two):
        night.page(URL, verdict=Verdict.SOFT404)
    load(tmp_path, one, two)
    assert ask(tmp_path, "select verdict, reason from rejects") == [("soft404", "read")]
    assert ask(tmp_path, "select became from captures order by fetched_at") == [("reject",), ("unchanged",)]


def test_a_poison_line_is_set_aside_and_the_others_load(tmp_path):
    night = Night(tmp_path)
    for number in range(20):
        night.page(
            f"https://gazette.example/news/{number}", title=f"Title {number}", text=(f"{number} " * 30,)
        )
    folder = night.write()
    path = folder / "gazette" / "readings.jsonl"
    lines = path.read_text().splitlines()
    lines[7] = json.dumps(json.loads(lines[7]) | {"verdict": 7})
    path.write_text("\n".join(lines) + "\n")
    with store.writing(tmp_path) as warehouse:
        warehouse.start_run(folder)
        loaded = warehouse.load(folder, "gazette")
    assert (loaded.readings, loaded.quarantined) == (19, 1)
    assert ask(tmp_path, "select line, reason from quarantine") == [
        (8, "verdict: Input should be a valid string")
    ]


def test_known_pages_are_due_at_the_first_revisit_that_no_look_answered(tmp_path):
    night = Night(tmp_path)
    night.page(URL)
    load(tmp_path, night)
    with store.writing(tmp_path) as warehouse:
        path = tmp_path / "known.jsonl"
        revisits = (timedelta(hours=1), timedelta(days=1))
        assert warehouse.write_known([Wanted("gazette", revisits, path)], MIDNIGHT + timedelta(hours=2)) == 1
    assert json.loads(path.read_text())["due_at"] == "2026-03-01T03:15:00+00:00"


def test_a_page_whose_capture_was_lost_is_due_and_asked_for_whole(tmp_path):
    night = Night(tmp_path)
    reading = night.page(URL)
    night.fetches[0] = replace(night.fetches[0], etag='"1"')
    load(tmp_path, night)
    path, now = tmp_path / "known.jsonl", MIDNIGHT + timedelta(hours=2)
    with store.writing(tmp_path) as warehouse:
        holdings.tell(warehouse.connection, None, (), [reading.capture_id], "x.warc.gz is gone", now)
        warehouse.write_known([Wanted("gazette", (timedelta(days=30),), path)], now)
        assert warehouse.connection.execute("select count(*) from articles").fetchall() == [(1,)]
    (line,) = map(json.loads, path.read_text().splitlines())
    assert datetime.fromisoformat(line["due_at"]) <= now
    assert line["etag"] is None
