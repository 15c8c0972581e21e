"""The articleBody that a page gives of itself tells which of its lines are the story, and is no text of its own."""

import json
from datetime import UTC, datetime

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


def test_the_column_beside_a_sidebar_is_no_sidebar():
    told = {"@context": "https://schema.org", "@type": "NewsArticle", "articleBody": " ".join(STORY)}
    body = "".join(f"<p>{text}</p>" for text in STORY)
    menu = "".join(f'<li><a href="/{n}">Section number {n} of the paper</a></li>' for n in range(60))
    html = (
        f'<html lang="en"><head><script type="application/ld+json">{json.dumps(told)}</script></head><body>'
        f"<ul>{menu}</ul><div class='w-main-with-right-sidebar'><h2>Ferry to stop</h2>{body}</div></body></html>"
    )
    article = examine(Page("https://gull.example/ferry", NOW, html.encode()), None, None).article
    assert [one.text for one in article.paragraphs if one.role == "text"] == STORY
