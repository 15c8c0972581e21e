"""The page that the project was born from, rebuilt in its site's markup, beside two days' sidebars."""

import re
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template

import pytest

from crawler.extraction.page import Page
from crawler.extraction.reader import Examined, examine
from crawler.items import Verdict
from crawler.sources import Source

SEED = Path(__file__).parents[2] / "shared" / "seed" / "dawn-2023-09-06.txt"
PAGES = Path(__file__).parent / "pages"


def story() -> list[str]:
    """The story's paragraphs: the first page's own where it is at hand, else made-up ones."""
    text = (SEED if SEED.exists() else PAGES / "first-page.txt").read_text(encoding="utf-8")
    return [line for line in text.split("\n\nOpinion")[0].split("\n") if line.strip()]


def html_of(paragraphs: list[str], sidebar: str) -> bytes:
    """The paragraphs in the markup that scrapers of the site describe."""
    body = "\n".join(
        f"<h3>{escape(text)}</h3>"
        if len(text) < 60 and not text.startswith("Published")
        else f"<p>{escape(text)}</p>"
        for text in paragraphs
    )
    page = Template((PAGES / "first-page.template").read_text(encoding="utf-8"))
    return page.substitute(body=body, boxes=(PAGES / sidebar).read_text(encoding="utf-8")).encode()


@pytest.fixture(scope="module", params=["first-page.sidebar1", "first-page.sidebar2"])
def seen(request) -> Examined:
    source = Source(
        name="dawn", home="https://www.dawn.com/", title="Dawn", timezone="Asia/Karachi", language="en"
    )
    page = Page(
        "https://www.dawn.com/news/1774269/a-summit",
        datetime(2025, 7, 14, tzinfo=UTC),
        html_of(story(), request.param),
    )
    return examine(page, source, None)


def test_it_is_an_article(seen):
    assert seen.verdict is Verdict.ARTICLE


def test_the_body_holds_every_paragraph_and_nothing_else_whatever_stands_beside_it(seen):
    assert seen.article.body.split("\n\n") == [
        text.strip() for text in story() if not text.startswith("Published in")
    ]


def test_its_day_is_the_day_it_was_printed(seen):
    assert seen.article.printed_on.isoformat() == "2023-09-06"
    assert seen.published.at.date().isoformat() == "2023-09-06"
    assert seen.published.precision == "day"


def test_its_day_begins_where_the_newspaper_is(seen):
    assert seen.article.published_at == datetime(2023, 9, 5, 19, 0, tzinfo=UTC)


def test_its_dateline_is_a_place(seen):
    assert seen.article.dateline == re.match("[A-Z]+", story()[0])[0]


def test_its_author_is_a_name_without_date_or_role(seen):
    assert seen.article.authors == ("Ines Marlow",)


def test_its_title_is_without_the_newspapers_name(seen):
    assert seen.article.title == "A summit in the east"
