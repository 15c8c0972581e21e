"""A dry run tells what an entry is worth, and proposes one for a site that is new."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from crawler.checkup import Checkup
from crawler.discovery.front import Front
from crawler.items import Outcome, Purpose
from crawler.places import country_of, zones_of
from crawler.proposal import propose
from crawler.sources import load, select
from crawler.survey import Survey, Yield
from flows.survey import check_sources
from tests.commandline import nightdesk, one_sentence
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY
from tests.tinysite import Page, TinySite, rss, story

pytestmark = pytest.mark.slow
NOW = datetime.now(UTC)
TODAY, LONG_AGO = (format_datetime(NOW - timedelta(days=days)) for days in (0, 90))
STORIES = {f"/news/{n}": story(n - 10_000) for n in range(10_001, 10_009)}
SHELL = '<html><head><title>App</title><script src="/a.js"></script></head><body><div id="root"></div></body></html>'


def front(*feeds: str, body: str = "") -> Page:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{one}">' for one in feeds)
    return Page(
        f'<html lang="en-GB"><head><title>Tiny Times | Home</title>{links}</head><body>{body}</body></html>'
    )


@dataclass
class Checked:
    told: dict[str, Checkup]
    asked: list[tuple[str, int]]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """A worn entry and one for a site of scripts, looked at together, beside a newspaper."""
    home = tmp_path_factory.mktemp("home")
    worn = TinySite(
        {
            "/": front("/fresh.xml"),
            "/quiet.xml": rss("/news/10001", day=LONG_AGO),
            "/moved.xml": Page(status=301, headers={"Location": "{home}/fresh.xml"}),
            "/fresh.xml": rss(*STORIES, day=TODAY),
            "/page.xml": Page("<!DOCTYPE html><html>Nothing here</html>"),
            **STORIES,
        },
        "127.0.0.32",
    )
    modern = TinySite(
        {path: Page(SHELL) for path in ("/", "/news/10001")} | {"/feed.xml": rss("/news/10001")}, "127.0.0.33"
    )
    empty = TinySite({}, "127.0.0.36")
    with worn, modern, empty, Newspapers(FIRST_DAY) as papers:
        papers.set_night(2)
        feeds = [f"{worn.home}/{name}.xml" for name in ("quiet", "moved", "page", "lost")]
        sources = load(worn.listed(home / "worn.toml", name="worn", feeds=feeds, article="/news/"))
        sources += load(modern.listed(home / "modern.toml", name="modern", feeds=[f"{modern.home}/feed.xml"]))
        sources += select(load(papers.sources_toml(home / "papers.toml")), ["courier"])
        sources += load(empty.listed(home / "empty.toml", name="empty"))
        told = check_sources(home, sources, sample=3)
        return Checked({one.source: one for one in told}, worn.asked)


def test_what_is_broken_is_named(checked):
    broken = " ".join(checked.told["worn"].broken)
    assert "lost.xml: 404 Not Found" in broken
    assert "page.xml: a web page was served in its place" in broken
    assert "moved.xml" not in broken


def test_what_fell_silent_is_named_with_its_last_day(checked):
    assert f"the newest entry is of {NOW - timedelta(days=90):%Y-%m-%d}" in checked.told["worn"].silent[0]


def test_what_moved_for_good_is_better_written_anew(checked):
    assert any("moved for good: write" in one for one in checked.told["worn"].better)


def test_the_sample_is_read(checked):
    (first, *_) = checked.told["worn"].sample
    assert (first.verdict, first.title) == ("article", "Lamps of street 1 counted")
    assert first.words > 150


def test_a_site_made_by_scripts_is_recognised(checked):
    assert any("try render = true" in one for one in checked.told["modern"].broken)


def test_a_site_that_announces_nothing_says_so(checked):
    assert "no page was announced that could be read" in checked.told["empty"].broken


def test_a_sound_entry_has_no_fault(checked):
    courier = checked.told["courier"]
    assert (courier.broken, courier.silent) == ([], [])
    assert [one.verdict for one in courier.sample] == ["article"] * 3
    assert "rss20" in courier.yields[0]


def test_nothing_is_stored_and_robots_txt_is_asked_first(checked):
    assert checked.asked[0][0] == "/robots.txt"


@pytest.fixture(scope="module")
def newcomer() -> Iterator[TinySite]:
    archive = f"/archive/{NOW:%Y/%m/%d}"
    links = "".join(f'<a href="{path}">Of {path}</a>' for path in STORIES)
    pages = {
        "/": front("/fresh.xml", "/comments/feed.xml", body=f'<a href="{archive}">Archive</a>{links}'),
        archive: Page(f"<html><body>{links}</body></html>"),
        "/fresh.xml": rss(*STORIES, day=TODAY),
        "/comments/feed.xml": rss("/news/10001", day=TODAY),
        **STORIES,
    }
    with TinySite(pages, "127.0.0.34") as site:
        yield site


def test_a_new_site_gets_an_entry_that_the_list_accepts(newcomer, tmp_path):
    listed = newcomer.listed(tmp_path / "sources.toml", name="other", home="http://127.0.0.1/")
    before = listed.read_text()
    told = nightdesk(
        "sources", "--sources", listed, "add", newcomer.home, "--allow-private", "--write", "--sample", 2
    )
    assert told.returncode == 0, told.stderr
    assert listed.read_text().startswith(before)
    entry = load(listed)[-1]
    assert (entry.name, entry.title, entry.language) == ("tiny_times", "Tiny Times", "en")
    assert entry.feeds == (f"{newcomer.home}/fresh.xml",)
    assert entry.archive == newcomer.home + "/archive/{date:%Y/%m/%d}"
    assert entry.article.endswith(r"/news/\d+")
    assert "Lamps of street 1 counted" in told.stdout
    again = nightdesk("sources", "--sources", listed, "add", newcomer.home, "--allow-private", "--write")
    assert "is in the list already, as tiny_times" in one_sentence(again)


def test_a_feed_of_the_web_is_read_as_a_crawl_would_read_it(newcomer, tmp_path):
    listed = newcomer.listed(tmp_path / "sources.toml")
    told = nightdesk(
        "discover", f"{newcomer.home}/fresh.xml", "--sources", listed, "--allow-private", "--json"
    )
    assert [json.loads(line)["title"] for line in told.stdout.splitlines()] == [
        f"Of {path}" for path in STORIES
    ]
    refused = nightdesk("discover", "http://127.0.0.99:1/feed.xml", "--sources", listed)
    assert "port 1 is not allowed" in one_sentence(refused)


def test_a_private_address_is_not_looked_at(tmp_path: Path):
    listed = tmp_path / "sources.toml"
    listed.write_text(
        '[defaults]\nuser_agent = "x (+https://example.org/)"\n[[source]]\nname="a"\nhome="https://a.example/"\n'
    )
    told = nightdesk("sources", "--sources", listed, "add", "http://127.0.0.35/")
    assert "127.0.0.35 is not a public address" in one_sentence(told)


def test_only_what_was_found_is_proposed():
    home = "http://127.0.0.37:8080/"
    links = tuple(home + path[1:] for path in STORIES)
    front = Yield(
        Purpose.HOME, home, None, Outcome.OK, "200 OK", home, False, "links", len(links), examples=links
    )
    proposal = propose(home, Survey(Front(name="Tiny\nTimes"), (front,), None, ()), [], ["tiny_times"], NOW)
    assert proposal.entry["name"] == "tiny_times_2"
    assert proposal.entry["sections"] == [home]
    assert not {"timezone", "language", "feeds"} & set(proposal.entry)
    told = tomllib.loads(proposal.toml())["source"][0]
    assert told == {**proposal.entry, "title": "Tiny Times"}


@pytest.mark.parametrize(
    ("url", "locale", "country", "zone"),
    [
        ("https://www.example.pk/", None, "PK", "Asia/Karachi"),
        ("https://www.example.co.uk/", "en_US", "GB", "Europe/London"),
        ("https://example.com/", "es_AR", "AR", "America/Argentina/Buenos_Aires"),
        ("https://example.com/", "en_US", None, None),
        ("https://example.io/", None, None, None),
    ],
)
def test_a_country_tells_the_time(url, locale, country, zone):
    assert country_of(url, locale) == country
    assert (zones_of(country)[0] if country else None) == zone
