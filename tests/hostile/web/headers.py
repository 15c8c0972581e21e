"""Sites whose headers are no headers, or far too many."""

from crawler.items import Outcome
from tests.hostile.behaviour import does
from tests.hostile.wire import PAGE, Wire

ODD = (Outcome.OK, Outcome.PROTOCOL_ERROR, Outcome.CONNECTION_ERROR)
LENGTH = f"Content-Length: {len(PAGE)}"


async def _with(wire: Wire, *lines: str) -> None:
    await wire.head("HTTP/1.1 200 OK", "Content-Type: text/html", LENGTH, *lines)
    await wire.send(PAGE)


@does("article", Outcome.TOO_LARGE, Outcome.TIMEOUT)
async def sends_headers_without_end(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await wire.send(b"X-More: " + b"a" * 4000 + b"\r\n")


@does("article", Outcome.TOO_LARGE, Outcome.CONNECTION_ERROR)
async def sends_one_header_of_a_megabyte(wire: Wire) -> None:
    await _with(wire, "X-Long: " + "a" * 1_000_000)


@does("article", Outcome.TOO_LARGE, *ODD)
async def sends_ten_thousand_headers(wire: Wire) -> None:
    await _with(wire, *(f"X-{n}: {n}" for n in range(10_000)))


@does("article", *ODD)
async def sends_a_header_without_a_colon(wire: Wire) -> None:
    await _with(wire, "this is no header")


@does("article", *ODD)
async def folds_its_headers(wire: Wire) -> None:
    await _with(wire, "X-Folded: one", "  two", "\tthree")


@does("article", *ODD)
async def puts_nul_into_a_header(wire: Wire) -> None:
    await _with(wire, "X-Nul: a\x00b")


@does("article", *ODD)
async def puts_bytes_into_header_names(wire: Wire) -> None:
    await _with(wire, "X-\xff\xfe: b", ": nameless")


@does("article", Outcome.OK)
async def ends_lines_with_lf_only(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\nContent-Type: text/html\n", LENGTH.encode(), b"\n\n", PAGE)


@does("article", Outcome.PROTOCOL_ERROR, Outcome.CONNECTION_ERROR)
async def has_a_status_that_is_no_number(wire: Wire) -> None:
    await wire.head("HTTP/1.1 banana")


@does("article", Outcome.OK)
async def leaves_out_the_reason(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200", LENGTH)
    await wire.send(PAGE)


@does("article", *ODD)
async def claims_to_be_http_9(wire: Wire) -> None:
    await wire.head("HTTP/9.9 200 OK", LENGTH)
    await wire.send(PAGE)


@does("article", *ODD)
async def sends_a_thousand_cookies(wire: Wire) -> None:
    await _with(wire, *(f"Set-Cookie: c{n}={'x' * 40}" for n in range(1000)))


@does("article", Outcome.OK)
async def names_two_content_types(wire: Wire) -> None:
    await _with(wire, "Content-Type: image/png")


@does("article", Outcome.OK)
async def names_a_charset_of_nonsense(wire: Wire) -> None:
    await wire.answer(kind="text/html; charset=klingon-\xe9")


@does("article", Outcome.OK)
async def sends_binary_validators(wire: Wire) -> None:
    await _with(wire, 'ETag: "\x01\xff\xee"', "Last-Modified: the other day", "Date: never")


@does("article", Outcome.OK)
async def refuses_robots_by_header(wire: Wire) -> None:
    await _with(wire, "X-Robots-Tag: noindex, noai", "TDM-Reservation: 1")
