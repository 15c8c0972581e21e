"""Sites with status codes that mean trouble, or nothing."""

from crawler.items import Outcome
from tests.hostile.behaviour import does
from tests.hostile.wire import PAGE, Wire


@does("article", Outcome.SERVER_ERROR)
async def fails_every_time(wire: Wire) -> None:
    await wire.answer(b"oops", "500 Internal Server Error")


@does("article", Outcome.THROTTLED)
async def asks_to_come_back_in_a_year(wire: Wire) -> None:
    await wire.answer(b"", "503 Service Unavailable", {"Retry-After": "31536000"})


@does("article", Outcome.THROTTLED)
async def asks_to_come_back_at_a_time_that_is_none(wire: Wire) -> None:
    await wire.answer(b"", "429 Too Many Requests", {"Retry-After": "when the tide turns"})


@does("article", Outcome.CLIENT_ERROR)
async def is_a_teapot(wire: Wire) -> None:
    await wire.answer(PAGE, "418 I'm a teapot")


@does("article", Outcome.BLOCKED)
async def is_forbidden_by_law(wire: Wire) -> None:
    await wire.answer(PAGE, "451 Unavailable For Legal Reasons")


@does("article", Outcome.BLOCKED)
async def wants_a_password(wire: Wire) -> None:
    await wire.answer(b"", "401 Unauthorized", {"WWW-Authenticate": "Basic"})


@does("article", Outcome.PROTOCOL_ERROR, Outcome.CONNECTION_ERROR)
async def invents_a_status(wire: Wire) -> None:
    await wire.answer(PAGE, "999 Request denied")


@does("article", Outcome.UNCHANGED, Outcome.PROTOCOL_ERROR)
async def says_unchanged_to_a_stranger(wire: Wire) -> None:
    await wire.head("HTTP/1.1 304 Not Modified")


@does("article", Outcome.OK, Outcome.TRUNCATED)
async def sends_a_part_nobody_asked_for(wire: Wire) -> None:
    await wire.answer(PAGE[:400], "206 Partial Content", {"Content-Range": f"bytes 0-399/{len(PAGE)}"})


@does("article", Outcome.OK)
async def has_no_content(wire: Wire) -> None:
    await wire.head("HTTP/1.1 204 No Content")
