"""Word lists as regular expressions that can be read."""

from __future__ import annotations

import re


def choices(text: str) -> str:
    """Alternatives apart by `|` or new lines; the white space around them means nothing."""
    return re.sub(r"\s*(?:\||\n)\s*", "|", text.strip())


def phrases(text: str, before: str = r"\b", after: str = "") -> re.Pattern[str]:
    """Any of the alternatives, whatever its case, beginning at a word."""
    return re.compile(f"{before}(?:{choices(text)}){after}", re.IGNORECASE | re.DOTALL)
