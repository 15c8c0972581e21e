"""The articleBody that a page gives of itself tells which of its lines are the story, and is no text of its own."""

import json
from datetime import UTC, datetime

import pytest

from crawler.extraction.blocks import Block, Box, Layout
from crawler.extraction.engine import Line
from crawler.extraction.page import Page
from crawler.extraction.reader import examine
from crawler.extraction.scope import Kept
from crawler.extraction.witness import heard

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
STORY = [
    "The ferry to Hallow Island will stop at the end of the month, because its only engine is older than its captain.",
    "Forty people live on the island, and the nearest shop stands on the other side of four miles of water.",
    "“We have rowed before,” said the postmistress, who also keeps the lamp, the school bell and the one telephone.",
    "A new engine would cost more than the fares of eleven years, the company wrote in a letter to the council.",
]
TEASER = "Elsewhere: the mayor of Port Ansel opened a bridge on Tuesday that leads to a field and back again."

IN_PARTS = f"<article class='post'><p>{STORY[0]}</p></article>" + "".join(
    f"<section class='c{number}'><div><div>{text}</div></div></section>"
    for number, text in enumerate(STORY[1:])
)
BESIDE_OTHERS = (
    f"<div class='a'>{''.join(f'<div>{text}</div>' for text in STORY)}</div>"
    f"<article class='post-content'>{''.join(f'<p>{number}. {TEASER}</p>' for number in range(9))}</article>"
)


def page(*lines: str) -> Layout:
    return Layout([Box("div", "", -1, 0)], [Block(text, 0, 0.0) for text in lines])


def kept(page: Layout, *numbers: int) -> list[Kept]:
    return [Kept(Line(page.blocks[number].text, "text"), number) for number in numbers]


def texts(lines: list[Kept]) -> list[str]:
    return [one.line.text for one in lines]


def test_lines_that_the_engine_missed_are_found_by_what_the_page_says_of_itself():
    whole = page(TEASER, *STORY)
    assert texts(heard(whole, kept(whole, 0), " ".join(STORY))) == STORY
    assert texts(heard(whole, kept(whole, 1), " ".join(STORY))) == STORY


def test_an_engine_that_has_the_story_is_believed():
    whole = page(TEASER, *STORY)
    assert heard(whole, kept(whole, 0, 1, 2, 3), " ".join(STORY)) == kept(whole, 0, 1, 2, 3)


def test_a_story_that_is_told_twice_by_the_witness_is_not_missed():
    whole = page(*STORY)
    assert heard(whole, kept(whole, 0, 1, 2, 3), " ".join(STORY * 2)) == kept(whole, 0, 1, 2, 3)


def test_what_readers_are_not_shown_stays_unread():
    shown = page(TEASER, STORY[0])
    assert heard(shown, kept(shown, 0), " ".join(STORY)) == kept(shown, 0)


def test_no_witness_and_a_summary_change_nothing():
    whole = page(TEASER, *STORY)
    for told in (None, "", STORY[0]):
        assert heard(whole, kept(whole, 0), told) == kept(whole, 0)


@pytest.mark.parametrize("markup", [IN_PARTS, BESIDE_OTHERS], ids=["it reads a part", "it reads others"])
def test_a_page_is_read_whole_that_the_engine_alone_reads_otherwise(markup):
    told = {"@context": "https://schema.org", "@type": "NewsArticle", "articleBody": " ".join(STORY)}
    witness = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    assert read(witness, markup) == STORY
    assert read("", markup) != STORY


def read(head: str, markup: str) -> list[str]:
    html = f'<html lang="en"><head>{head}</head><body><h1>Ferry to stop</h1>{markup}</body></html>'
    article = examine(Page("https://gull.example/ferry", NOW, html.encode()), None, None).article
    return [paragraph.text for paragraph in article.paragraphs]
