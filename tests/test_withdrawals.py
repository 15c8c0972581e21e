"""What a site takes back is recorded as withdrawn, and the article stays; when pages are looked at again."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from crawler.archive import Exchange
from crawler.errand import Errand, judged
from crawler.fetcher import Attempt
from crawler.items import Outcome, Purpose
from crawler.known import NOTHING
from crawler.source import FIRST_REVISITS, Source, span
from tests.stage import MIDNIGHT, Night
from warehouse import store
from warehouse.known import known

URL = "https://gazette.example/news/1"
SOURCE = Source(name="gazette", home="https://gazette.example/en/", user_agent="x@example.org")


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("/", Outcome.GONE),
        ("https://www.gazette.example/?from=404", Outcome.GONE),
        ("/en", Outcome.GONE),
        ("/news/1-moved", Outcome.REDIRECTED),
        ("/?p=123", Outcome.REDIRECTED),
        ("https://other.example/", Outcome.REDIRECTED),
    ],
)
def test_a_redirect_to_the_front_page_is_a_withdrawal(target, outcome):
    exchange = Exchange(URL, b"", 302, "HTTP/1.1", ((b"location", target.encode()),), b"", MIDNIGHT)
    attempt = Attempt(Outcome.REDIRECTED, "302 Found", MIDNIGHT, 0.1, exchange)
    told, _ = judged(Errand(Purpose.ARTICLE, URL, NOTHING), attempt, SOURCE)
    assert told.outcome == outcome


@pytest.mark.parametrize("status", [404, 410, 302])
def test_a_withdrawn_article_stays(tmp_path, status):
    one, two = Night(tmp_path), Night(tmp_path, 2)
    one.page(URL)
    two.fetch(URL, Outcome.GONE, status)
    with store.writing(tmp_path) as warehouse:
        for night in (one, two):
            folder = night.write()
            warehouse.start_run(folder)
            warehouse.load(folder, "gazette")
        sql = "select body is not null, withdrawn_at from articles"
        ((kept, withdrawn_at),) = warehouse.connection.execute(sql).fetchall()
    assert kept
    assert withdrawn_at == two.started_at


def test_by_default_a_page_is_looked_at_seven_times_most_of_them_within_a_day(tmp_path):
    """Page n was looked at n times, each time when it was due; the next look is due by the plan."""
    plan = [span(one) for one in FIRST_REVISITS]
    night = Night(tmp_path)
    for number in range(len(plan) + 1):
        night.page(f"{URL}{number}", f"Title {number}", (f"Text {number} of its own. " * 20,))
        night.fetches[-1] = replace(night.fetches[-1], started_at=MIDNIGHT)
        night.readings[-1] = replace(night.readings[-1], fetched_at=MIDNIGHT)
        for wait in plan[:number]:
            look = night.fetch(f"{URL}{number}", Outcome.UNCHANGED, 304)
            night.fetches[-1] = replace(look, started_at=MIDNIGHT + wait + timedelta(seconds=1))
    with store.writing(tmp_path) as warehouse:
        folder = night.write()
        warehouse.start_run(folder)
        warehouse.load(folder, "gazette")
        _, found = next(known(warehouse.connection, ["gazette"], plan, MIDNIGHT + timedelta(days=99)))
        lines = list(map(json.loads, found))
    due = [datetime.fromisoformat(one["due_at"]) - MIDNIGHT for one in lines if one["what"] == "page"]
    never = [key for one in lines if one["what"] == "pages" for key in one["url_keys"]]
    assert [one / timedelta(hours=1) for one in due] == [1, 3, 8, 24, 72, 168, 720]
    assert never == [f"gazette.example/news/1{len(plan)}"]
