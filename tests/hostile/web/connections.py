"""Sites that are bad at being connected to."""

import asyncio

from crawler.items import Outcome
from tests.hostile.behaviour import does
from tests.hostile.wire import PAGE, Wire

LOST = (Outcome.CONNECTION_ERROR, Outcome.PROTOCOL_ERROR)


@does("article", *LOST)
async def hangs_up_without_a_word(wire: Wire) -> None:
    pass


@does("article", *LOST)
async def resets_the_connection(wire: Wire) -> None:
    wire.reset()


@does("article", Outcome.TIMEOUT)
async def says_nothing(wire: Wire) -> None:
    await wire.hold()


@does("article", *LOST)
async def hangs_up_in_the_status_line(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 20")


@does("article", *LOST)
async def hangs_up_after_the_status_line(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\r\n")


@does("article", *LOST)
async def hangs_up_in_the_headers(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/ht")


@does("article", Outcome.TRUNCATED, Outcome.CONNECTION_ERROR)
async def resets_in_the_body(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", f"Content-Length: {len(PAGE)}")
    await wire.send(PAGE[:500])
    await asyncio.sleep(0.1)
    wire.reset()


@does("article", Outcome.TIMEOUT)
async def stalls_in_the_body(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", f"Content-Length: {len(PAGE)}")
    await wire.send(PAGE[:500])
    await wire.hold()


@does("article", Outcome.TIMEOUT)
async def drips_the_body(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", f"Content-Length: {len(PAGE)}")
    await wire.drip(PAGE)


@does("article", Outcome.TIMEOUT)
async def drips_the_headers(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\r\n")
    await wire.drip(b"X-Drop: a\r\n" * 200)


@does("article", *LOST)
async def speaks_another_protocol(wire: Wire) -> None:
    await wire.send(b"SSH-2.0-OpenSSH_9.6\r\n" + b"\x00\x00\x04\x1c\x07\x14" * 40)


@does("article", *LOST)
async def speaks_tls_on_a_plain_port(wire: Wire) -> None:
    await wire.send(b"\x15\x03\x03\x00\x02\x02\x46")


@does("article", *LOST)
async def speaks_http_0_9(wire: Wire) -> None:
    await wire.send(PAGE)


@does("article", Outcome.OK)
async def says_more_than_one_response(wire: Wire) -> None:
    await wire.answer()
    await wire.answer(b"<h1>Nobody asked for this one</h1>")


@does("article", Outcome.OK, *LOST)
async def sends_early_hints_first(wire: Wire) -> None:
    await wire.head("HTTP/1.1 103 Early Hints", "Link: </style.css>; rel=preload")
    await wire.answer()


@does("article", Outcome.TIMEOUT, Outcome.TOO_LARGE, *LOST)
async def says_continue_for_ever(wire: Wire) -> None:
    while True:
        await wire.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)
        await asyncio.sleep(0.01)


@does("article", Outcome.OK)
async def hangs_up_when_it_is_asked_a_second_time(wire: Wire) -> None:
    if wire.served:
        wire.reset()
    else:
        await wire.answer()
