"""Damage to the archive: seen quickly at the end of a file, or completely, record by record."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crawler.archive import LEDGER, Stored, read_capture, stored
from crawler.depot import Kept, Readable
from crawler.items import Capture
from crawler.warcfile import CHUNK, Member, members

GZIP = b"\x1f\x8b\x08"  # how a gzip member begins (RFC 1952, 2.3)
Place = tuple[str, int, int]  # capture id, where its record begins, how long it is


class DamagedCaptureError(ValueError):
    """The archive does not hold a capture as it was kept: lost, torn, or another one in its place."""


def taken(home: Path, capture: Capture, member: bytes | None = None) -> Stored:
    """The response of a capture, from its record if it is at hand. DamagedCaptureError if it is another."""
    try:
        if member is None:
            kept = read_capture(home, capture.warc_file, capture.warc_offset, capture.warc_length)
        else:
            kept = stored(member, capture.warc_file, capture.warc_offset)
    except (OSError, ValueError, KeyError) as error:
        raise DamagedCaptureError(str(error)) from error
    digest = base64.b32encode(hashlib.sha1(kept.body, usedforsecurity=False).digest()).decode()
    if capture.payload_digest not in {f"sha1:{digest}", ""}:  # "": a salvaged record that bears none
        msg = f"{capture.warc_file} holds another body at {capture.warc_offset} than was kept"
        raise DamagedCaptureError(msg)
    return kept


def tail(path: Path | Kept, end: int) -> list[str]:
    """What is wrong with a file behind its last capture, which ends at byte `end`; quick, whatever its size.

    Finds what was cut off, added or never closed. What changed within it, `check` finds.
    """
    size = path.stat().st_size if isinstance(path, Path) else path.size
    if size < end:
        return [f"it ends at byte {size}, its last capture at {end}"]
    last: Member | None = None
    for last in members(path, end):
        if last.problem:
            return [f"the record at {last.offset}: {last.problem}"]
    return [] if last and is_ledger(last) else ["it does not end with its ledger"]


def check(path: Readable, known: Iterable[Place] = ()) -> list[str]:
    """What is wrong with a file, in sentences: each gzip member, length and digest is computed anew.

    Nothing if it is whole and holds what its ledger names, and the `known` captures of the warehouse.
    """
    found: list[str] = []
    places: dict[str, tuple[int, int]] = {}
    told: dict[str, Any] | None = None
    for number, member in enumerate(members(path)):
        if member.problem:
            found.append(f"the record at {member.offset}: {member.problem}")
        if number == 0 and member.kind != "warcinfo" and not member.problem:
            found.append("its first record is missing")
        if member.record_id in places:
            found.append(f"the record at {member.offset} stands there twice")
        places[member.record_id] = member.offset, member.length
        told = json.loads(member.block) if is_ledger(member) and not member.problem else None
    if told is None:
        return found or ["it does not end with its ledger" if places else "it is empty"]
    kept = (fetch["capture"] for fetch in told["fetches"] if fetch.get("capture"))
    named = [
        (one["capture_id"], one["warc_offset"], one["warc_length"])
        for one in kept
        if one["warc_file"].endswith(path.name)
    ]
    for who, some in (("ledger", named), ("warehouse", known)):
        for capture_id, *place in some:
            if places.get(capture_id) != tuple(place):
                found.append(f"the capture {capture_id} is not where the {who} says")
    return found


def is_ledger(member: Member) -> bool:
    """Whether a record is the ledger that closes a file."""
    return member.headers.get("warc-target-uri") == LEDGER


def whole(path: Readable) -> Iterator[Member]:
    """The whole records of a file, damaged or not: after a broken one the search goes on behind it."""
    start: int | None = 0
    while start is not None:
        after = None
        for member in members(path, start):
            if member.problem is None:
                yield member
            elif not member.unpacked:
                after = next_header(path, member.offset + 1)
        start = after


def next_header(path: Readable, start: int) -> int | None:
    """Where the next gzip member may begin, at `start` or behind it; None if nowhere."""
    with path.open("rb") as file:
        file.seek(start)
        place, ahead = start, b""
        while more := file.read(CHUNK):
            ahead += more
            found = ahead.find(GZIP)
            if found >= 0:
                return place + found
            place, ahead = place + len(ahead) - 2, ahead[-2:]
    return None
