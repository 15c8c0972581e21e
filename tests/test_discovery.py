"""Announcements are read into candidates, whatever they are served as."""

import gzip
import json
from datetime import UTC, date, datetime

import pytest

from crawler.discovery import Window, archive_pages, read, starting_points
from crawler.discovery.links import feeds_of_page, looks_like_article, sitemaps_of_robots
from crawler.discovery.shape import learn, shape
from crawler.items import Purpose, Via
from crawler.sources import Source
from tests.private import corpus, suites

NOW = datetime(2026, 3, 1, 2, tzinfo=UTC)
NIGHT = Window.of_night(NOW)
SOURCE = Source(name="gazette", home="https://gazette.example/", user_agent="x@example.org")
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><language>en</language>
<item><title>Bridge &amp;amp; ferry</title><link>/news/1?utm_source=rss</link>
<pubDate>Sat, 28 Feb 2026 10:00:00 +0100</pubDate></item>
<item><title>Old</title><link>/news/0</link><pubDate>Sat, 28 Feb 2025 10:00:00 GMT</pubDate></item>
<item><title>Nowhere</title></item></channel></rss>"""
NEWS = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://gazette.example/a</loc><image:image><image:loc>https://gazette.example/i.jpg</image:loc></image:image>
<news:news><news:publication><news:name>G</news:name><news:language>de</news:language></news:publication>
<news:publication_date>2026-02-28T20:00:00+01:00</news:publication_date><news:title>Die  Br\xc3\xbccke</news:title></news:news></url>
</urlset>"""
INDEX = b"""<sitemapindex><sitemap><loc>/s-2024-01.xml</loc></sitemap><sitemap><loc>/s-2026-02.xml</loc></sitemap>
<sitemap><loc>/new.xml</loc><lastmod>2026-02-28</lastmod></sitemap>
<sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap></sitemapindex>"""


def seen(body: bytes, purpose: Purpose = Purpose.FEED, url: str = "https://gazette.example/x"):
    return read(body, url, SOURCE, purpose, NIGHT)


def test_a_feed_gives_address_title_and_time():
    (one,) = seen(RSS).candidates
    assert (one.url, one.title) == ("https://gazette.example/news/1?utm_source=rss", "Bridge & ferry")
    assert one.published_at == datetime(2026, 2, 28, 9, tzinfo=UTC)
    assert one.via == Via.FEED


def test_entries_older_than_thirty_days_are_dropped_and_counted():
    assert seen(RSS).limits == {"outside the days asked for": 1, "entries without a web address": 1}


def test_a_news_sitemap_gives_title_language_and_time_of_the_page_not_of_its_picture():
    (one,) = seen(NEWS, Purpose.SITEMAP).candidates
    assert (one.url, one.title, one.language) == ("https://gazette.example/a", "Die Brücke", "de")
    assert one.published_at == datetime(2026, 2, 28, 19, tzinfo=UTC)


def test_gzip_and_text_sitemaps_are_read_too():
    assert len(seen(gzip.compress(NEWS), Purpose.SITEMAP).candidates) == 1
    assert (
        len(seen(b"https://gazette.example/a\nhttps://gazette.example/b\n", Purpose.SITEMAP).candidates) == 2
    )


def test_an_index_leads_to_what_may_be_recent_the_newest_first():
    assert seen(INDEX, Purpose.SITEMAP).more == (
        "https://gazette.example/s-2026-02.xml",
        "https://gazette.example/new.xml",
    )


