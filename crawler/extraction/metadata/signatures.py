"""Bylines that no markup marks: a line at the headline, or the last line of the text."""

from __future__ import annotations

import re
from itertools import takewhile

from crawler.extraction import dates, words
from crawler.extraction.blocks import Block, Layout
from crawler.extraction.metadata.headline import Spot
from crawler.extraction.metadata.names import is_led, is_person, signers

ABOVE, BELOW = 3, 10  # lines before and after the headline
AFTER = 3  # lines after the text
LONGEST = 120  # characters
PARAGRAPHS = 2  # of prose, after which a byline is somebody else's
MOST = 16  # words
DIGIT = re.compile(r"\d")

BARE = "name alone below the text"

Signed = tuple[tuple[str, list[str]], ...]


def signed(page: Layout, head: Spot, language: str | None) -> Signed:
    """The lines that name who wrote it, each with the rule that found it, best first."""
    found = [("line at the headline", [text]) for text in _at_headline(page, head.line, language)]
    after = _after_text(page, head.end)
    found += [("line below the text", [text]) for text in after if _is_byline(text, language)]
    found += [(BARE, [text]) for text in after[:1] if len(after) == 1 and is_person(text)]
    return tuple(found)


def _at_headline(page: Layout, headline: int | None, language: str | None) -> list[str]:
    if headline is None:
        return []
    below = range(headline + 1, min(len(page.blocks), headline + BELOW))
    above = range(headline - 1, max(-1, headline - ABOVE - 1), -1)
    found, long = [], 0
    for number in (*below, *above):
        text = page.blocks[number].text
        if len(text) > LONGEST:
            long += 1
        elif (long < PARAGRAPHS or number < headline) and _is_byline(text, language):
            found.append(text)
    return found[:3]


def _after_text(page: Layout, end: int | None) -> list[str]:
    """The short lines below the last prose, in the box that holds it."""
    if end is None:
        return []
    box = _outer(page, page.blocks[end])
    inside = takewhile(lambda block: _outer(page, block) == box, page.blocks[end + 1 : end + 1 + AFTER])
    return [block.text for block in inside if len(block.text) <= LONGEST and block.linked < 0.5]


def _outer(page: Layout, block: Block) -> int:
    """The box that holds the line's own box."""
    own = page.boxes[block.box]
    return own.parent if own.tag in {"p", "div", "center"} and own.parent >= 0 else block.box


def _is_byline(text: str, language: str | None) -> bool:
    """Whether a short line is "By" and names, perhaps a date, and little else."""
    if words.count(text) > MOST or not is_led(text):
        return False
    rest = dates.cut(text, language)[0] if DIGIT.search(text) else text
    told = signers([text], language)
    if told.others and words.count(rest) == 2:  # "By Reuters"
        return not told.people
    named = sum(words.count(name) for name in told.people)
    return named >= 2 and named * 3 >= words.count(rest)
