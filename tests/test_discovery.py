"""Announcements are read into candidates, whatever they are served as."""

import gzip
from datetime import UTC, datetime

import pytest

from crawler.discovery import Window, read, starting_points
from crawler.discovery.links import feeds_of_page, sitemaps_of_robots
from crawler.items import Purpose, Via
from tests.gazette import NIGHT, SOURCE, seen
from tests.private import corpus, suites

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


@pytest.mark.parametrize("folder", ["feedparser", "crawler-commons"])
def test_every_file_of_a_public_suite_ends_in_candidates_or_a_named_reason(folder):
    named(path for path in (suites() / folder).rglob("*") if path.is_file())


def test_every_real_feed_ends_in_candidates_or_a_named_reason():
    named(path for path in (corpus() / "feeds").rglob("*") if path.is_file())


def named(paths) -> None:
    whole = Window(datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    for path in paths:
        for purpose in (Purpose.FEED, Purpose.SITEMAP, Purpose.SECTION):
            told = read(path.read_bytes(), "https://gazette.example/x", SOURCE, purpose, whole)
            assert told.candidates or told.more or told.reason, path