def test_an_atom_feed_and_a_json_feed_are_read():
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><link href="https://gazette.example/a"/>
    <published>2026-02-28T10:00:00Z</published><updated>2026-02-28T11:00:00Z</updated></entry></feed>"""
    (one,) = seen(atom).candidates
    assert one.modified_at == datetime(2026, 2, 28, 11, tzinfo=UTC)
    told = b'{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"/b","date_published":"2026-02-30T00:00:00Z"}]}'
    (other,) = seen(told).candidates
    assert other.published_at is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html>Not here</html>", "a web page"),
        (b"<rss><x " + b"a='1' " * 40_000 + b"/></rss>", "a tag longer"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>", "declares entities"),
        (b"<rss>" + b"<a>" * 100_000, "elements within each other"),
        (b"{not json", "not a JSON Feed"),
        (b"\x1f\x8b\x08broken", "broken gzip"),
    ],
)
def test_what_is_no_feed_is_named(body, said):
    told = seen(body)
    assert told.candidates == ()
    assert said in (told.error or "")


def test_a_section_gives_links_that_look_like_articles():
    page = b"""<a href="/news/2026/02/28/bridge"><img></a><a href="/news/2026/02/28/bridge">Bridge to close</a>
    <a href="/about">About</a><a href="https://ads.example/2026/02/28/x">Ad</a><a href="/ferry-owners-told-to-weigh">Ferry</a>"""
    told = seen(page, Purpose.SECTION)
    assert [(one.url, one.title) for one in told.candidates] == [
        ("https://gazette.example/news/2026/02/28/bridge", "Bridge to close"),
        ("https://gazette.example/ferry-owners-told-to-weigh", "Ferry"),
    ]


def test_a_pattern_outranks_shapes():
    source = SOURCE.model_copy(update={"article": r"/short/\d+$"})
    page = b'<a href="/short/1">One</a><a href="/2026/02/28/a-b-c-d">Two</a>'
    told = read(page, "https://gazette.example/", source, Purpose.SECTION, NIGHT)
    assert [one.url for one in told.candidates] == ["https://gazette.example/short/1"]


@pytest.mark.parametrize(
    "path",
    [
        "/a-story-of-boats/",
        "/2012/jan/12/internet-health",
        "/?p=72620",
        "/news/articles/clymn8zyrp9o",
        "/blog/2026/02/28/bridge/",
        "/story.asp?id=388",
        "/politics/a_story_of_boats.html",
    ],
)
def test_articles_of_many_systems_look_like_articles(path):
    assert looks_like_article(f"https://gazette.example{path}")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/newspaper/2026-03-01",
        "/archive/2026/3/1/",
        "/sport/",
        "/tag/a-b-c-d",
        "/login?id=12345",
        "/a.jpg",
        "/privacy",
    ],
)
def test_fronts_tags_and_pictures_do_not_look_like_articles(path):
    assert not looks_like_article(f"https://gazette.example{path}")


def test_feeds_and_sitemaps_that_a_site_names_are_found():
    page = b'<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" hreflang="de" href="/de">'
    assert feeds_of_page(page, "https://gazette.example/") == ("https://gazette.example/feed",)
    robots = b"User-agent: *\nSITEMAP : https://gazette.example/s.xml\nSitemap:/t.xml"
    assert sitemaps_of_robots(robots, "https://gazette.example/robots.txt") == (
        "https://gazette.example/s.xml",
        "https://gazette.example/t.xml",
    )


def test_a_source_that_names_nothing_starts_at_its_home():
    assert starting_points(SOURCE) == [(Purpose.HOME, "https://gazette.example/")]


def test_archive_pages_have_a_day_each():
    source = SOURCE.model_copy(update={"archive": "https://gazette.example/{date:%Y/%m/%d}"})
    first, last = datetime(2026, 2, 27).date(), datetime(2026, 3, 1).date()  # noqa: DTZ001
    assert [one[-5:] for one in archive_pages(source, first, last)] == ["02/27", "02/28", "03/01"]


def test_a_month_of_an_archive_is_one_page():
    source = SOURCE.model_copy(update={"archive": "https://gazette.example/{date:%Y/%m}"})
    assert len(archive_pages(source, date(2026, 2, 1), date(2026, 2, 28))) == 1


def test_links_are_chosen_by_the_shape_that_the_sites_articles_have():
    shapes = learn(
        f"https://gazette.example/{section}/a{n}.html" for n in range(10_000, 10_030) for section in "xy"
    )
    page = b"""<a href="/sport/a20001.html">Ferry</a><a href="/a-page-about-cookies">x</a><a href="/2026/02/28/b">y</a>"""
    told = read(page, "https://gazette.example/", SOURCE, Purpose.SECTION, NIGHT, shapes)
    assert [one.title for one in told.candidates] == ["Ferry"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/news/2026/03/01/bridge-to-close", "word/year/month/day/slug"),
        ("/politik/artikel-ueber-viel-12345.html", "word/slug-number.html"),
        ("/story.asp?id=388&utm_source=rss", "word.asp?id"),
        ("/news/articles/c4gd12345xyo", "word/word/code"),
        ("/sport/football", "word/word"),
        ("/news/1234567/", "word/number"),
    ],
)
def test_an_address_has_a_shape(path, told):
    assert shape(f"https://gazette.example{path}") == told


def test_plain_words_are_no_shape_to_learn():
    assert (
        learn(f"https://gazette.example/a/{'b' * n}" for n in range(1, 40)).fits("https://x.example/a/b")
        is None
    )


def test_a_section_without_articles_says_so():
    told = seen(b'<a href="/about">About</a>', Purpose.SECTION)
    assert told.error == "1 links, none of which looks like an article"


def test_feed_times_without_an_offset_are_the_sites_own():
    zone = SOURCE.model_copy(update={"timezone": "Asia/Karachi"})
    item = "<item><link>/1</link><pubDate>{}</pubDate></item>"
    dates = (
        "2026-02-28 10:00:00",
        "Sat, 28 Feb 2026 10:00:00 GMT",
        "2026-02-28T10:00:00+05:00",
        "2026-02-28",
    )
    got = []
    for one in dates:
        body = f"<rss version='2.0'><channel>{item.format(one)}</channel></rss>".encode()
        (candidate,) = read(body, "https://gazette.example/x", zone, Purpose.FEED, NIGHT).candidates
        got.append(candidate.published_at and f"{candidate.published_at:%H:%M}")
    assert got == ["05:00", "10:00", "05:00", None]


def test_feedburner_leads_to_the_page_itself():
    body = b"""<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>
    <link>http://feedproxy.example/~r/x/1</link><feedburner:origLink>https://gazette.example/1</feedburner:origLink></item></channel></rss>"""
    assert [one.url for one in seen(body).candidates] == ["https://gazette.example/1"]


