"""Headlines apart from what stands before or after them in the same heading."""

from __future__ import annotations

import re

from crawler.extraction import words
from crawler.extraction.metadata.claims import Claim

BAR = re.compile(r"\s*[|｜]\s*")
BREAK = re.compile(r"\s*[:|]\s+|\s+[–—-]\s+")
QUOTED = re.compile(r"""^\s*["'“„«‹‘「『»›].{2,}["'”“»›’」』«‹]\s*[:–—-]""")  # somebody's words are no kicker
FEW = 5  # words of a label beside a headline
ALIKE = 0.3  # likeness from which two kickers are forms of one
SHARE = 0.4  # of the whole that a headline makes at least


def first(text: str) -> str:
    """The headline of "Headline | Section | Site", if it comes first and the rest are labels."""
    head, *rest = BAR.split(text)
    labels = all(words.count(part) <= min(FEW, words.count(head)) for part in rest)
    return head if labels and words.count(head) >= 3 else text


def cut(head: Claim[str], witnesses: list[Claim[str]]) -> Claim[str]:
    """Cut what stands before or after the headline in one h1, as other places agree."""
    whole = words.key(head.value)
    is_told = any(words.key(one.value) == whole for one in witnesses)
    for one in witnesses:
        part = words.key(one.value)
        agree = sum(words.key(other.value) == part for other in witnesses)
        is_end = whole.endswith(" " + part) and not QUOTED.match(head.value)
        is_start = whole.startswith(part + " ") and agree >= 2 and not is_told
        if len(part) > SHARE * len(whole) and (is_end or is_start):
            return Claim(one.value, head.place, f"h1, kicker cut as in {one.place}")
    for one in witnesses:
        rest = _after_kicker(head.value, one.value)
        if rest:
            return Claim(rest, head.place, f"h1, kicker cut as in {one.place}")
    return head


def _after_kicker(head: str, other: str) -> str | None:
    """What two headings with different kickers share: "A: X" and "B: X"; or X, of "A X" and "A - X"."""
    theirs = BREAK.search(other)
    if theirs is None:
        return None
    label, rest = other[: theirs.start()], other[theirs.end() :]
    ours = BREAK.search(head)
    if ours and words.key(head[ours.end() :]) == words.key(rest) and words.count(rest) >= 3:
        is_other = words.likeness(head[: ours.start()], label) < ALIKE
        return head[ours.end() :] if is_other else None
    if ours or words.count(rest) < 2 or words.count(label) < 2:
        return None
    whole = words.key(head)
    if whole == f"{words.key(label)} {words.key(rest)}":
        return rest
    return label if whole == f"{words.key(rest)} {words.key(label)}" else None
