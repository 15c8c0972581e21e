"""Sites whose content encodings are torn, wrong, or bombs."""

import asyncio
import gzip
import zlib
from functools import cache

import brotli
import zstandard

from crawler.items import Outcome
from tests.hostile.behaviour import does
from tests.hostile.wire import PAGE, Wire

TORN = (Outcome.TRUNCATED,)
BOMB = 60_000_000  # bytes


@cache
def bomb(coding: str) -> bytes:
    """Sixty megabytes of nothing, in a few kilobytes."""
    zeros = bytes(BOMB)
    if coding == "br":
        return brotli.compress(zeros, quality=1)
    if coding == "zstd":
        return zstandard.compress(zeros)
    once = gzip.compress(zeros, 6)
    return gzip.compress(once, 6) if coding == "gzip, gzip" else once


async def _encoded(wire: Wire, coding: str, body: bytes) -> None:
    await wire.answer(body, headers={"Content-Encoding": coding})


@does("article", *TORN)
async def tears_its_gzip(wire: Wire) -> None:
    await _encoded(wire, "gzip", gzip.compress(PAGE)[:-40])


@does("article", *TORN, Outcome.OK)
async def flips_a_bit_in_its_gzip(wire: Wire) -> None:
    body = bytearray(gzip.compress(PAGE))
    body[len(body) // 2] ^= 1
    await _encoded(wire, "gzip", bytes(body))


@does("article", Outcome.OK, *TORN)
async def calls_plain_text_gzip(wire: Wire) -> None:
    await _encoded(wire, "gzip", PAGE)


@does("article", Outcome.OK)
async def sends_gzip_and_does_not_say_so(wire: Wire) -> None:
    await wire.answer(gzip.compress(PAGE))


@does("article", Outcome.OK, *TORN)
async def puts_rubbish_after_its_gzip(wire: Wire) -> None:
    await _encoded(wire, "gzip", gzip.compress(PAGE) + b"rubbish")


@does("article", Outcome.OK)
async def sends_gzip_in_many_members(wire: Wire) -> None:
    body = b"".join(gzip.compress(PAGE[n : n + 300]) for n in range(0, len(PAGE), 300))
    await _encoded(wire, "gzip", body)


@does("article", Outcome.OK)
async def deflates_without_a_header(wire: Wire) -> None:
    packer = zlib.compressobj(wbits=-15)
    await _encoded(wire, "deflate", packer.compress(PAGE) + packer.flush())


@does("article", Outcome.OK, *TORN)
async def names_an_encoding_nobody_knows(wire: Wire) -> None:
    await _encoded(wire, "x-quantum", PAGE)


@does("article", Outcome.OK, *TORN)
async def encodes_nothing(wire: Wire) -> None:
    await _encoded(wire, "gzip", b"")


@does("article", *TORN)
async def tears_its_brotli(wire: Wire) -> None:
    await _encoded(wire, "br", brotli.compress(PAGE)[:-30])


@does("article", Outcome.TOO_LARGE)
async def sends_a_gzip_bomb(wire: Wire) -> None:
    await _encoded(wire, "gzip", await asyncio.to_thread(bomb, "gzip"))


@does("article", Outcome.TOO_LARGE)
async def sends_a_bomb_within_a_bomb(wire: Wire) -> None:
    await _encoded(wire, "gzip, gzip", await asyncio.to_thread(bomb, "gzip, gzip"))


@does("article", Outcome.TOO_LARGE)
async def sends_a_brotli_bomb(wire: Wire) -> None:
    await _encoded(wire, "br", await asyncio.to_thread(bomb, "br"))


@does("article", Outcome.TOO_LARGE)
async def sends_a_zstd_bomb(wire: Wire) -> None:
    await _encoded(wire, "zstd", await asyncio.to_thread(bomb, "zstd"))


@does("article", Outcome.OK, Outcome.TRUNCATED, Outcome.TOO_LARGE)
async def encodes_thirty_times(wire: Wire) -> None:
    body = PAGE
    for _ in range(30):
        body = gzip.compress(body)
    await _encoded(wire, ", ".join(["gzip"] * 30), body)
