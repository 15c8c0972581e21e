"""Lines around and in a story that are not of it: prompts, credits, teasers by their build, labels of what was dropped."""

from datetime import UTC, datetime

import pytest

from crawler.extraction.blocks import Block, Box, Layout
from crawler.extraction.engine import Line
from crawler.extraction.page import Page
from crawler.extraction.reader import examine
from crawler.extraction.scope import Kept, fit
from crawler.items import Verdict

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
STORY = [
    "The lighthouse keeper of Grey Point handed over his keys on Sunday, after thirty-one years on the rock.",
    "His lamp was replaced by a mast that needs no hand, and the last boat took his three cats ashore.",
    "The tower itself will stay, as a room for guests who like the wind, the coast service said on Monday.",
    "Neighbours lit candles in their windows that night, and the keeper said that he had counted them all.",
]


def read(*extra: str, before: str = "", after: str = "") -> list[str]:
    """The paragraphs of a page with the story, `extra` as paragraphs below it, and markup around it."""
    body = "".join(f"<p>{text}</p>" for text in [*STORY, *extra])
    page = (
        '<html lang="en"><head><title>Keeper leaves Grey Point | The Gull</title></head><body><article>'
        f"<h1>Keeper leaves Grey Point</h1>{before}<div class='copy'>{body}</div>{after}</article></body></html>"
    )
    article = examine(Page("https://gull.example/news/keeper", NOW, page.encode()), None, None).article
    return [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    "text",
    [
        "Sign up here for our weekly newsletter about the sea.",
        "Follow The Gull on Facebook and Instagram for more from the coast.",
        "Already have an account? Log in",
        "Abonnieren Sie unseren Newsletter und lesen Sie jede Woche mehr vom Meer.",
        "Suscríbete a nuestro boletín y recibe las noticias del mar.",
        "Подпишитесь на наш телеграм-канал, чтобы не пропустить новости моря.",
        "SUBSCRIBE TO OUR NEWSLETTER, AND NEVER MISS A TIDE.",
        "Reading time: 4 minutes",
        "Spotted a mistake? Tell the desk about it, and we will put it right.",
    ],
)
def test_what_the_publisher_asks_of_readers_is_not_the_story(text):
    assert read(text) == STORY


@pytest.mark.parametrize(
    "text",
    [
        "He will follow his cats to the mainland, where his daughter keeps a bakery by the harbour.",
        "The coast service changed its privacy policy after a guest had filmed the keeper at his work.",
        "“Join me, sign up for the sea,” his father had told him when he was a boy of eleven years.",
        "Listen to the wind for a night, he used to say, and you know tomorrow's weather by the morning.",
    ],
)
def test_a_story_may_speak_of_such_things(text):
    assert read(text, STORY[1] + " The end.") == [*STORY, text, STORY[1] + " The end."]


@pytest.mark.parametrize(
    "text",
    [
        "Additional reporting by Tilda Frost",
        "Source: Coast Service",
        "ines.marlow@gull.example",
        "This article was first published by The Northern Gull.",
        "(tf/im)",
    ],
)
def test_credits_below_the_story_are_not_the_story(text):
    assert read(text) == STORY
    assert read(text, STORY[0] + " Again.") == [*STORY, text, STORY[0] + " Again."]  # within it, they stay


def test_a_story_about_subscriptions_keeps_its_lines():
    lines = [f"Subscribe to our newsletter number {number} for tips." for number in range(30)]
    assert [text for text in read(*lines) if text.startswith("Subscribe")] == lines


def test_a_link_beside_a_date_is_a_teaser():
    items = "".join(
        f"<li><a href='/{n}'>Another keeper leaves the rock number {n}</a> 0{n}.03.2026 14:1{n}</li>"
        for n in range(1, 5)
    )
    assert read(after=f"<ul>{items}</ul>") == STORY


def test_a_label_goes_with_the_links_that_it_announces():
    box = "<div><p>You may like</p><p><a href='/1'>The tower that nobody wanted to buy</a></p></div>"
    assert read(after=box) == STORY


