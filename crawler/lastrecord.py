"""The ledger at the end of a WARC file, found from the end: a few requests, whatever the size of the file."""

from __future__ import annotations

import json
import zlib
from typing import Any

from crawler.archive import LEDGER
from crawler.damage import GZIP
from crawler.depot import Kept
from crawler.warcfile import ledger, parsed

FIRST, MOST = 1 << 18, 1 << 26  # bytes that are looked at, at first and at most


def last_ledger(file: Kept) -> dict[str, Any] | None:
    """The ledger that a file ends with; None if there is none. A copy on this host is read as it always was.

    Bytes in the middle of a record may look like the beginning of one, so each is tried, from the end on.
    Raises DepotError, FileNotFoundError.
    """
    size = FIRST
    if file.depot.is_home or (not file.is_far and (file.depot.home / file.file).exists()):
        return ledger(file)
    with file.open() as bytes_of:
        while True:
            start = max(0, file.size - size)
            bytes_of.seek(start)
            if (told := ledger_in(bytes_of.read(file.size - start))) is not None:
                return told
            if start == 0 or size >= MOST:
                return ledger(file)
            size *= 8


def ledger_in(tail: bytes) -> dict[str, Any] | None:
    """The ledger, if one member that reaches to the end is one."""
    at = tail.rfind(GZIP)
    while at >= 0:
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            plain = stream.decompress(tail[at:])
        except zlib.error:
            plain = b""
        if plain and stream.eof and not stream.unused_data:
            member = parsed(0, len(tail) - at, plain)
            if member.problem is None:
                return json.loads(member.block) if member.headers.get("warc-target-uri") == LEDGER else None
        at = tail.rfind(GZIP, 0, at)
    return None
