"""The page's own articleBody (schema.org) as a witness: when the engine missed most of it, choose again.

It is no source of text: publishers cut it short, print it twice, leave out headings and boxes. It only tells
which of the page's visible lines are the story.
"""

from __future__ import annotations

from crawler.extraction import words
from crawler.extraction.blocks import Layout
from crawler.extraction.engine import Line
from crawler.extraction.scope import Kept

SHINGLE = 4  # words in a row that are compared
ENOUGH = 60  # of them, from which a text is a witness
BELIEVED = 0.6  # share of the witness that the engine's lines must hold
SPOKEN = 0.8  # share that the page's lines must hold: it may tell what readers are not shown
VOUCHED = 0.5  # share of a line that the witness must hold
LONGEST = 200_000  # characters of it that are looked at

Shingles = set[tuple[str, ...]]


def heard(page: Layout, kept: list[Kept], article_body: str | None) -> list[Kept]:
    """The engine's lines, or the page's lines that the witness vouches for if most of those were missed."""
    witness = _shingles((article_body or "")[:LONGEST])
    if len(witness) < ENOUGH or _share(witness, kept) >= BELIEVED:
        return kept
    vouched = [
        Kept(Line(block.text, "text"), number)
        for number, block in enumerate(page.blocks)
        if (own := _shingles(block.text)) and len(own & witness) >= VOUCHED * len(own)
    ]
    return vouched if _share(witness, vouched) >= SPOKEN else kept


def _share(witness: Shingles, lines: list[Kept]) -> float:
    """Share of the witness that these lines hold."""
    held: Shingles = set().union(*(_shingles(one.line.text) for one in lines))
    return len(witness & held) / len(witness)


def _shingles(text: str) -> Shingles:
    parts = words.apart(text)
    return {tuple(parts[start : start + SHINGLE]) for start in range(len(parts) - SHINGLE + 1)}
