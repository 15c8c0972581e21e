"""Word lists as regular expressions that can be read."""

from __future__ import annotations

import re
from collections.abc import Callable


def choices(text: str) -> str:
    """Alternatives apart by `|` or new lines; the white space around them means nothing."""
    return re.sub(r"\s*(?:\||\n)\s*", "|", text.strip())


def phrases(text: str, before: str = r"\b", after: str = "") -> re.Pattern[str]:
    """Any of the alternatives, whatever its case, beginning at a word."""
    return re.compile(f"{before}(?:{choices(text)}){after}", re.IGNORECASE | re.DOTALL)


def saying(text: str, before: str = r"\b") -> Callable[[str], bool]:
    """Whether a text says any of the alternatives, which stand in lower case.

    The text is brought to lower case once: ignoring the case letter by letter takes four times as long.
    """
    search = re.compile(f"{before}(?:{choices(text)})", re.DOTALL).search
    return lambda said: search(said.lower()) is not None
