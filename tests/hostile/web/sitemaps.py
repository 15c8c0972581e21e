"""Sites whose sitemaps never end, name themselves, or are no sitemaps."""

import asyncio
import gzip
import zlib
from functools import cache

from crawler.items import Outcome
from tests.hostile.behaviour import does
from tests.hostile.wire import PAGE, Wire

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


async def _xml(wire: Wire, text: str) -> None:
    await wire.answer(text.encode(), kind="application/xml")


def _index(*addresses: str) -> str:
    maps = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f"<sitemapindex {SPACE}>{maps}</sitemapindex>"


def _set(*addresses: str) -> str:
    return f"<urlset {SPACE}>{''.join(f'<url><loc>{one}</loc></url>' for one in addresses)}</urlset>"


@does("sitemap", Outcome.OK)
async def names_itself_in_its_index(wire: Wire) -> None:
    await _xml(wire, _index(f"{wire.home}/sitemap.xml"))


@does("sitemap", Outcome.OK, told=True)
async def has_an_index_within_an_index_for_ever(wire: Wire) -> None:
    number = int("".join(filter(str.isdigit, wire.target)) or 0)
    await _xml(wire, _index(f"{wire.home}/sitemap-{number + 1}.xml"))


@does("sitemap", Outcome.OK, told=True)
async def names_two_thousand_sitemaps(wire: Wire) -> None:
    if wire.target == "/sitemap.xml":
        await _xml(wire, _index(*(f"{wire.home}/sitemap-{n}.xml" for n in range(2000))))
    else:
        await _xml(wire, _set())


@does("sitemap", Outcome.OK, told=True)
async def lists_ten_thousand_pages(wire: Wire) -> None:
    await _xml(wire, _set(*(f"{wire.home}/old/{n}" for n in range(10_000))))


@does("sitemap", Outcome.OK, told=True)
async def laughs_in_its_sitemap(wire: Wire) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    await _xml(wire, f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{levels}]>' + _set("&l9;"))


@does("sitemap", Outcome.OK, Outcome.TOO_LARGE, told=True)
async def has_a_bomb_for_a_sitemap(wire: Wire) -> None:
    body = await asyncio.to_thread(gzip.compress, _set().encode() + b" " * 80_000_000, 1)
    await wire.answer(body, kind="application/gzip")


@does("sitemap", Outcome.OK, Outcome.TOO_LARGE, told=True)
async def lists_a_million_pages(wire: Wire) -> None:
    await wire.answer(await asyncio.to_thread(_million, wire.home), kind="application/gzip")


@cache
def _million(home: str) -> bytes:
    """A hundred times the same ten thousand, which is quicker to pack and as long to read."""
    lines = "".join(f"<url><loc>{home}/{n}</loc></url>" for n in range(10_000)).encode()
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    parts = [packer.compress(f"<urlset {SPACE}>".encode())]
    parts += [packer.compress(lines) for _ in range(100)]
    return b"".join([*parts, packer.compress(b"</urlset>"), packer.flush()])


@does("sitemap", Outcome.OK, told=True)
async def has_a_page_for_a_sitemap(wire: Wire) -> None:
    await wire.answer(PAGE)


@does("sitemap", Outcome.OK)
async def breaks_off_in_its_sitemap(wire: Wire) -> None:
    await _xml(wire, _set(*(f"{wire.home}/story-{n}" for n in range(1, 4)))[:-12])


@does("sitemap", Outcome.OK)
async def lists_pages_of_other_sites(wire: Wire) -> None:
    await _xml(wire, _set("http://127.3.3.3:9/story-1", "file:///etc/passwd", f"{wire.home}/story-1"))


@does("sitemap", Outcome.OK)
async def has_a_text_sitemap_with_rubbish(wire: Wire) -> None:
    lines = f"\ufeff{wire.home}/story-1\r\n\x00\x01\nnot an address\n{wire.home}/story-2\n"
    await wire.answer(lines.encode(), kind="text/plain")
