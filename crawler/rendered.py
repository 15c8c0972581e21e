"""The rendered DOM beside a served page: the record that follows its response in the archive."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from crawler.items import Capture

KIND = "text/html; charset=utf-8"


def read_rendered(home: Path, capture: Capture) -> bytes | None:
    """The DOM that was rendered of a capture, if any (WARC 1.1, 6.8: a conversion that refers to it)."""
    with (home / capture.warc_file).open("rb") as file:
        file.seek(capture.warc_offset + capture.warc_length)
        return rendered_behind(file, capture.capture_id)


def rendered_behind(file: IO[bytes], capture_id: str) -> bytes | None:
    """The same, in a file that stands right behind the capture's record."""
    for record in ArchiveIterator(file, parse_http=False):
        of = record.headers.get("WARC-Refers-To") or ""
        if record.record_type == WarcRecordType.conversion and capture_id in of:
            return bytes(record.reader.read())
        break
    return None
