"""What is announced is taken by its day: of a night what is new, of a backfill what its days published."""

from datetime import UTC, date, datetime

import pytest

from crawler.discovery import Window, archive_pages, read
from crawler.items import Purpose
from tests.gazette import SOURCE, seen


def test_archive_pages_have_a_day_each():
    source = SOURCE.model_copy(update={"archive": "https://gazette.example/{date:%Y/%m/%d}"})
    first, last = datetime(2026, 2, 27).date(), datetime(2026, 3, 1).date()  # noqa: DTZ001
    assert [one[-5:] for one in archive_pages(source, first, last)] == ["02/27", "02/28", "03/01"]


def test_a_month_of_an_archive_is_one_page():
    source = SOURCE.model_copy(update={"archive": "https://gazette.example/{date:%Y/%m}"})
    assert len(archive_pages(source, date(2026, 2, 1), date(2026, 2, 28))) == 1


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
