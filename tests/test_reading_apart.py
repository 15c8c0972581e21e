"""A document that takes long to read costs its own time limit, and is named; floods take no time at all."""

import pytest

from crawler.discovery import apart
from crawler.discovery.announcement import Window
from crawler.discovery.bounds import is_light, longest_tag
from crawler.discovery.shape import Shapes
from crawler.items import Purpose
from crawler.sources import Source
from crawler.workers import Workers
from tests.stage import MIDNIGHT

SOURCE = Source(name="gazette", home="https://gazette.example/", user_agent="x@example.org")
BOMB = b"<item " + b" ".join(b"a%d='1'" % number for number in range(6000)) + b"><link>/1</link></item>"


def document(body: bytes, purpose: Purpose = Purpose.FEED) -> apart.Document:
    return apart.Document(
        body, "https://gazette.example/x", SOURCE, purpose, Window.of_night(MIDNIGHT), Shapes()
    )


@pytest.fixture
def impatient(monkeypatch):
    with Workers(1, seconds=1.0, preload="crawler.discovery") as pool:
        monkeypatch.setattr(apart, "_pool", lambda: pool)
        yield


@pytest.mark.slow
def test_a_feed_of_attribute_bombs_is_killed_and_named(impatient):
    body = b"<rss version='2.0'><channel>" + BOMB * 60 + b"</channel></rss>"
    assert not is_light(body)
    assert apart.read(document(body)).error == "not read: killed after 1 s"


@pytest.mark.slow
def test_what_is_heavy_but_honest_is_read_apart():
    lines = b"".join(b"<url><loc>/news/%d</loc></url>" % number for number in range(50_000))
    told = apart.read(document(b"<urlset>" + lines + b"</urlset>", Purpose.SITEMAP))
    assert len(told.candidates) == 50_000


@pytest.mark.parametrize("purpose", [Purpose.FEED, Purpose.SITEMAP, Purpose.SECTION])
@pytest.mark.parametrize(
    "body",
    [
        b"<rss>" + (b"<" * 60_000 + b">") * 3,
        b"<a" * 300_000,
        b"<rss version='2.0'><channel><item><link>/x</link><title><![CDATA["
        + b"<" * 900_000
        + b"]]></title></item></channel></rss>",
        b"</item" + b" " * 900_000,
        b"<html>" + b"<a href=/x>" * 80_000,
    ],
    ids=["tags", "unclosed", "title", "spaces", "nested links"],
)
def test_floods_end(body, purpose):
    told = apart.read_here(document(body, purpose))
    assert told.candidates or told.reason


def test_the_longest_tag_is_found_in_any_bytes():
    assert longest_tag(b"text <a b='1'> text") == 8
    assert longest_tag(b"<!-- " + b"x" * 999 + b" --><i>") == 2
    assert longest_tag(b"") == 0
