"""Sites whose bodies are endless, torn, or of another length than they say."""

from crawler.items import Outcome
from tests.hostile.behaviour import does
from tests.hostile.wire import PAGE, Wire

TORN = (Outcome.TRUNCATED, Outcome.CONNECTION_ERROR, Outcome.PROTOCOL_ERROR)
CHUNKED = ("HTTP/1.1 200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked")


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


@does("article", Outcome.TOO_LARGE)
async def announces_fifty_megabytes(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", "Content-Length: 50000000")
    for _ in range(50):
        await wire.send(b" " * 1_000_000)


@does("article", Outcome.TOO_LARGE, Outcome.TIMEOUT)
async def sends_chunks_without_end(wire: Wire) -> None:
    await wire.head(*CHUNKED)
    while True:
        await wire.send(chunk(b"<p>more</p>" * 1000))


@does("article", Outcome.TOO_LARGE, Outcome.TIMEOUT)
async def sends_without_length_and_without_end(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", "Connection: close")
    while True:
        await wire.send(b"<p>more</p>" * 5000)


@does("article", *TORN)
async def leaves_out_the_last_chunk(wire: Wire) -> None:
    await wire.head(*CHUNKED)
    await wire.send(chunk(PAGE))


@does("article", *TORN)
async def breaks_off_in_a_chunk(wire: Wire) -> None:
    await wire.head(*CHUNKED)
    await wire.send(b"2000\r\n" + PAGE[:900])


@does("article", *TORN)
async def sends_a_chunk_size_that_is_no_number(wire: Wire) -> None:
    await wire.head(*CHUNKED)
    await wire.send(b"zebra\r\n" + PAGE + b"\r\n0\r\n\r\n")


@does("article", *TORN, Outcome.TOO_LARGE, Outcome.TIMEOUT)
async def sends_a_chunk_size_of_sixteen_exabytes(wire: Wire) -> None:
    await wire.head(*CHUNKED)
    await wire.send(b"ffffffffffffffff\r\n" + PAGE)


@does("article", *TORN, Outcome.TOO_LARGE, Outcome.TIMEOUT)
async def sends_a_chunk_extension_without_end(wire: Wire) -> None:
    await wire.head(*CHUNKED)
    await wire.send(b"10;")
    while True:
        await wire.send(b"x=" + b"y" * 10_000)


@does("article", Outcome.OK)
async def sends_chunks_with_trailers(wire: Wire) -> None:
    await wire.head(*CHUNKED)
    await wire.send(chunk(PAGE[:100]), chunk(PAGE[100:]), b"0\r\nX-Sum: 1\r\n\r\n")


@does("article", Outcome.OK, *TORN)
async def gives_a_length_and_chunks(wire: Wire) -> None:
    await wire.head(*CHUNKED, "Content-Length: 7")
    await wire.send(chunk(PAGE), b"0\r\n\r\n")


@does("article", *TORN)
async def says_it_is_longer_than_it_is(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", f"Content-Length: {len(PAGE) + 1000}")
    await wire.send(PAGE)


@does("article", Outcome.OK)
async def says_it_is_shorter_than_it_is(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", f"Content-Length: {len(PAGE) - 100}")
    await wire.send(PAGE)


@does("article", *TORN, Outcome.OK)
async def gives_two_lengths(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", f"Content-Length: {len(PAGE)}", "Content-Length: 12")
    await wire.send(PAGE)


@does("article", *TORN)
async def gives_a_length_below_zero(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", "Content-Length: -1")
    await wire.send(PAGE)


@does("article", Outcome.OK)
async def ends_by_hanging_up(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", "Connection: close", "Content-Type: text/html")
    await wire.send(PAGE)


@does("article", Outcome.OK)
async def has_nothing_to_say(wire: Wire) -> None:
    await wire.answer(b"")


@does("article", Outcome.OK)
async def sends_a_picture_as_html(wire: Wire) -> None:
    await wire.answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
