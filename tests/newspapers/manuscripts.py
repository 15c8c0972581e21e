"""What the made-up newspapers print: each article as a file, together with its later edits."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ARTICLES = Path(__file__).parent / "articles"
MARKS = {"## ": "heading", "> ": "quote", "- ": "list_item", "! ": "correction"}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a text, and what it is: text, heading, quote, list_item, correction."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One article as it stands in the paper, with the edits that wait for their night."""

    paper: str
    slug: str
    number: int
    title: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    section: str = "news"
    day: int = -1  # days after the first day of the calendar; night N may print days up to N - 2
    time: str = "09:00"  # local to the paper
    night: int = 1  # the first night on which it stands in the paper
    withdrawn: int | None = None  # the night from which it is gone
    restored: int | None = None  # the night from which it is back
    kind: str = "article"  # or stub, live
    lead: str | None = None  # the standfirst
    agency: str | None = None
    wire: str | None = None  # the agency's story that several papers print
    photo: dict[str, str] | None = None  # caption, credit
    tags: tuple[str, ...] = ()
    language: str | None = None  # only where it differs from the paper's
    edit: tuple[dict[str, Any], ...] = ()
    modified_on: int | None = None  # the night of the last edit that was made

    def stands(self, night: int) -> bool:
        """Whether the paper serves it on that night."""
        withdrawn = self.withdrawn is not None and night >= self.withdrawn
        restored = self.restored is not None and night >= self.restored
        return self.night <= night and (not withdrawn or restored)

    def change(self, night: int) -> str:
        """What happened to it since the night before."""
        if night == self.withdrawn:
            return "withdrawn"
        if night == self.restored:
            return "restored"
        if not self.stands(night):
            return "gone"
        if night == max(self.night, 1):
            return "new"
        return "edited" if any(edit["night"] == night for edit in self.edit) else "same"

    def published(self, first_day: date, timezone: str) -> datetime:
        """The moment printed on it, in the paper's own time zone."""
        at = time.fromisoformat(self.time)
        return datetime.combine(first_day + timedelta(days=self.day), at, ZoneInfo(timezone))

    def modified(self, first_day: date) -> datetime | None:
        """The moment of its last edit, UTC: the afternoon before the night that sees it."""
        if self.modified_on is None:
            return None
        return datetime.combine(first_day + timedelta(days=self.modified_on - 2), time(14, 5), UTC)

    def on(self, night: int) -> Manuscript:
        """The article with all edits made up to that night."""
        piece = self
        for edit in self.edit:
            if edit["night"] <= night:
                piece = _edited(piece, edit)
        return piece


def _edited(piece: Manuscript, edit: dict[str, Any]) -> Manuscript:
    blocks = list(piece.blocks)
    for old, new in edit.get("replace", []):
        if not any(old in block.text for block in blocks):
            msg = f"{piece.paper}/{piece.slug}: no {old!r} to edit"
            raise ValueError(msg)
        blocks = [Block(block.role, block.text.replace(old, new)) for block in blocks]
    blocks += _blocks(edit.get("add", ""))
    title = edit.get("title", piece.title)
    return replace(piece, title=title, blocks=tuple(blocks), modified_on=edit["night"])


def _blocks(text: str) -> list[Block]:
    found = []
    for part in text.strip().split("\n\n"):
        line = " ".join(part.split())
        role = MARKS.get(line[:2], MARKS.get(line[:3], "text"))
        found += [Block(role, line if role == "text" else line.split(" ", 1)[1])] if line else []
    return found


@cache
def read(paper: str) -> tuple[Manuscript, ...]:
    """All articles of a paper, oldest number first."""
    pieces = []
    for path in (ARTICLES / paper).glob("*.md"):
        head, text = path.read_text(encoding="utf-8").removeprefix("+++\n").split("\n+++\n", 1)
        facts = {key: tuple(v) if isinstance(v, list) else v for key, v in tomllib.loads(head).items()}
        pieces.append(Manuscript(paper, path.stem, blocks=tuple(_blocks(text)), **facts))
    return tuple(sorted(pieces, key=lambda piece: piece.number))
