"""Sites whose feed is broken, enormous, or an attack. The ledger must say so where nothing came of it."""

import asyncio
import gzip

from crawler.items import Outcome
from tests.hostile.behaviour import does
from tests.hostile.wire import PAGE, Wire

ITEM = "<item><title>Boats {n}</title><link>{home}/story-{n}</link><pubDate>{at}</pubDate></item>"
FRAME = '<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>Slip</title>{items}</channel></rss>'
TODAY = "Tue, 24 Nov 2026 08:00:00 GMT"


def rss(items: str, doctype: str = "") -> bytes:
    return FRAME.format(doctype=doctype, items=items).encode()


async def _feed(wire: Wire, body: bytes, kind: str = "application/rss+xml") -> None:
    await wire.answer(body, kind=kind)


@does("feed", Outcome.OK, told=True)
async def has_a_page_for_a_feed(wire: Wire) -> None:
    await _feed(wire, PAGE, "text/html")


@does("feed", Outcome.OK, told=True)
async def has_an_empty_feed(wire: Wire) -> None:
    await _feed(wire, b"")


@does("feed", Outcome.OK, told=True)
async def has_a_picture_for_a_feed(wire: Wire) -> None:
    await _feed(wire, b"\x89PNG\r\n\x1a\n" + bytes(5000))


@does("feed", Outcome.OK)
async def breaks_off_in_its_feed(wire: Wire) -> None:
    items = "".join(ITEM.format(n=n, home=wire.home, at=TODAY) for n in range(1, 4))
    await _feed(wire, rss(items)[:-60])


@does("feed", Outcome.OK, told=True)
async def laughs_a_billion_times(wire: Wire) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>'
    await _feed(wire, rss("<item><title>&l9;</title><link>&l9;</link></item>", doctype))


@does("feed", Outcome.OK, told=True)
async def asks_for_a_file_by_entity(wire: Wire) -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    await _feed(wire, rss(f"<item><title>&f;</title><link>{wire.home}/&f;</link></item>", doctype))


@does("feed", Outcome.OK, told=True)
async def lists_fifty_thousand_items(wire: Wire) -> None:
    some = "".join(ITEM.format(n=n, home=wire.home, at=TODAY) for n in range(1, 6))
    await _feed(wire, rss(some * 10_000))


@does("feed", Outcome.OK, told=True)
async def links_to_everything_but_pages(wire: Wire) -> None:
    links = (
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:,x",
        "ftp://127.0.0.1/x",
        "http://",
        "mailto:a@b",
    )
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    await _feed(wire, rss(items + f"<item><link>{wire.home}/{'x' * 20_000}</link></item>"))


@does("feed", Outcome.OK)
async def dates_its_items_with_nonsense(wire: Wire) -> None:
    dates = ("yesterday", "Thu, 99 Foo 20226", "0000-00-00", "9" * 400, "Tue, 24 Nov 2026 08:00:00 +9999")
    await _feed(wire, rss("".join(ITEM.format(n=n, home=wire.home, at=at) for n, at in enumerate(dates, 1))))


@does("feed", Outcome.OK, told=True)
async def lies_about_its_feeds_charset(wire: Wire) -> None:
    text = rss(ITEM.format(n=1, home=wire.home, at=TODAY)).decode()
    await _feed(wire, text.replace('"1.0"', '"1.0" encoding="shift_jis"', 1).encode("utf-16"))


@does("feed", Outcome.OK, Outcome.TOO_LARGE, told=True)
async def has_forty_thousand_attributes(wire: Wire) -> None:
    attributes = " ".join(f'a{n}="{n}"' for n in range(40_000))
    await _feed(wire, rss(f"<item {attributes}><title>x</title></item>"))


@does("feed", Outcome.OK, Outcome.TOO_LARGE, told=True)
async def nests_its_feed_ten_thousand_deep(wire: Wire) -> None:
    await _feed(wire, rss("<a>" * 10_000 + "</a>" * 10_000))


@does("feed", Outcome.TOO_LARGE, told=True)
async def has_a_bomb_for_a_feed(wire: Wire) -> None:
    text = rss(ITEM.format(n=1, home=wire.home, at=TODAY)) + b" " * 40_000_000
    body = await asyncio.to_thread(gzip.compress, text, 1)
    await wire.answer(body, headers={"Content-Encoding": "gzip"}, kind="application/rss+xml")


@does("feed", Outcome.TIMEOUT, told=True)
async def drips_its_feed(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", "Content-Length: 9000")
    await wire.drip(b"<rss>" * 900)


@does("feed", Outcome.GONE, told=True)
async def has_lost_its_feed(wire: Wire) -> None:
    await wire.answer(b"", "404 Not Found")
