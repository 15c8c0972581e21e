"""The story stands below its headline: when the engine chose text from elsewhere, choose again."""

from __future__ import annotations

from collections import defaultdict

from crawler.extraction import words
from crawler.extraction.blocks import Layout
from crawler.extraction.engine import Line
from crawler.extraction.scope import LINKED, PARAGRAPHS, PROSE, Kept, address

BELOW = 40  # lines after the headline in which the story begins
FAR = 20  # lines; text that begins nearer to the headline may well be its own
ENOUGH = 50  # words that the other container must hold
ABOVE = 0.4  # share of the words that may stand above a headline and be dropped
OWN = 30  # words of prose that the container of other pages must hold
FIRST = 3  # lines of prose of which the engine should have kept one


def anchored(page: Layout, kept: list[Kept], headline: int | None, banned: set[int]) -> list[Kept]:
    """The engine's lines, or those of the container that begins below the headline if it missed that."""
    if headline is None:
        return kept
    below = [n for n in range(headline + 1, min(headline + BELOW, len(page.blocks))) if _is_prose(page, n)]
    first = [n for n in below if n not in banned][:FIRST]
    have = {one.place for one in kept}
    if not first or not have.isdisjoint(first) or any(one.place is None for one in kept):
        return kept
    start = next((one.place for one in kept if one.place is not None and _is_prose(page, one.place)), None)
    if start is not None and headline < start < headline + FAR:
        return kept
    own = page.chain(page.blocks[first[0]].box)
    story = own[1] if page.boxes[own[0]].tag == "p" and len(own) > 1 else own[0]
    other = [
        Kept(Line(block.text, "text"), number)
        for number, block in enumerate(page.blocks)
        if number > headline
        and story in page.chain(block.box)
        and number not in banned
        and block.linked < LINKED
    ]
    return other if sum(words.count(one.line.text) for one in other) >= ENOUGH else kept


def at_home(page: Layout, kept: list[Kept], homes: frozenset[str]) -> list[Kept]:
    """The lines of the container that holds the story on other pages, if none of them was kept."""
    if not homes:
        return []
    held: dict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(page.blocks):
        for box in page.chain(block.box):
            if page.boxes[box].tag not in PARAGRAPHS and address(page, box) in homes:
                held[box].append(number)
    places = {one.place for one in kept}
    if any(not places.isdisjoint(numbers) for numbers in held.values()):
        return []
    best = max(held.values(), key=lambda numbers: _prose(page, numbers), default=[])
    return (
        [Kept(Line(page.blocks[number].text, "text"), number) for number in best]
        if _prose(page, best) >= OWN
        else []
    )


def _prose(page: Layout, numbers: list[int]) -> int:
    return sum(page.blocks[number].size for number in numbers if page.blocks[number].linked < LINKED)


def below_headline(kept: list[Kept], headline: int | None) -> list[Kept]:
    """Drop what stands above the headline, if that is the smaller part: menus, tickers, teasers."""
    if headline is None:
        return kept
    above = [one for one in kept if one.place is not None and one.place < headline]
    weight = sum(words.count(one.line.text) for one in above)
    if weight > ABOVE * sum(words.count(one.line.text) for one in kept):
        return kept
    return [one for one in kept if one.place is None or one.place >= headline]


def _is_prose(page: Layout, number: int) -> bool:
    block = page.blocks[number]
    return block.linked < LINKED and block.size >= PROSE
