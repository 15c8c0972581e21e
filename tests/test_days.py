"""What a backfill asks for."""

from datetime import date

import pytest

from crawler.sources import Source
from flows.days import NothingToFill, asked

AGENT = "Test (+https://example.org/)"
DAWN = Source(
    name="dawn",
    home="https://www.dawn.com/",
    user_agent=AGENT,
    archive="https://www.dawn.com/newspaper/national/{date:%Y-%m-%d}",
)


def test_every_day_of_the_archive_is_asked_for_and_no_feed() -> None:
    told = asked([DAWN], date(2026, 2, 27), date(2026, 3, 1))
    assert told["announcements"] is False
    days = ["2026-03-01", "2026-02-28", "2026-02-27"]
    assert [one["url"][-10:] for one in told["documents"]] == days
    oldest_first = asked([DAWN], date(2026, 2, 27), date(2026, 3, 1), "oldest")["documents"]
    assert [one["url"][-10:] for one in oldest_first] == days[::-1]
    assert told["window"] == ["2026-02-26T00:00:00+00:00", "2026-03-03T00:00:00+00:00"]


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(NothingToFill, match="lies before the first"):
        asked([DAWN], date(2026, 3, 2), date(2026, 3, 1))


def test_a_source_without_archive_and_sitemap_cannot_be_filled() -> None:
    plain = Source(name="taz", home="https://taz.de/", user_agent=AGENT)
    with pytest.raises(NothingToFill, match="taz names neither an archive nor a sitemap"):
        asked([plain], date(2026, 3, 1), date(2026, 3, 1))
