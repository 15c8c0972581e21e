"""Sites whose robots.txt fails, forbids, or is something else (expected is the article's outcome)."""

from crawler.items import Outcome
from tests.hostile.behaviour import does
from tests.hostile.wire import PAGE, Wire


async def _text(wire: Wire, text: bytes) -> None:
    await wire.answer(text, kind="text/plain")


@does("robots", Outcome.ROBOTS_UNREACHABLE, told=True)
async def fails_on_robots(wire: Wire) -> None:
    await wire.answer(b"", "500 Internal Server Error")


@does("robots", Outcome.ROBOTS_UNREACHABLE, told=True)
async def never_answers_on_robots(wire: Wire) -> None:
    await wire.hold()


@does("robots", Outcome.ROBOTS_UNREACHABLE, told=True)
async def resets_on_robots(wire: Wire) -> None:
    wire.reset()


@does("robots", Outcome.OK)
async def forbids_to_read_robots(wire: Wire) -> None:
    await wire.answer(b"no", "403 Forbidden")


@does("robots", Outcome.ROBOTS_DENIED)
async def denies_everything(wire: Wire) -> None:
    await _text(wire, b"User-agent: *\nDisallow: /story")


@does("robots", Outcome.ROBOTS_DENIED)
async def denies_in_utf_16_lines_and_cr_only(wire: Wire) -> None:
    await _text(wire, b"\xef\xbb\xbfUser-agent: *\rDisallow: /story\r")


@does("robots", Outcome.OK)
async def has_a_page_for_robots(wire: Wire) -> None:
    await wire.answer()


@does("robots", Outcome.OK)
async def has_bytes_for_robots(wire: Wire) -> None:
    await _text(wire, bytes(range(256)) * 100)


@does("robots", Outcome.OK, Outcome.ROBOTS_UNREACHABLE)
async def has_robots_without_end(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", "Content-Type: text/plain", "Connection: close")
    while True:
        await wire.send(b"Disallow: /nothing\n" * 1000)


@does("robots", Outcome.ROBOTS_DENIED, Outcome.ROBOTS_UNREACHABLE)
async def denies_at_the_top_of_five_megabytes(wire: Wire) -> None:
    await _text(wire, b"User-agent: *\nDisallow: /story\n" + b"# rubbish\n" * 500_000)


@does("robots", Outcome.OK, Outcome.ROBOTS_UNREACHABLE)
async def redirects_robots_in_a_circle(wire: Wire) -> None:
    await wire.answer(b"", "301 Moved Permanently", {"Location": "/robots.txt"})


@does("robots", Outcome.OK)
async def asks_for_a_delay_that_is_no_number(wire: Wire) -> None:
    await _text(wire, b"User-agent: *\nCrawl-delay: -inf\nCrawl-delay: soon\n")


@does("robots", Outcome.OK)
async def has_a_pattern_of_stars(wire: Wire) -> None:
    await _text(wire, b"User-agent: *\nDisallow: /" + b"*a" * 200 + b"$\n")


@does("robots", Outcome.ROBOTS_UNREACHABLE, Outcome.OK, told=True)
async def has_a_torn_robots(wire: Wire) -> None:
    await wire.head("HTTP/1.1 200 OK", f"Content-Length: {len(PAGE)}")
    await wire.send(b"User-agent: *\nDisallow: /st")
