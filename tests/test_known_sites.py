"""What a night asks of a site that it knows: by conditional requests, and only for what is due or new."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.sources import Source, load
from flows import steps
from flows.runs import begin
from tests.nights import LOG
from tests.stage import MIDNIGHT
from tests.tinysite import Page, TinySite, rss, story
from warehouse import store

FEED, INDEX, CHILD = (f"https://gazette.example/{name}.xml" for name in ("feed", "index", "child"))
URL = "https://gazette.example/news/1"
LATER = MIDNIGHT + timedelta(days=9)


RULES = {"/robots.txt", "/.well-known/tdmrep.json"}


@pytest.mark.slow
def test_a_second_night_asks_for_documents_only_and_finds_what_a_still_home_page_names(tmp_path):
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    pages = {"/": Page(f"<html><head>{head}</head><body>Tiny</body></html>"), "/feed.xml": rss("/news/10001")}
    with TinySite(pages) as site:
        sources = load(site.listed(tmp_path / "sources.toml"))

        def night(number: int) -> list[tuple[str, int]]:
            site.asked.clear()
            run = begin(tmp_path / "home", "nightly", str(number) * 8, sources)
            steps.prepare(run, 10)
            steps.crawl(run, ["tiny"], LOG)
            steps.load(run, 10, LOG)
            return [one for one in site.asked if one[0] not in RULES]

        assert night(1) == [("/", 200), ("/feed.xml", 200), ("/news/10001", 404)]
        site.pages["/feed.xml"] = rss("/news/10001", "/news/10002")
        assert night(2) == [("/", 304), ("/feed.xml", 200), ("/news/10002", 404)]
        assert night(3) == [("/", 304), ("/feed.xml", 304)]


@pytest.mark.slow
def test_an_edited_article_that_left_its_feed_keeps_the_minute_that_the_feed_told(tmp_path):
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    before, after = story(1), Page(story(1).body.replace("counted", "numbered"))
    dated = rss("/news/10001", day=f"{at:%a, %d %b %Y %H:%M:%S} +0000")
    with TinySite({"/feed.xml": dated, "/news/10001": before}) as site:
        listed = load(site.listed(tmp_path / "s.toml", feeds=[f"{site.home}/feed.xml"], revisit=["0s"]))
        for number in (1, 2):
            a_night(tmp_path / "home", number, listed)
            site.pages |= {"/feed.xml": rss(), "/news/10001": after}
    with store.writing(tmp_path / "home") as warehouse:
        select = "select versions, published_at, published_precision, published_from from articles"
        assert warehouse.connection.execute(select).fetchall() == [(2, at, "second", "feed")]


@pytest.mark.slow
def test_a_new_address_that_leads_to_a_page_that_is_not_due_costs_no_body(tmp_path):
    moved = Page(status=301, headers={"Location": "{home}/news/10001"})
    with TinySite({"/feed.xml": rss("/news/10001"), "/news/10001": story(1), "/old/20001": moved}) as site:
        listed = load(site.listed(tmp_path / "s.toml", feeds=[f"{site.home}/feed.xml"]))
        a_night(tmp_path / "home", 1, listed)
        site.asked.clear()
        site.pages["/feed.xml"] = rss("/news/10001", "/old/20001")
        a_night(tmp_path / "home", 2, listed)
        assert [one for one in site.asked if one[0] not in RULES] == [
            ("/feed.xml", 200),
            ("/old/20001", 301),
            ("/news/10001", 304),
        ]


@pytest.mark.slow
def test_an_article_that_is_due_is_looked_at_though_its_site_announces_only_a_copy_of_it(tmp_path):
    with TinySite({"/feed.xml": rss("/news/10001", "/copy/20001"), "/news/10001": story(1)}) as site:
        site.pages["/copy/20001"] = story(1)
        listed = load(site.listed(tmp_path / "s.toml", feeds=[f"{site.home}/feed.xml"], revisit=["0s"]))
        a_night(tmp_path / "home", 1, listed)
        with store.writing(tmp_path / "home") as warehouse:
            select = "select a.url from aliases as l join articles as a using (article_id) where l.role = 'duplicate'"
            ((kept,),) = warehouse.connection.execute(select).fetchall()
        site.asked.clear()
        (copy,) = {"/news/10001", "/copy/20001"} - {kept.removeprefix(site.home)}
        site.pages["/feed.xml"] = rss(copy)
        a_night(tmp_path / "home", 2, listed)
        assert [path for path, _ in site.asked if path not in RULES] == [
            "/feed.xml",
            kept.removeprefix(site.home),
        ]


def a_night(home: Path, number: int, listed: list[Source]) -> None:
    """Crawl, read and load."""
    run = begin(home, "nightly", str(number) * 8, listed)
    steps.prepare(run, 10)
    steps.crawl(run, ["tiny"], LOG)
    steps.read(run, ["tiny"], LOG)
    steps.load(run, 10, LOG)