SEPTEMBER = Window.of_days(datetime(2023, 9, 1, tzinfo=UTC), datetime(2023, 9, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("sitemap", "entry", "asked"),
    [
        (
            "/sitemap.xml",
            "<loc>https://gazette.example/2023/09/05/a</loc><lastmod>2025-01-01</lastmod>",
            True,
        ),
        (
            "/sitemap.xml",
            "<loc>https://gazette.example/2019/09/05/a</loc><lastmod>2023-09-05</lastmod>",
            False,
        ),
        ("/sitemap.xml", "<loc>https://gazette.example/a</loc><lastmod>2023-09-05</lastmod>", True),
        ("/sitemap.xml", "<loc>https://gazette.example/a</loc><lastmod>2025-09-05</lastmod>", False),
        ("/sitemap-2023-09.xml", "<loc>https://gazette.example/a</loc><lastmod>2025-09-05</lastmod>", True),
        ("/sitemap-2023-09.xml", "<loc>https://gazette.example/a</loc>", True),
        ("/sitemap.xml", "<loc>https://gazette.example/a</loc>", False),
    ],
)
def test_a_backfill_takes_what_was_published_on_its_days(sitemap, entry, asked):
    body = f"<urlset><url>{entry}</url></urlset>".encode()
    told = read(body, f"https://gazette.example{sitemap}", SOURCE, Purpose.SITEMAP, SEPTEMBER)
    assert bool(told.candidates) is asked
    assert told.candidates or told.reason == "1 outside the days asked for"


def test_a_backfill_reads_only_the_sitemaps_of_its_days():
    body = b"<sitemapindex>" + b"".join(
        b"<sitemap><loc>/s-%s.xml</loc></sitemap>" % one
        for one in (b"2023-07", b"2023-09", b"2023-10", b"2023", b"x")
    )
    told = read(body + b"</sitemapindex>", "https://gazette.example/", SOURCE, Purpose.SITEMAP, SEPTEMBER)
    assert {one[26:-4] for one in told.more} == {"2023-09", "2023", "x"}


def test_a_night_leaves_old_days_of_undated_sitemaps_alone():
    body = b"<urlset><url><loc>/2019/03/04/a</loc></url><url><loc>/world-cup-2022-final</loc></url></urlset>"
    assert [one.url[24:] for one in seen(body, Purpose.SITEMAP).candidates] == ["world-cup-2022-final"]


@pytest.mark.parametrize("folder", ["feedparser", "crawler-commons"])
def test_every_file_of_a_public_suite_ends_in_candidates_or_a_named_reason(folder):
    named(path for path in (suites() / folder).rglob("*") if path.is_file())


def test_nine_in_ten_real_articles_of_newspapers_look_like_articles():
    lines = map(json.loads, (corpus() / "pages.jsonl").read_text(encoding="utf-8").splitlines())
    urls = {one["url"] for one in lines if one["set"] in {"fundus", "aeb", "daniel"} and one.get("url")}
    assert sum(map(looks_like_article, urls)) > 0.95 * len(urls)


def test_every_real_feed_ends_in_candidates_or_a_named_reason():
    named(path for path in (corpus() / "feeds").rglob("*") if path.is_file())


def named(paths) -> None:
    whole = Window(datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    for path in paths:
        for purpose in (Purpose.FEED, Purpose.SITEMAP, Purpose.SECTION):
            told = read(path.read_bytes(), "https://gazette.example/x", SOURCE, purpose, whole)
            assert told.candidates or told.more or told.reason, path
