"""A made-up paper's documents, read as those of one night."""

from datetime import UTC, datetime

from crawler.discovery import Window, read
from crawler.discovery.announcement import Announcement
from crawler.items import Purpose
from crawler.sources import Source

NIGHT = Window.of_night(datetime(2026, 3, 1, 2, tzinfo=UTC))
SOURCE = Source(name="gazette", home="https://gazette.example/", user_agent="x@example.org")


def seen(
    body: bytes, purpose: Purpose = Purpose.FEED, url: str = "https://gazette.example/x"
) -> Announcement:
    """What a document announces."""
    return read(body, url, SOURCE, purpose, NIGHT)
