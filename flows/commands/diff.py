"""`nightdesk show --diff`: what each version changed, word by word, in colour or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from warehouse.worddiff import Piece

MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}  # where there is no colour
STYLES: dict[str, dict[str, Any]] = {
    "removed": {"fg": "red", "strikethrough": True},
    "added": {"fg": "green", "bold": True},
}


def compared(states: Sequence[dict[str, Any]], events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The changes of an article, oldest first, each with its words: edits_of and what changed."""
    from warehouse.worddiff import blocks, pieces

    at = {state["capture_id"]: place for place, state in enumerate(states)}
    found = []
    for event in events:
        told: dict[str, Any] = dict(event)
        place = at.get(event["capture_id"], 0)
        if event["kind"] not in ("withdrawn", "restored") and place:
            before, after = states[place - 1], states[place]
            for name in ("title", "subtitle"):
                told[name] = plain(pieces(before[name], after[name]))
            told["authors"] = plain(pieces(*(", ".join(state["authors"] or ()) for state in (before, after))))
            told["body"] = [
                {"kind": block.kind, "pieces": plain(block.pieces)}
                for block in blocks(before["body"], after["body"])
            ]
        found.append(told)
    return found


def plain(told: Iterable[Piece]) -> list[dict[str, str]]:
    """Pieces as JSON knows them."""
    return [{"kind": piece.kind, "text": piece.text} for piece in told]


def show(states: Sequence[dict[str, Any]], changes: Iterable[dict[str, Any]], colour: bool | None) -> None:
    """Print the first state's headline, then each change. In colour on a terminal, if None is asked for."""
    if colour is None:
        colour = sys.stdout.isatty()
    first = states[0]
    click.secho(f"{moment(first['valid_from_at'])}  first seen", bold=True, color=colour)
    click.echo(f"  {first['title'] or '(no headline)'}", color=colour)
    for change in changes:
        click.echo()
        click.secho(f"{moment(change['seen_at'])}  {heading(change)}", bold=True, color=colour)
        click.echo(
            f"  last seen before it {moment(change['seen_before_at'])}; capture {change['capture_id']}"
        )
        for line in lines(change, colour):
            click.echo(f"  {line}", color=colour)


def heading(change: dict[str, Any]) -> str:
    """`numbers, headline: 3 words went, 4 came`."""
    kinds = ", ".join(change["kinds"])
    if "body" not in change:
        return kinds
    gone = change["words_removed"]
    return f"{kinds}: {gone} word{'s' if gone != 1 else ''} went, {change['words_added']} came"


def lines(change: dict[str, Any], colour: bool) -> Iterator[str]:
    """What changed, a line each; what stayed is counted."""
    for name in ("title", "subtitle", "authors"):
        if any(piece["kind"] != "same" for piece in change.get(name, ())):
            yield f"{name}: {marked(change[name], colour)}"
    stayed = 0
    for block in change.get("body", ()):
        if block["kind"] == "same":
            stayed += 1
            continue
        if stayed:
            yield unchanged(stayed)
        stayed = 0
        words = "(moved here) " if block["kind"] == "moved" else ""
        yield words + marked(block["pieces"], colour)
    if stayed:
        yield unchanged(stayed)


def unchanged(paragraphs: int) -> str:
    """What is left out."""
    return f"... {paragraphs} paragraph{'s' if paragraphs > 1 else ''} unchanged ..."


def marked(pieces: Iterable[dict[str, str]], colour: bool) -> str:
    """Pieces as one text: in colour, or between marks."""
    told = []
    for piece in pieces:
        text = piece["text"].strip()
        space = piece["text"][: len(piece["text"]) - len(piece["text"].lstrip())]
        before, after = MARKS[piece["kind"]]
        if piece["kind"] == "same" or not text:
            told.append(piece["text"])
        else:
            told.append(
                space + (click.style(text, **STYLES[piece["kind"]]) if colour else before + text + after)
            )
    return "".join(told).strip()


def moment(at: Any) -> str:
    """A time to the second, in UTC."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if at else "never"
