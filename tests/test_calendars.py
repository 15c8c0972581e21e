"""Sites that never end, because every page leads to the next day: a visit does, by its limits, and says why."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.announced import DEPTH
from crawler.guest import HOPS
from crawler.items import Crawl, Fetch, Outcome, Purpose
from crawler.stagefiles import read_lines
from tests.tinysite import Page, TinySite, rss, story

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 24)
RUN = "2026-11-24-nightly-0000ca1e"
DAYS_LINKED = 3  # on each page, the days after it
PAGES = 4  # a night, of the site whose calendar is made of articles
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Endless(dict[str, Page]):
    """The pages of a site that has a page for every day there will ever be, and on each the days after it."""

    def get(self, path: str, otherwise: Page | None = None) -> Page | None:
        place, _, rest = path.strip("/").partition("/")
        if place == "feed.xml":
            return rss(*(f"/diary/{TODAY + timedelta(n)}/what-happens-on-that-day" for n in range(30)))
        if place == "hop":
            return Page("", 302, headers={"Location": f"/hop/{after(rest, 1)}/what-happens-on-that-day"})
        if place in {"days", "diary", "maps"}:
            return PLACES[place](rest[:10])
        return otherwise


def after(day: str, days: int) -> date:
    return date.fromisoformat(day[:10]) + timedelta(days)


def day_page(day: str) -> Page:
    """The page of a day: the story of the day, and the pages of the days after it."""
    links = [
        f"/diary/{day}/what-happens-on-that-day",
        *(f"/days/{after(day, n + 1)}" for n in range(DAYS_LINKED)),
    ]
    return Page("<html><body>" + "".join(f'<a href="{link}">More of it</a>' for link in links))


def diary_page(day: str) -> Page:
    links = "".join(
        f'<a href="/diary/{after(day, n + 1)}/what-happens-on-that-day">Next</a>' for n in range(50)
    )
    return Page(story(int(day[-2:])).body + links)


def sitemap(day: str) -> Page:
    return Page(
        f"<sitemapindex {SPACE}><sitemap><loc>{{home}}/maps/{after(day, 1)}.xml</loc></sitemap></sitemapindex>",
        kind="application/xml",
    )


PLACES = {"days": day_page, "diary": diary_page, "maps": sitemap}
NAMES = ("section", "maps", "feed", "hops", "archive")


@pytest.fixture(scope="module")
def visited(tmp_path_factory):
    """One crawl of five endless sites: by source, what was asked, the ledger's lines, and how it ended."""
    home = tmp_path_factory.mktemp("home")
    sites = {name: TinySite(Endless(), f"127.9.1.{number}") for number, name in enumerate(NAMES, 1)}
    for site in sites.values():
        site.__enter__()
    try:
        crawl(home, sites)
    finally:
        for site in sites.values():
            site.__exit__(None, None, None)
    folder = home / "runs" / RUN
    return {
        name: (
            [path for path, _ in site.asked if path not in {"/robots.txt", "/.well-known/tdmrep.json"}],
            list(read_lines(folder / name / "fetches.jsonl", Fetch)),
            next(read_lines(folder / name / "crawl.json", Crawl)),
        )
        for name, site in sites.items()
    }


def crawl(home: Path, sites: dict[str, TinySite]) -> None:
    announced = {
        "section": {"sections": [f"{sites['section'].home}/days/{TODAY}"]},
        "maps": {"sitemaps": [f"{sites['maps'].home}/maps/{TODAY}.xml"]},
        "feed": {"feeds": [f"{sites['feed'].home}/feed.xml"], "max_pages": PAGES},
        "hops": {"archive": sites["hops"].home + "/hop/{date:%Y-%m-%d}"},
        "archive": {"archive": sites["archive"].home + "/days/{date:%Y-%m-%d}"},
    }
    agent = "Nightdesk/0.1 (+mailto:night-editor@example.org)"
    sources = [site.entry(name=name, user_agent=agent, **announced[name]) for name, site in sites.items()]
    days = [f"{sites['archive'].home}/days/{TODAY - timedelta(n)}" for n in (1, 2)]
    documents = [{"source": "archive", "purpose": "archive", "url": url} for url in days]
    hop = f"{sites['hops'].home}/hop/{TODAY}"
    documents += [{"source": "hops", "purpose": "archive", "url": hop}]
    told = {
        "home": str(home),
        "run": RUN,
        "kind": "nightly",
        "logical_date": str(TODAY),
        "documents": documents,
    }
    told |= {"now": datetime(2026, 11, 24, 2, 15, tzinfo=UTC).isoformat(), "sources": sources}
    path = home / "job.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    command = [sys.executable, "-m", "crawler.crawl", str(path)]
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert child.wait() == 0
    child.stdin.close()


def test_a_section_leads_to_its_articles_and_not_to_the_days_after_it(visited):
    asked, _, ended = visited["section"]
    assert asked == [f"/days/{TODAY}", f"/diary/{TODAY}/what-happens-on-that-day"]
    assert ended.ended == "complete"


def test_sitemaps_that_name_the_next_days_end_at_the_fifth_level_and_it_is_said(visited):
    asked, _, ended = visited["maps"]
    assert asked == [f"/maps/{TODAY + timedelta(n)}.xml" for n in range(DEPTH + 1)]
    assert ended.limits == {f"documents deeper than {DEPTH}": 1}
    assert any("not read, more than 5 levels deep" in finding for finding in ended.findings)


def test_a_diary_of_articles_ends_with_the_budget_and_the_rest_is_written_down(visited):
    asked, fetches, ended = visited["feed"]
    assert len(asked) == 1 + PAGES
    assert (ended.ended, ended.limits) == ("pages", {"max_pages": 30 - PAGES})
    left = [one for one in fetches if one.outcome == Outcome.OVER_BUDGET]
    assert {one.reason for one in left} == {"the night's pages were spent"}


def test_redirects_to_the_next_day_end_at_their_limit(visited):
    asked, fetches, _ = visited["hops"]
    assert len(asked) == HOPS + 1
    assert (fetches[-1].outcome, fetches[-1].reason) == (Outcome.URL_REFUSED, f"more than {HOPS} redirects")


def test_archive_pages_are_those_of_the_days_asked_for_and_no_others(visited):
    _, fetches, ended = visited["archive"]
    days = [one.url.rpartition("/")[2] for one in fetches if one.purpose == Purpose.ARCHIVE]
    assert days == [str(TODAY - timedelta(n)) for n in (1, 2)]
    assert ended.ended == "complete"
