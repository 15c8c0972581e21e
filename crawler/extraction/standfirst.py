"""The standfirst: prose below the headline, which engines take for decoration."""

from __future__ import annotations

import re

from crawler.extraction import furniture, words
from crawler.extraction.blocks import Block, Layout

LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|standfirst|sub-?(?:title|head(?:line)?|deck)s?|dek|deck|intro(?:duction)?|summary|synopsis|"
    r"excerpt|teaser|vorspann|chapo|chapeau|abstract|strap(?:line)?|sommario|entradilla|ingress|manchet|perex|anons|"
    r"description)(?=$|[\s_-])",
    re.IGNORECASE,
)
APART = frozenset({"figure", "figcaption", "aside", "nav", "footer", "form", "button", "table"})
CAPTION = re.compile(
    r"caption|credit|copyright|byline|author|share|social|related|comment|promo|newsletter", re.IGNORECASE
)
FEWEST = 8  # words
ALIKE = 0.7  # likeness to what the page says of itself


def find(whole: Layout, headline: int | None, first: str, leads: tuple[str, ...]) -> str | None:
    """The standfirst above the paragraph with the key `first`, if the page has one."""
    start = headline if headline is not None else -1
    end = next((n for n, block in enumerate(whole.blocks) if n > start and block.key == first), None)
    if end is None:
        return None
    for number in range(start + 1, end):
        block = whole.blocks[number]
        if _is_prose(whole, block) and (_is_marked(whole, block) or _is_described(block, leads)):
            return block.text
    return None


def _is_prose(whole: Layout, block: Block) -> bool:
    boxes = [whole.boxes[number] for number in whole.chain(block.box)[:4]]
    return (
        block.size >= FEWEST
        and block.linked < 0.3
        and not any(box.tag in APART or CAPTION.search(box.name) for box in boxes)
        and not furniture.is_date_or_byline(block.text)
    )


def _is_marked(whole: Layout, block: Block) -> bool:
    return any(LEAD.search(whole.boxes[number].name) for number in whole.chain(block.box)[:2])


def _is_described(block: Block, leads: tuple[str, ...]) -> bool:
    return any(words.likeness(block.text, lead) >= ALIKE for lead in leads)
