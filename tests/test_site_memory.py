"""What recurs on a site's pages is its template; what is unique to a page is never taken from it."""

import json
from datetime import UTC, datetime

import pytest

from crawler.extraction import words
from crawler.extraction.memory import Memory, Observed, differs, learn
from crawler.extraction.page import Page
from crawler.extraction.reader import examine

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLACES = ("harbour", "station", "theatre", "library", "market hall", "power plant", "cathedral", "museum")
PROMISE = (
    "Our newspaper has told the town's stories every day since 1871, and it lives on what its readers give."
)


def story(number: int) -> list[str]:
    place = PLACES[number % len(PLACES)]
    return [
        f"The {place} will be rebuilt for {number + 3} million, the council decided on Monday after a long debate.",
        f"Work on the {place} begins in week {number + 10}, and until then {number + 40} neighbours may object to it.",
        f"It is the second time in {number + 20} years that the {place} is closed to the public for so long a time.",
    ]


def read(number: int, memory: Memory | None = None, extra: str = PROMISE, more: str = ""):
    title = f"The {PLACES[number % len(PLACES)]} is closed, part {number}"
    body = "".join(f"<p>{text}</p>" for text in [*story(number), extra])
    page = f'<html><body><h1>{title}</h1><div class="paper"><div class="copy">{body}</div></div>{more}</body></html>'
    return examine(Page(f"https://town.example/{number}", NOW, page.encode()), None, memory)


def texts(seen) -> list[str]:
    return [paragraph.text for paragraph in seen.article.paragraphs]


@pytest.fixture(scope="module")
def memory() -> Memory:
    return learn(Memory(), [read(number).observed for number in range(6)])


def test_a_line_that_recurs_is_dropped(memory):
    assert texts(read(7)) == [*story(7), PROMISE]
    assert texts(read(7, memory)) == story(7)


def test_what_is_unique_to_a_page_stays(memory):
    own = "A reader remembers how the cathedral's bells were lowered by hand when she was a child of seven."
    assert texts(read(7, memory, extra=own)) == [*story(7), own]


@pytest.mark.parametrize("pages", [0, 1, 2])
def test_nothing_is_believed_below_a_handful_of_pages(pages):
    few = learn(Memory(), [read(number).observed for number in range(pages)])
    assert (few.lines, few.homes, few.version) == ({}, frozenset(), "none")
    assert texts(read(7, few)) == [*story(7), PROMISE]


def test_copies_of_one_article_teach_nothing():
    again = [read(3).observed for _ in range(5)]
    renamed = [Observed(f"title {number}", one.lines, one.home) for number, one in enumerate(again)]
    assert learn(Memory(), renamed).lines == {}


def test_stories_of_one_long_line_are_told_apart_by_it():
    notes = tuple(f"Notice {number} of the publisher, which stands below every story." for number in range(9))
    pages = [Observed(f"title {n}", (" ".join(story(n) * 5) + f" {n}", *notes)) for n in range(5)]
    assert len(learn(Memory(), pages).lines) == len(notes)


def in_template(number: int, offer: str, memory: Memory | None = None):
    """A page with a box of the site's below its story: a promise that is always there, and an offer."""
    box = f'<div class="beside"><p>{PROMISE}</p><p>{PROMISE.upper()} AGAIN</p><p>{offer}</p></div>'
    return read(
        number, memory, extra=f"An ending of page {number} alone, as its own reporter tells it.", more=box
    )


OFFERS = [
    f"Tickets for the {number}th concert in the park can be had at the {PLACES[number % 8]}."
    for number in range(30)
]


def test_in_a_container_of_the_template_a_second_page_is_enough():
    pages = [in_template(number, OFFERS[number // 2]).observed for number in range(24)]
    assert OFFERS[3] in pages[6].lines
    learned = learn(Memory(), pages)
    assert OFFERS[3] not in texts(in_template(6, OFFERS[3], learned))


def test_even_there_what_is_unique_to_a_page_stays():
    learned = learn(Memory(), [in_template(number, OFFERS[number]).observed for number in range(24)])
    assert learned.recurs(words.key(PROMISE))
    assert OFFERS[6] in texts(in_template(6, OFFERS[6], learned))


def test_outside_of_one_two_pages_of_many_teach_nothing():
    pages = [read(number, extra=OFFERS[number // 2]).observed for number in range(24)]
    assert learn(Memory(), pages).lines == {}


def test_the_story_is_looked_for_where_it_stands_on_other_pages(memory):
    teasers = "".join(
        f"<p>In the next town, {number} people have signed a list that asks the mayor to keep the old bridge open, "
        f"and the mayor has promised to answer within {number + 2} weeks.</p>"
        for number in range(20)
    )
    short = f'<div class="paper"><div class="copy">{story(7)[0]}<br>{story(7)[1]}</div></div>'
    page = f'<html><body><h1>Closed</h1>{short}<div class="latest">{teasers}</div></body></html>'
    asked = Page("https://town.example/7", NOW, page.encode())
    assert len(memory.homes) == 1
    assert texts(examine(asked, None, memory)) == story(7)[:2]


def test_it_says_what_it_has_learned(memory):
    told = memory.described()
    assert told["pages"] == 6
    assert told["version"] == memory.version
    assert told["recurring_lines"] == [PROMISE[:80]]
    assert told["story_containers"] == ["div.copy in div.paper in body."]


def test_it_is_the_same_after_it_was_stored(memory):
    again = Memory.loads(memory.dumps())
    assert again == memory
    assert again.version == memory.version


def test_it_stays_small_however_many_pages_it_has_seen():
    memory, sizes = Memory(), []
    for start in range(0, 2000, 100):
        pages = [
            Observed(f"t {n}", (f"a text of page number {n} alone", PROMISE))
            for n in range(start, start + 100)
        ]
        memory = learn(memory, pages)
        sizes.append(len(memory.dumps()))
    assert max(sizes[3:]) < 1.05 * min(sizes[3:])


def test_only_pages_that_may_change_are_read_again(memory):
    seen = read(7).observed
    assert differs(seen, Memory(), memory)
    assert not differs(seen, memory, memory)
    assert not differs(Observed("other", ("A line that no other page has.",), seen.home), Memory(), memory)


def test_a_memory_of_before_is_read_on(memory):
    told = json.loads(memory.dumps())
    told["format"] = 2
    told["pages"] = [
        [title, home, [line for some in lines.values() for line in some]]
        for title, home, lines in told["pages"]
    ]
    again = Memory.loads(json.dumps(told))
    assert (again.lines, again.homes, again.version) == (memory.lines, memory.homes, memory.version)
    assert learn(again, [read(9).observed]).recurs(words.key(PROMISE))
