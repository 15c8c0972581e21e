"""Undoes content-encodings within a limit, and names what is wrong with them (RFC 9110, 8.4)."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import brotli
import zstandard

BODY = 10_000_000  # bytes after decompression
CHUNK = 65_536


class EncodingError(Exception):
    """A body can't be decoded."""


class TooLargeError(EncodingError):
    """A body is larger than the limit once decoded."""


class TornError(EncodingError):
    """A body ends early, or is not what its Content-Encoding says. `plain` is what could be decoded."""

    def __init__(self, message: str, plain: bytes = b"") -> None:
        super().__init__(message)
        self.plain = plain


def decode(body: bytes, content_encoding: str | None, limit: int = BODY) -> bytes:
    """The body without its content-encodings. Raises TooLargeError and TornError.

    A body that was not encoded although the header says so is handed back as it is: many servers do that.
    """
    names = [name.strip().lower() for name in (content_encoding or "").split(",")]
    for name in reversed([name for name in names if name not in {"", "identity"}]):
        if name not in DECODERS:
            raise TornError(f"unknown content-encoding {name[:40]!r}")
        if body:
            body = DECODERS[name](body, limit)
    if len(body) > limit:
        raise TooLargeError(f"more than {limit} bytes")
    return body


def _zlib(body: bytes, limit: int, wbits: int) -> bytes:
    out, rest = bytearray(), body
    while rest:
        stream = zlib.decompressobj(wbits)
        try:
            out += stream.decompress(rest, limit + 1 - len(out))
        except zlib.error as error:
            raise TornError(f"broken compression: {error}", bytes(out)) from error
        if len(out) > limit:
            raise TooLargeError(f"more than {limit} bytes once decompressed")
        if not stream.eof:
            raise TornError("compressed body ends early", bytes(out))
        rest = stream.unused_data.lstrip(b"\0")
        if not rest.startswith(b"\x1f\x8b"):
            break  # what follows the last member is not part of it
    return bytes(out)


def _gzip(body: bytes, limit: int) -> bytes:
    return _zlib(body, limit, zlib.MAX_WBITS | 16) if body.startswith(b"\x1f\x8b") else body


def _deflate(body: bytes, limit: int) -> bytes:
    """zlib format as the standard says, or raw deflate as some servers send."""
    try:
        return _zlib(body, limit, zlib.MAX_WBITS)
    except TornError as error:
        if error.plain or "ends early" in str(error):
            raise
        return _zlib(body, limit, -zlib.MAX_WBITS)


def _brotli(body: bytes, limit: int) -> bytes:
    stream, out = brotli.Decompressor(), bytearray()
    data = body
    try:
        while True:
            out += stream.process(data, output_buffer_limit=CHUNK)
            data = b""
            if len(out) > limit:
                raise TooLargeError(f"more than {limit} bytes once decompressed")
            if stream.is_finished():
                return bytes(out)
            if stream.can_accept_more_data():
                break
    except brotli.error as error:
        if body.lstrip()[:1] == b"<":
            return body
        raise TornError(f"broken brotli: {error}", bytes(out)) from error
    raise TornError("brotli body ends early", bytes(out))


def _zstd(body: bytes, limit: int) -> bytes:
    stream: Any = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj(write_size=CHUNK)
    out = bytearray()
    try:
        for start in range(0, len(body), 4096):
            out += stream.decompress(body[start : start + 4096])
            if len(out) > limit:
                raise TooLargeError(f"more than {limit} bytes once decompressed")
    except zstandard.ZstdError as error:
        if body.lstrip()[:1] == b"<":
            return body
        raise TornError(f"broken zstd: {error}", bytes(out)) from error
    if not stream.eof:
        raise TornError("zstd body ends early", bytes(out))
    return bytes(out)


DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
