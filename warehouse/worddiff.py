"""What changed between two texts: paragraphs paired first, then words within each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from warehouse.plain import Token, paragraphs, plain, tokens

LIKE = 0.4  # share of common words from which two paragraphs are one that was changed
MOST_PAIRS, MOST_TEXT = 10_000, 300_000  # paragraphs times paragraphs, and characters: beyond, none is paired
MOST_STEPS = 9_000_000  # words times words in one pair: beyond, all of it went and all of it came
MANY = 2_000  # paragraphs, from which frequent ones are not looked for
SHORT = 2  # words that stayed between two changes, and are shown as if they had changed too


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: str  # "same", "removed" or "added"
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """As it stands in the text."""
        return "".join(token.text for token in self.tokens)

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(token.words for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph that stayed, went, came, was changed or moved."""

    kind: str  # "same", "removed", "added", "changed" or "moved"
    pieces: tuple[Piece, ...]


def blocks(before: str | None, after: str | None) -> list[Block]:
    """How the paragraphs of one body became those of another, in the order of the later one."""
    old, new = paragraphs(before), paragraphs(after)
    old_keys, new_keys = [plain(one) for one in old], [plain(one) for one in new]
    moved = Counter(old_keys) & Counter(new_keys)
    found: list[Block] = []
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=max(len(old), len(new)) > MANY)
    for what, a, a_end, b, b_end in matcher.get_opcodes():
        if what == "equal":
            found += [whole("same", text) for text in new[b:b_end]]
            moved.subtract(new_keys[b:b_end])
        else:
            found += _replaced(old[a:a_end], new[b:b_end])
    return _with_moves(found, moved)


def pieces(before: str | None, after: str | None) -> list[Piece]:
    """How the words of one line became those of another."""
    old, new = tokens(before or ""), tokens(after or "")
    if len(old) * len(new) > MOST_STEPS:
        return [Piece("removed", tuple(old)), Piece("added", tuple(new))]
    old_keys, new_keys = [one.key for one in old], [one.key for one in new]
    found: list[Piece] = []
    for what, a, a_end, b, b_end in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", tuple(new[b:b_end])))
        else:
            found += [Piece("removed", tuple(old[a:a_end])), Piece("added", tuple(new[b:b_end]))]
    return _joined([one for one in found if one.tokens])


def whole(kind: str, text: str) -> Block:
    """A paragraph all of which is of one kind."""
    if kind in ("same", "moved"):  # nobody asks for their words, and most paragraphs of most edits are
        return Block(kind, (Piece("same", (Token(text, text),)),))
    return Block(kind, (Piece(kind, tuple(tokens(text))),))


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Paragraphs in the place of others: those that are like each other are one that was changed."""
    pairs = _pairs(old, new)
    found: list[Block] = []
    at = 0
    for number, text in enumerate(new):
        if number not in pairs:
            found.append(whole("added", text))
            continue
        found += [whole("removed", gone) for gone in old[at : pairs[number]]]
        found.append(Block("changed", tuple(pieces(old[pairs[number]], text))))
        at = pairs[number] + 1
    return found + [whole("removed", gone) for gone in old[at:]]


def _pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each later paragraph that an earlier one became, that one's place; pairs never cross."""
    if len(old) * len(new) > MOST_PAIRS or sum(map(len, (*old, *new))) > MOST_TEXT:
        return {}
    bags = [Counter(one.key for one in tokens(text) if one.words) for text in (*old, *new)]
    likes = []
    for a in range(len(old)):
        for b in range(len(new)):
            one, other = bags[a], bags[len(old) + b]
            like = 2 * (one & other).total() / max(1, one.total() + other.total())
            if like >= LIKE:
                likes.append((like, a, b))
    found: dict[int, int] = {}
    for _, a, b in sorted(likes, key=lambda one: (-one[0], one[1], one[2])):
        if b not in found and all((a - x) * (b - y) > 0 for y, x in found.items()):
            found[b] = a
    return found


def _with_moves(found: list[Block], moved: Counter[str]) -> list[Block]:
    """A paragraph that went in one place and came in another was moved: told once, where it is now."""
    left = +moved
    gone = Counter(left)
    told: list[Block] = []
    for block in found:
        key = plain(block.pieces[0].text)
        if block.kind == "removed" and gone[key] > 0:
            gone[key] -= 1
        elif block.kind == "added" and left[key] > 0:
            left[key] -= 1
            told.append(whole("moved", block.pieces[0].text))
        else:
            told.append(block)
    return told


def _joined(found: list[Piece]) -> list[Piece]:
    """Pieces without crumbs: what stayed between two longer changes is read as changed."""
    told: list[Piece] = []
    removed: tuple[Token, ...] = ()
    added: tuple[Token, ...] = ()
    for number, piece in enumerate(found):
        if piece.kind == "removed":
            removed += piece.tokens
        elif piece.kind == "added":
            added += piece.tokens
        elif _is_crumb(piece, removed, added, number == len(found) - 1):
            removed, added = removed + piece.tokens, added + piece.tokens
        else:
            told += [Piece("removed", removed), Piece("added", added), piece]
            removed = added = ()
    told += [Piece("removed", removed), Piece("added", added)]
    return [one for one in told if one.tokens]


def _is_crumb(piece: Piece, removed: tuple[Token, ...], added: tuple[Token, ...], last: bool) -> bool:
    if last or not (removed and added):
        return False
    changed = max(sum(one.words for one in side) for side in (removed, added))
    return piece.words == 0 or (piece.words <= SHORT and piece.words < changed)
