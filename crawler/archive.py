"""The archive: every response as it was served, in WARC files (ISO 28500, WARC 1.1) never changed again."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.depot import Depot
from crawler.encodings import BODY, decode
from crawler.exchange import Exchange, content_type, http_head, is_encoded, parsed_head
from crawler.items import Capture, Crawl, Fetch
from crawler.rendered import KIND as RENDERED
from crawler.stagefiles import dumped, settle

LEDGER = "urn:nightdesk:ledger"
FETCH_FIELD = "Nightdesk-Fetch"  # each response carries its fetch, so that a torn file can be salvaged
SOURCE_FIELD = "Nightdesk-Source"  # and the first record the source's facts, for the same reason
LEVEL = 4  # of gzip
STORED = 0  # of gzip, for what is compressed already: a millisecond a page that gains nothing
UNCHANGED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Stored:
    """A response as it lies in the archive."""

    url: str
    fetched_at: datetime  # UTC
    status: int
    headers: Mapping[str, str]  # lower-case names; repeated ones joined by ", "
    body: bytes = field(repr=False)  # as it came over the wire

    def decoded(self, limit: int = BODY) -> bytes:
        """The body without its content-encoding. Raises crawler.encodings.EncodingError."""
        return decode(self.body, self.headers.get("content-encoding"), limit)


class Archive:
    """The WARC file of one source and run while it is written: `.open`, locked by this process."""

    def __init__(
        self,
        home: Path,
        source: str,
        run: str,
        day: date,
        facts: Mapping[str, Any] | None = None,
        taken: Collection[str] = (),
    ) -> None:
        self.home = home
        folder = home / "warc" / source / f"{day:%Y}" / f"{day:%m}"
        folder.mkdir(parents=True, exist_ok=True)
        self.path = _free(folder, f"{run}-{source}", taken)
        self.name = self.path.relative_to(home).as_posix()
        self.unfinished = self.path.with_name(self.path.name + ".open")
        self._file = self.unfinished.open("xb")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        about = f"software: Nightdesk\r\nisPartOf: {run}\r\nformat: WARC File Format 1.1\r\n".encode()
        head = {"Content-Type": "application/warc-fields", "WARC-Date": _date(datetime.now(UTC))}
        head[SOURCE_FIELD] = dumped(dict(facts or {})).decode()
        self._write(WarcRecordType.warcinfo, head, about)

    def keep(self, exchange: Exchange, fetch: Fetch) -> Capture:
        """Write request and response; the capture says where the response lies."""
        capture_id, moment = str(uuid.uuid4()), _date(exchange.started_at)
        common = {"WARC-Target-URI": exchange.url, "WARC-Date": moment}
        head = {**common, "Content-Type": "application/http; msgtype=response"}
        kind = WarcRecordType.response
        if exchange.status == 304:
            kind, head = WarcRecordType.revisit, {**head, "WARC-Profile": UNCHANGED_PROFILE}
        if exchange.truncated:
            head["WARC-Truncated"] = exchange.truncated
        head[FETCH_FIELD] = dumped(fetch).decode()
        digest = hashlib.sha1(exchange.body, usedforsecurity=False).digest()
        block = http_head(exchange) + exchange.body
        level = STORED if is_encoded(exchange) else LEVEL
        offset, length = self._write(kind, head, block, f"uuid:{capture_id}", digest, level)
        if exchange.rendered is not None:  # crawler.rendered looks for it right here
            made = {**common, "WARC-Refers-To": f"<urn:uuid:{capture_id}>", "Content-Type": RENDERED}
            self._write(WarcRecordType.conversion, made, exchange.rendered)
        asked = {**common, "Content-Type": "application/http; msgtype=request"}
        self._write(
            WarcRecordType.request,
            {**asked, "WARC-Concurrent-To": f"<urn:uuid:{capture_id}>"},
            exchange.request,
        )
        shown = "sha1:" + base64.b32encode(digest).decode()
        return Capture(capture_id, self.name, offset, length, shown, content_type(exchange))

    def append(self, member: bytes) -> int:
        """Copy a gzip member of another file as it is; where it begins."""
        offset = self._file.tell()
        self._file.write(member)
        return offset

    def close(self, crawl: Crawl, source: Mapping[str, Any], fetches: Sequence[Fetch]) -> None:
        """Write the ledger as the last record, and give the file its name: it is whole from here on."""
        self.seal({"crawl": crawl, "source": dict(source), "fetches": fetches})

    def seal(self, ledger: Mapping[str, Any]) -> None:
        """Write this as the last record, make it durable, and give the file its name."""
        head = {"WARC-Target-URI": LEDGER, "Content-Type": "application/json"}
        self._write(WarcRecordType.metadata, head, dumped(ledger))
        self._file.flush()
        os.fsync(self._file.fileno())
        self.unfinished.rename(self.path)
        settle(self.path.parent)
        self._file.close()

    def _write(
        self,
        kind: WarcRecordType,
        head: Mapping[str, str],
        block: bytes,
        urn: str | None = None,
        payload_digest: bytes | None = None,
        level: int = LEVEL,
    ) -> tuple[int, int]:
        """One record, one gzip member; where it begins and how long it is."""
        record = WarcRecord()
        record.init_headers(record_type=kind, record_urn=(urn or f"uuid:{uuid.uuid4()}").encode())
        for name, value in head.items():
            record.headers[name] = value
        record.set_bytes_content(block)
        buffer = BytesIO()
        writer = GzipWriter(buffer, compression_level=level)
        record.write(writer, checksum_data=True, payload_digest=payload_digest)
        writer.finish()
        offset = self._file.tell()
        self._file.write(buffer.getvalue())
        self._file.flush()
        return offset, buffer.tell()


def read_capture(home: Path | Depot, warc_file: str, offset: int, length: int) -> Stored:
    """The response whose record begins at `offset` of a WARC file, of a home or a depot.

    ValueError if there is none, FileNotFoundError if there is no such file, DepotError if it can't be asked.
    """
    if isinstance(home, Depot):
        return stored(home.read(warc_file, offset, length), warc_file, offset)
    with (home / warc_file).open("rb") as file:
        file.seek(offset)
        return stored(file.read(length), warc_file, offset)


def stored(member: bytes, warc_file: str, offset: int) -> Stored:
    """The response in a record. ValueError, which tells where it lies, if there is none."""
    # FastWARC's own reading of HTTP gives up at 64 KB of headers; we let 256 KB pass.
    for record in ArchiveIterator(BytesIO(member), parse_http=False):
        head, _, body = record.reader.read().partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/"):
            break
        moment = datetime.fromisoformat(record.headers["WARC-Date"]).astimezone(UTC)
        return Stored(record.headers["WARC-Target-URI"], moment, *parsed_head(head), body)
    msg = f"{warc_file} holds no response at {offset}"
    raise ValueError(msg)


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _free(folder: Path, stem: str, taken: Collection[str]) -> Path:
    """A name that nobody has, here or elsewhere: a retried crawl never touches the file of its first try."""
    for number in range(1, 1000):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}.warc.gz"
        if path.name not in taken and not (path.exists() or path.with_name(path.name + ".open").exists()):
            return path
    msg = f"a thousand files of {stem}"
    raise FileExistsError(msg)
