"""The story stands below its headline: when the engine chose text from elsewhere, choose again."""

from __future__ import annotations

from crawler.extraction import words
from crawler.extraction.blocks import Layout
from crawler.extraction.engine import Line
from crawler.extraction.scope import LINKED, PROSE, Kept

BELOW = 40  # lines after the headline in which the story begins
FAR = 20  # lines; text that begins nearer to the headline may well be its own
ENOUGH = 50  # words that the other container must hold
ABOVE = 0.4  # share of the words that may stand above a headline and be dropped
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
    return block.linked < LINKED and words.count(block.text) >= PROSE
