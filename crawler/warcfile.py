"""Reads WARC files record by record, trusting nothing: each gzip member, length and digest is checked."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.archive import LEDGER
from crawler.depot import Readable

CHUNK = 1 << 20
LARGEST = 400_000_000  # bytes of one record, unpacked


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member: a record as it should be, or what is wrong with it."""

    offset: int
    length: int  # bytes in the file
    headers: dict[str, str]  # lower-case names
    block: bytes = field(repr=False)
    problem: str | None = None
    unpacked: bool = True  # False: its gzip is broken, and where the next one begins is not known

    @property
    def kind(self) -> str:
        """WARC-Type."""
        return self.headers.get("warc-type", "")

    @property
    def record_id(self) -> str:
        """The UUID of WARC-Record-ID."""
        return self.headers.get("warc-record-id", "").strip("<>").removeprefix("urn:uuid:")


def members(path: Readable, start: int = 0) -> Iterator[Member]:
    """The records of a file from byte `start`, in order; after one whose gzip is broken nothing follows."""
    with path.open("rb") as file:
        file.seek(start)
        offset, ahead = start, file.read(CHUNK)
        while ahead:
            stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
            plain, taken, problem = bytearray(), 0, None
            while not stream.eof:
                if not ahead:
                    problem = "the gzip member ends early"
                    break
                try:
                    plain += stream.decompress(ahead, LARGEST)
                except zlib.error as error:
                    problem = f"broken gzip: {error}"
                    break
                taken += len(ahead) - len(stream.unused_data)
                ahead = stream.unused_data or file.read(CHUNK)
                if len(plain) >= LARGEST:
                    problem = "a record larger than can be"
                    break
            if problem:
                yield Member(offset, taken, {}, b"", problem, unpacked=False)
                return
            yield parsed(offset, taken, bytes(plain))
            offset += taken


def parsed(offset: int, length: int, plain: bytes) -> Member:
    """A record from its unpacked bytes (WARC 1.1, 4): version, headers, block, two empty lines."""
    head, mark, rest = plain.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    if not mark or not lines[0].startswith("WARC/1."):
        return Member(offset, length, headers, b"", "no WARC record")
    stated = headers.get("content-length", "")
    if not stated.isdigit():
        return Member(offset, length, headers, b"", "no Content-Length")
    block = rest[: int(stated)]
    if rest[len(block) :] != b"\r\n\r\n" or len(block) != int(stated):
        return Member(offset, length, headers, block, "its length is not what its header says")
    return Member(offset, length, headers, block, wrong_digest(headers, block))


def wrong_digest(headers: dict[str, str], block: bytes) -> str | None:
    """Which digest does not fit the block, if any."""
    payload = block.partition(b"\r\n\r\n")[2]
    for name, content in (("warc-block-digest", block), ("warc-payload-digest", payload)):
        stated = headers.get(name)
        if stated is None:
            continue
        sha1 = hashlib.sha1(content, usedforsecurity=False).digest()
        if stated.removeprefix("sha1:").upper() != base64.b32encode(sha1).decode():
            return f"its {name.removeprefix('warc-').replace('-', ' ')} does not fit"
    return None


def ledger(path: Readable) -> dict[str, Any] | None:
    """The ledger that a file ends with: `crawl`, `source` and `fetches`; None if there is none."""
    told = None
    for member in members(path):
        if member.headers.get("warc-target-uri") == LEDGER and not member.problem:
            told = json.loads(member.block)
    return told


def closed_files(home: Path, run: str, source: str) -> list[Path]:
    """The closed WARC files of a run's visits to a source, oldest first."""
    stem = f"{run}-{source}"
    found = (home / "warc" / source).glob(f"*/*/{stem}*.warc.gz")
    mine = (path for path in found if path.name.startswith((f"{stem}.", f"{stem}-")))
    return sorted(mine, key=lambda path: path.name)
