"""The page that the project was born from, rebuilt in its site's markup, beside two days' sidebars."""

from datetime import UTC, datetime

import pytest

from crawler.extraction.page import Page
from crawler.extraction.reader import Examined, examine
from crawler.items import Verdict
from crawler.sources import Source
from tests.newspapers import dawn_like_page
from tests.newspapers.manuscripts import read

(STORY,) = read("first_page")


@pytest.fixture(scope="module", params=[1, 2])
def seen(request) -> Examined:
    source = Source(
        name="dawn",
        home="https://www.dawn.com/",
        title="Dawn",
        timezone="Asia/Karachi",
        language="en",
        user_agent="x@example.org",
    )
    page = Page(
        f"https://www.dawn.com/news/{STORY.number}/{STORY.slug}",
        datetime(2025, 7, 14, tzinfo=UTC),
        dawn_like_page(request.param),
    )
    return examine(page, source, None)


def test_the_sidebar_differs_from_day_to_day():
    assert dawn_like_page(1) != dawn_like_page(2)


def test_it_is_an_article(seen):
    assert seen.verdict is Verdict.ARTICLE


def test_the_body_holds_every_paragraph_and_nothing_else_whatever_stands_beside_it(seen):
    assert seen.article.body.split("\n\n") == [block.text for block in STORY.blocks]


def test_its_day_is_the_day_it_was_printed(seen):
    assert seen.article.printed_on.isoformat() == "2023-09-06"
    assert seen.published.at.date().isoformat() == "2023-09-06"
    assert seen.published.precision == "day"


def test_its_day_begins_where_the_newspaper_is(seen):
    assert seen.article.published_at == datetime(2023, 9, 5, 19, 0, tzinfo=UTC)


def test_its_dateline_is_a_place(seen):
    assert seen.article.dateline == "WASHINGTON"


def test_its_author_is_the_agency_without_date_or_role(seen):
    assert (seen.article.authors, seen.article.agency) == (("AFP",), "AFP")


def test_its_title_is_without_the_newspapers_name(seen):
    assert seen.article.title == STORY.title