def test_a_date_line_and_a_part_of_the_headline_above_the_story_are_not_of_it():
    above = "<p>Sunday, 1 March 2026 18:30 Source: The Gull online</p><h2>Keeper leaves Grey Point</h2>"
    assert read(before=above) == STORY


def test_a_date_line_is_known_in_the_language_of_the_text_where_the_page_states_none():
    story = [
        "Смотритель маяка на Сером мысе сдал в воскресенье ключи после тридцати одного года службы на скале.",
        "Лампу заменила мачта, которой не нужны руки, и последняя лодка увезла на берег трёх его кошек.",
        "Сама башня останется гостиницей для тех, кто любит ветер, сообщила в понедельник береговая служба.",
    ]
    body = "".join(f"<p>{text}</p>" for text in ["1 марта 2026, 18:30 [ «Чайка» ]", *story])
    page = f"<html><head><title>Ключи сданы</title></head><body><h1>Ключи сданы</h1><div>{body}</div></body></html>"
    article = examine(Page("https://gull.example/news/keeper", NOW, page.encode()), None, None).article
    assert [paragraph.text for paragraph in article.paragraphs] == story


@pytest.mark.parametrize(
    "text", ["The tower at dusk (Photo: Tilda Frost)", "圖說:燈塔管理員與他的三隻貓。（林小姐攝）"]
)
def test_a_caption_that_shows_itself_as_one_is_not_the_story(text):
    assert read(text) == STORY


def test_many_links_in_a_long_row_are_not_the_story():
    row = " // ".join(
        f"09:{n} <a href='/{n}'>Another keeper has left the rock number {n} today</a>" for n in range(10, 20)
    )
    assert read(row) == STORY


def test_a_count_of_comments_within_a_paragraph_is_not_of_it():
    assert (
        read("<a class='comments-count' href='#c'>12</a>It was a calm night.")[-1] == "It was a calm night."
    )


def test_short_lines_between_paragraphs_that_the_engine_missed_are_put_back():
    notes = [
        f"Rock number {n} was lit every night since then and painted white again by a crew of tents."
        for n in (1, 2)
    ]
    texts = [STORY[0], notes[0], "Rock two", "since 1802", notes[1], STORY[1], "Log in"]
    boxes = [Box("body", "", -1, 0), Box("article", "", 0, 1), *(Box("p", "", 1, 2) for _ in texts)]
    page = Layout(boxes, [Block(text, number + 2, 0.0) for number, text in enumerate(texts)])
    kept = [Kept(Line(texts[number], "text"), number) for number in (0, 5)]
    assert [one.line.text for one in fit(page, kept, set())] == texts[:-1]


@pytest.mark.parametrize(
    ("line", "is_free"),
    [
        ("This article is only for subscribers.", False),
        ("Subscribe to continue reading", False),
        ("Dieser Artikel ist nur für Abonnenten. Jetzt anmelden und weiterlesen.", False),
        ("Il vous reste 70 % de cet article à lire. La suite est réservée aux abonnés.", False),
        ("The lamp is now in the museum of the town.", None),
    ],
)
def test_a_page_that_says_below_its_opening_lines_that_the_rest_is_locked_is_not_free(line, is_free):
    page = f"<html><body><article><h1>Keeper leaves</h1><p>{STORY[0]}</p><p>{STORY[1]}</p><p>{line}</p></article>"
    article = examine(Page("https://gull.example/news/keeper", NOW, page.encode()), None, None)
    said = article.article.is_free if article.article else None
    assert (said, article.verdict) == (is_free, Verdict.STUB if is_free is False else Verdict.ARTICLE)


def test_the_column_beside_a_sidebar_is_no_sidebar():
    body = "".join(f"<p>{text}</p>" for text in STORY)
    menu = "".join(f"<li><a href='/{n}'>Section number {n} of the paper</a></li>" for n in range(60))
    page = (
        f"<html lang='en'><head><title>Keeper leaves Grey Point</title></head><body><ul>{menu}</ul>"
        f"<div class='w-main-with-right-sidebar'><h2>Keeper leaves Grey Point</h2>{body}</div></body></html>"
    )
    article = examine(Page("https://gull.example/news/keeper", NOW, page.encode()), None, None).article
    assert [paragraph.text for paragraph in article.paragraphs] == STORY
