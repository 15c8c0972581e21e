"""Of the links of a page those that look like articles are taken: by pattern, by learned shape, by common shapes."""

import json

import pytest

from crawler.discovery import read
from crawler.discovery.links import looks_like_article
from crawler.discovery.shape import Shapes, believed, counted, shape
from crawler.items import Purpose
from tests.gazette import NIGHT, SOURCE, seen
from tests.private import corpus


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


def learned(addresses) -> Shapes:
    return believed(counted(addresses))


def test_links_are_chosen_by_the_shape_that_the_sites_articles_have():
    shapes = learned(
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
        learned(f"https://gazette.example/a/{'b' * n}" for n in range(1, 40)).fits("https://x.example/a/b")
        is None
    )


def test_a_section_without_articles_says_so():
    told = seen(b'<a href="/about">About</a>', Purpose.SECTION)
    assert told.error == "1 links, none of which looks like an article"


def test_nine_in_ten_real_articles_of_newspapers_look_like_articles():
    lines = map(json.loads, (corpus() / "pages.jsonl").read_text(encoding="utf-8").splitlines())
    urls = {one["url"] for one in lines if one["set"] in {"fundus", "aeb", "daniel"} and one.get("url")}
    assert sum(map(looks_like_article, urls)) > 0.95 * len(urls)
