"""What is known is not asked for again, and nothing hides behind "not modified"."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import warehouse.known
from crawler.discovery.announcement import Window
from crawler.items import Candidate, Outcome, Purpose, Via
from crawler.known import read_known
from tests.stage import MIDNIGHT, Night
from warehouse import store
from warehouse.known import Wanted

FEED, INDEX, CHILD = (f"https://gazette.example/{name}.xml" for name in ("feed", "index", "child"))
URL = "https://gazette.example/news/1"
LATER = MIDNIGHT + timedelta(days=9)


def known(home: Path, *nights: Night) -> dict[str, dict]:
    """known.jsonl after these nights, by URL."""
    path = home / "known.jsonl"
    with store.writing(home) as warehouse:
        for night in nights:
            folder = night.write()
            warehouse.start_run(folder)
            warehouse.load(folder, "gazette")
        warehouse.write_known([Wanted("gazette", (timedelta(hours=1), timedelta(days=3)), path)], LATER)
    return {line["url"]: line for line in written(home) if "url" in line}


def written(home: Path) -> list[dict]:
    """The lines of known.jsonl."""
    return [json.loads(line) for line in (home / "known.jsonl").read_text().splitlines()]


def test_an_unchanged_index_still_leads_to_its_sitemaps(tmp_path):
    night = Night(tmp_path)
    night.fetch(INDEX, purpose=Purpose.SITEMAP, etag='"i"')
    night.fetch(CHILD, purpose=Purpose.SITEMAP, candidate=Candidate("gazette", CHILD, Via.SITEMAP, INDEX))
    lines = known(tmp_path, night)
    assert lines[INDEX]["leads_to"] == [{"purpose": "sitemap", "url": CHILD}]
    assert read_known(tmp_path / "known.jsonl").documents[INDEX].leads_to == ((Purpose.SITEMAP, CHILD),)


def test_a_backfill_teaches_nothing_of_documents(tmp_path):
    night = Night(tmp_path, kind="backfill")
    night.fetch(FEED, purpose=Purpose.FEED, etag='"f"')
    assert FEED not in known(tmp_path, night)


def test_a_feed_that_announced_a_page_we_owe_a_visit_is_read_again(tmp_path):
    night = Night(tmp_path)
    night.fetch(FEED, purpose=Purpose.FEED, etag='"f"')
    night.fetch(URL, Outcome.OVER_BUDGET, None, candidate=Candidate("gazette", URL, Via.FEED, FEED))
    assert FEED not in known(tmp_path, night)


@pytest.mark.parametrize("outcome", [Outcome.GONE, Outcome.BLOCKED])
def test_a_page_that_never_was_there_is_not_asked_for_every_night(tmp_path, outcome):
    night = Night(tmp_path)
    night.fetch(URL, outcome, 404)
    line = known(tmp_path, night)[URL]
    assert (line["due_at"], line["article"]) == ("2026-03-01T03:15:00+00:00", False)


def test_a_page_that_a_failing_server_kept_from_us_stays_new(tmp_path):
    night = Night(tmp_path)
    night.fetch(URL, Outcome.SERVER_ERROR, 500)
    assert URL not in known(tmp_path, night)


def test_articles_and_rejects_are_told_apart(tmp_path):
    night = Night(tmp_path)
    night.page(URL)
    assert known(tmp_path, night)[URL]["article"] is True
    assert list(read_known(tmp_path / "known.jsonl").articles()) == ["gazette.example/news/1"]


def test_other_addresses_of_an_article_teach_no_shape_of_articles(tmp_path):
    night = Night(tmp_path)
    night.page(URL, aliases=("https://feeds.example/~r/gazette/~3/aBax0",))
    assert {url for url, line in known(tmp_path, night).items() if line["article"]} == {URL}
    seen = read_known(tmp_path / "known.jsonl")
    assert list(seen.articles()) == ["gazette.example/news/1"]
    assert len(seen.pages) == 2


def four_pages(home: Path) -> Night:
    """Three articles, the last one the newest, and an address that is gone: none is due at LATER but the first."""
    night = Night(home)
    for number in (1, 2, 3):
        night.page(f"{URL}{number}", f"Title {number}", (f"Text {number} of its own. " * 20,))
        seen_at = MIDNIGHT + timedelta(hours=number)
        night.readings[-1] = replace(night.readings[-1], fetched_at=seen_at)
        night.fetches[-1] = replace(night.fetches[-1], started_at=seen_at, etag=f'"{number}"')
        if number > 1:
            night.fetch(f"{URL}{number}", Outcome.UNCHANGED, 304)
            night.fetches[-1] = replace(night.fetches[-1], started_at=LATER - timedelta(hours=1))
    night.fetch(f"{URL}4", Outcome.GONE, 404)
    night.fetches[-1] = replace(night.fetches[-1], started_at=LATER - timedelta(minutes=1))
    return night


def test_pages_that_are_not_due_share_a_line_of_keys_the_newest_article_first(tmp_path):
    assert list(known(tmp_path, four_pages(tmp_path))) == [f"{URL}1"]
    _, articles, others = written(tmp_path)
    keys = [f"gazette.example/news/1{number}" for number in (3, 2, 4)]
    assert articles == {
        "what": "pages",
        "article": True,
        "url_keys": keys[:2],
        "etags": ['"3"', '"2"'],
        "last_modified": None,
    }
    assert (others["article"], others["url_keys"], others["etags"]) == (False, keys[2:], None)


def test_lines_of_pages_that_are_not_due_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(warehouse.known, "TOGETHER", 1)
    known(tmp_path, four_pages(tmp_path))
    assert [line["url_keys"] for line in written(tmp_path)[1:]] == [
        [f"gazette.example/news/1{number}"] for number in (3, 2, 4)
    ]


def test_a_page_that_is_not_due_is_not_asked_for_and_its_validators_are_kept_for_a_redirect(tmp_path):
    known(tmp_path, four_pages(tmp_path))
    seen = read_known(tmp_path / "known.jsonl")
    due = [number for number in range(1, 6) if seen.is_due(f"gazette.example/news/1{number}", LATER)]
    assert due == [1, 5]  # the fifth is new
    etags = [seen.validators_of(Purpose.ARTICLE, "", f"gazette.example/news/1{n}").etag for n in range(1, 6)]
    assert etags == ['"1"', '"2"', '"3"', None, None]
    assert list(seen.articles()) == [f"gazette.example/news/1{number}" for number in (1, 3, 2)]


def test_a_file_of_an_earlier_nightdesk_with_a_line_for_each_page_is_read(tmp_path):
    page = {"what": "page", "url": URL, "etag": '"1"', "last_modified": None, "article": True}
    later = [None, (LATER + timedelta(days=1)).isoformat(), LATER.isoformat()]
    lines = [page | {"url_key": str(number), "due_at": due} for number, due in enumerate(later)]
    (tmp_path / "known.jsonl").write_text("\n".join(map(json.dumps, lines)))
    seen = read_known(tmp_path / "known.jsonl")
    assert [seen.is_due(key, LATER) for key in "012"] == [False, False, True]
    assert seen.validators_of(Purpose.ARTICLE, URL, "0").etag == '"1"'


def test_a_night_looks_thirty_days_back():
    assert Window.of_night(MIDNIGHT).since == MIDNIGHT - timedelta(days=30)


ANNOUNCED = MIDNIGHT + timedelta(hours=1, minutes=7)


def test_what_was_announced_of_a_page_is_known_on_later_nights(tmp_path):
    first = Night(tmp_path)
    hint = Candidate("gazette", URL, Via.FEED, FEED, "Bridge to close", ANNOUNCED)
    first.page(URL)
    first.fetches[-1] = replace(first.fetches[-1], candidate=hint)
    line = known(tmp_path, first)[URL]
    assert (line["title"], line["published_at"]) == ("Bridge to close", ANNOUNCED.isoformat())


def test_a_candidate_says_what_was_announced_before_unless_it_says_more(tmp_path):
    page = {"what": "page", "url_key": "k", "url": URL, "due_at": MIDNIGHT.isoformat()}
    path = tmp_path / "known.jsonl"
    path.write_text(json.dumps(page | {"title": "Then", "published_at": ANNOUNCED.isoformat()}) + "\n")
    seen = read_known(path)
    bare = Candidate("gazette", URL, Via.REVISIT)
    assert seen.hinted(bare, "k") == replace(bare, title="Then", published_at=ANNOUNCED)
    telling = replace(bare, title="Now", published_at=MIDNIGHT)
    assert seen.hinted(telling, "k") == telling
    assert seen.hinted(bare, "another") == bare
