"""Where on the page each line of the engine stands; lines that it ran together are taken apart."""

from __future__ import annotations

from collections import defaultdict

from crawler.extraction import words
from crawler.extraction.blocks import Layout
from crawler.extraction.engine import Line
from crawler.extraction.scope import Kept

BEGINNING = 12  # letters by which lines are looked up
LUMP = 200  # letters of a line that may be several
MOST = 0.8  # share of a lump that its parts must make up


def place(page: Layout, lines: list[Line]) -> list[Kept]:
    """Find each line of the engine on the page, looking forward from the last one found first."""
    places: dict[str, list[int]] = defaultdict(list)
    beginnings: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(page.blocks):
        places[block.key].append(number)
        beginnings[_solid(block.key)[:BEGINNING]].append(number)
    kept, cursor = [], -1
    for line in lines:
        key = words.key(line.text)
        found = places.get(key, [])
        at = next((number for number in found if number > cursor), found[-1] if found else None)
        parts = _parts(page, _solid(key), beginnings, cursor) if at is None else []
        cursor = parts[-1] if parts else at if at is not None else cursor
        if parts:
            kept += [Kept(Line(page.blocks[number].text, line.role), number) for number in parts]
        else:
            kept.append(Kept(line, at))
    return kept


def _parts(page: Layout, solid: str, beginnings: dict[str, list[int]], cursor: int) -> list[int]:
    """The lines of the page that the engine ran together into one, if they are all of it."""
    for start in beginnings.get(solid[:BEGINNING], []):
        if start <= cursor:
            continue
        parts, rest = [], solid
        for number in range(start, len(page.blocks)):
            piece = _solid(page.blocks[number].key)
            if not rest.startswith(piece):
                break
            parts.append(number)
            rest = rest[len(piece) :]
            if not rest:
                return parts
    return _pieces(page, solid, cursor) if len(solid) > LUMP else []


def _pieces(page: Layout, solid: str, cursor: int) -> list[int]:
    """The lines of the page that stand in a long one, if they are nearly all of it."""
    parts = [
        number
        for number, block in enumerate(page.blocks)
        if number > cursor and len(piece := _solid(block.key)) >= BEGINNING and piece in solid
    ]
    covered = sum(len(_solid(page.blocks[number].key)) for number in parts)
    return parts if MOST * len(solid) <= covered <= len(solid) else []


def _solid(key: str) -> str:
    return key.replace(" ", "")
