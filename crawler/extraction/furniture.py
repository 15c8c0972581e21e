"""Lines that are no prose: bylines, dates, print lines, share prompts."""

from __future__ import annotations

import re

from crawler.extraction import dates, words
from crawler.extraction.dateline import PRINTED

FEW = 12  # words


def is_date_or_byline(text: str) -> bool:
    """A line with little but a date or time in it."""
    if words.count(text) > FEW or PRINTED.match(text):
        return False
    rest, found = dates.cut(text)
    return found and words.count(rest) <= 4 and not re.search(r"[.!?]\s*$", rest.strip())
