"""Coverage tells silence from absence, refusal and failure."""

from pathlib import Path

from crawler.items import Outcome, Purpose, Verdict
from tests.loaded import ask, load
from tests.stage import TEXT, Night
from warehouse import store

URL = "https://gazette.example/news/1"
EDITED = (TEXT[0].replace("eleven", "twelve"), TEXT[1])


def states(home: Path, source: str) -> list[tuple[str, str]]:
    rows = ask(home, f"select day, state from coverage where source = '{source}' order by day")
    return [(str(day)[-2:], state) for day, state in rows]


def test_coverage_tells_silence_from_absence_and_refusal(tmp_path):
    nights = {number: Night(tmp_path, number) for number in range(1, 13) if number not in (3, 9)}
    nights[1].page(URL)
    nights[2].fetch("https://gazette.example/feed", Outcome.OK, 200, purpose=Purpose.FEED)
    nights[2].fetch("https://gazette.example/2", Outcome.BLOCKED, 403)
    nights[2].fetch("https://gazette.example/3", Outcome.GONE, 404)
    nights[4].fetch("https://gazette.example/4", Outcome.ROBOTS_DENIED, None)
    nights[5].page("https://gazette.example/5", verdict=Verdict.STUB)
    nights[6].fetch(URL, Outcome.UNCHANGED, 304)
    nights[7].fetch("https://gazette.example/feed", Outcome.DNS_ERROR, None, purpose=Purpose.FEED)
    nights[8].fetch("https://gazette.example/feed", Outcome.UNCHANGED, 304, purpose=Purpose.FEED)
    nights[10].fetch("https://gazette.example/feed", Outcome.OK, 200, purpose=Purpose.FEED)
    nights[10].discovered = 0
    nights[11].fetch("https://gazette.example/robots.txt", Outcome.BLOCKED, 403, purpose=Purpose.ROBOTS)
    nights[11].fetch("https://gazette.example/feed", Outcome.BLOCKED, 403, purpose=Purpose.FEED)
    nights[12].page(URL, text=EDITED)
    other = Night(tmp_path, 9, source="herald")
    other.page("https://herald.example/1", title="Ferry", text=("Ferry owners weigh boats. " * 5,))
    load(tmp_path, *nights.values(), other)
    assert dict(states(tmp_path, "gazette")) == {
        "01": "articles",
        "02": "blocked",
        "03": "we were down",
        "04": "denied by robots.txt",
        "05": "all stubs",
        "06": "nothing new",
        "07": "unreachable",
        "08": "nothing new",
        "09": "not visited",
        "10": "nothing announced",
        "11": "blocked",
        "12": "edits only",
    }


def test_coverage_shows_a_visit_that_left_no_trace_as_failed(tmp_path):
    one, two, three = (Night(tmp_path, number) for number in (1, 2, 3))
    one.page(URL)
    three.fetch(URL, Outcome.UNCHANGED, 304)
    load(tmp_path, one, three)
    with store.writing(tmp_path) as warehouse:
        warehouse.start_run(two.write())
    assert states(tmp_path, "gazette")[1] == ("02", "the visit failed")


def test_coverage_counts_what_came(tmp_path):
    night = Night(tmp_path)
    night.page(URL)
    night.page("https://gazette.example/login", verdict=Verdict.CONSENT)
    load(tmp_path, night)
    (row,) = ask(tmp_path, "select fetched, articles, rejected, rejected_by_verdict from coverage")
    assert row == (2, 1, 1, {"consent": 1})
