"""What kind of edit a change is: which words went and came, and what they were."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warehouse.plain import Token, plain, quotations
from warehouse.vocabulary import NOTICES, NUMBER_WORDS
from warehouse.worddiff import Block, Piece, blocks, pieces

# The weightiest first: what an analyst asks for, then what only looks different.
WEIGHT = (
    *("correction", "headline", "numbers", "names", "quotes", "paragraph added", "paragraph removed"),
    *("wording", "subtitle", "authors", "paragraph moved", "typo"),
)
NOUNS_ARE_CAPITAL = ("de", "lb")  # one capital word is no name there, two in a row are
SHOWN, LONGEST = 100, 300  # phrases that are kept of a change, and characters of each


@dataclass(frozen=True, slots=True)
class State:
    """What a version says."""

    title: str | None
    subtitle: str | None
    authors: Sequence[str] | None
    body: str | None
    roles: Sequence[str] | None = None
    corrections: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a version changed."""

    kinds: tuple[str, ...]  # the weightiest first
    removed: tuple[str, ...]
    added: tuple[str, ...]
    words_removed: int
    words_added: int


def change(before: State, after: State, language: str | None = None) -> Change:
    """The kinds of a change and its words. `language` is BCP 47."""
    title, body = pieces(before.title, after.title), blocks(before.body, after.body)
    kinds = set(_of_fields(before, after)) | _of_body(body, language)
    changed = [*title, *(piece for block in body for piece in block.pieces)]
    gone = [piece for piece in changed if piece.kind == "removed"]
    came = [piece for piece in changed if piece.kind == "added"]
    return Change(
        tuple(kind for kind in WEIGHT if kind in (kinds or {"wording"})),
        _shown(gone),
        _shown(came),
        sum(piece.words for piece in gone),
        sum(piece.words for piece in came),
    )


def _of_fields(before: State, after: State) -> Iterable[str]:
    if plain(before.title) != plain(after.title):
        yield "headline"
    if plain(before.subtitle) != plain(after.subtitle):
        yield "subtitle"
    if [plain(one) for one in before.authors or ()] != [plain(one) for one in after.authors or ()]:
        yield "authors"
    if set(notices(after)) - set(notices(before)):
        yield "correction"


def notices(state: State) -> list[str]:
    """The correction notices of a state: as the page marks them, or as such notices begin."""
    texts = [one for one in (state.body or "").split("\n\n") if one]
    roles = state.roles or ()
    marked = [text for text, role in zip(texts, roles, strict=False) if role == "correction"]
    worded = [text for text in texts if NOTICES.match(plain(text))]
    return [plain(one) for one in (*(state.corrections or ()), *marked, *worded)]


def _of_body(body: Sequence[Block], language: str | None) -> set[str]:
    kinds = {
        {"added": "paragraph added", "removed": "paragraph removed", "moved": "paragraph moved"}[block.kind]
        for block in body
        if block.kind not in ("same", "changed")
    }
    for block in body:
        if block.kind == "changed":
            kinds |= _of_paragraph(block, language)
    return kinds


def _of_paragraph(block: Block, language: str | None) -> set[str]:
    """The kinds of a change within a paragraph."""
    kinds = set()
    gone, came = (_side(block, kind) for kind in ("removed", "added"))
    if _numbers(gone) != _numbers(came):
        kinds.add("numbers")
    if _names(block, "removed", language) != _names(block, "added", language):
        kinds.add("names")
    before, after = (
        "".join(piece.text for piece in block.pieces if piece.kind != other) for other in ("added", "removed")
    )
    if Counter(quotations(before)) != Counter(quotations(after)):
        kinds.add("quotes")
    if not kinds:
        kinds.add("typo" if _is_slip(block) else "wording")
    return kinds


def _side(block: Block, kind: str) -> list[Token]:
    return [token for piece in block.pieces if piece.kind == kind for token in piece.tokens]


def _numbers(side: Iterable[Token]) -> Counter[str]:
    return Counter(one.key.casefold() for one in side if one.is_number or one.key.casefold() in NUMBER_WORDS)


def _names(block: Block, kind: str, language: str | None) -> Counter[str]:
    """Words of one side that are names: capital, and not only because a sentence begins."""
    side = [
        (token, piece.kind == kind)
        for piece in block.pieces
        if piece.kind in ("same", kind)
        for token in piece.tokens
        if token.words
    ]
    in_row = (language or "").partition("-")[0] in NOUNS_ARE_CAPITAL
    found: Counter[str] = Counter()
    for number, (token, changed) in enumerate(side):
        if not changed or token.opens or not _is_capital(token):
            continue
        beside = [side[at][0] for at in (number - 1, number + 1) if 0 <= at < len(side)]
        if not in_row or any(_is_capital(one) and not one.opens for one in beside):
            found[token.key] += 1
    return found


def _is_capital(token: Token) -> bool:
    return token.key[0].isupper() or unicodedata.category(token.key[0]) == "Lt"


def _is_slip(block: Block) -> bool:
    """Whether what went came back, only spelled otherwise, at each place of the paragraph."""
    return all(_is_respelled(gone, came) for gone, came in _swaps(block.pieces))


def _swaps(changed: Sequence[Piece]) -> list[tuple[list[str], list[str]]]:
    """For each place of change: the words that went, and those that came."""
    found: list[tuple[list[str], list[str]]] = []
    before = "same"
    for piece in changed:
        words = [token.key.casefold() for token in piece.tokens if token.words]
        if piece.kind == "removed":
            found.append((words, []))
        elif piece.kind == "added" and before == "removed":
            found[-1][1].extend(words)
        elif piece.kind == "added":
            found.append(([], words))
        before = piece.kind
    return found


def _is_respelled(gone: Sequence[str], came: Sequence[str]) -> bool:
    if "".join(gone).replace("-", "") == "".join(came).replace(
        "-", ""
    ):  # letter case, hyphens, signs, spaces
        return True
    return len(gone) == len(came) and all(
        one == other or alike(one, other) for one, other in zip(gone, came, strict=True)
    )


def alike(one: str, other: str) -> bool:
    """Whether two words differ by a slip: a letter more, less or other, or two letters in the wrong order.

    Short words are not alike: one letter parts "now" from "not".
    """
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    if (
        one[start + 1 :] == other[start + 1 :]
        or one[start:] == other[start + 1 :]
        or one[start + 1 :] == other[start:]
    ):
        return True
    swapped = one[start : start + 2] == other[start : start + 2][::-1]
    return swapped and one[start + 2 :] == other[start + 2 :]


def _shown(side: Iterable[Piece]) -> tuple[str, ...]:
    told = (piece.text.strip() for piece in side)
    return tuple(one[:LONGEST] for one in told if one)[:SHOWN]
