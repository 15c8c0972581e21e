"""Sites that send their readers in circles, away, or nowhere."""

from crawler.items import Outcome
from tests.hostile.behaviour import does
from tests.hostile.wire import Wire

REFUSED = (Outcome.URL_REFUSED, Outcome.ADDRESS_REFUSED)


async def _to(wire: Wire, location: str, status: str = "302 Found") -> None:
    await wire.answer(b"", status, {"Location": location})


@does("article", Outcome.URL_REFUSED)
async def redirects_to_itself(wire: Wire) -> None:
    await _to(wire, wire.target)


@does("article", Outcome.URL_REFUSED)
async def redirects_in_a_circle(wire: Wire) -> None:
    await _to(wire, "/story-2" if wire.target != "/story-2" else "/story-3")


@does("article", Outcome.URL_REFUSED)
async def redirects_a_thousand_times(wire: Wire) -> None:
    await _to(wire, f"/story-{int(wire.target.rsplit('-', 1)[1]) + 1}")


@does("article", Outcome.PROTOCOL_ERROR)
async def redirects_nowhere(wire: Wire) -> None:
    await wire.answer(b"", "302 Found")


@does("article", Outcome.PROTOCOL_ERROR, Outcome.URL_REFUSED)
async def redirects_to_an_empty_address(wire: Wire) -> None:
    await _to(wire, "")


@does("article", *REFUSED, Outcome.PROTOCOL_ERROR)
async def redirects_to_a_file(wire: Wire) -> None:
    await _to(wire, "file:///etc/passwd")


@does("article", *REFUSED, Outcome.PROTOCOL_ERROR)
async def redirects_to_a_script(wire: Wire) -> None:
    await _to(wire, "javascript:alert(1)")


@does("article", *REFUSED, Outcome.PROTOCOL_ERROR)
async def redirects_to_a_data_address(wire: Wire) -> None:
    await _to(wire, "data:text/html,<h1>Here</h1>")


@does("article", *REFUSED)
async def redirects_to_another_port(wire: Wire) -> None:
    await _to(wire, wire.home.rsplit(":", 1)[0] + ":22/story-2")


@does("article", *REFUSED)
async def redirects_to_another_site(wire: Wire) -> None:
    await _to(wire, f"http://127.3.3.3:{wire.home.rsplit(':', 1)[1]}/story-2")


@does("article", *REFUSED, Outcome.PROTOCOL_ERROR)
async def redirects_to_a_very_long_address(wire: Wire) -> None:
    await _to(wire, "/story-" + "x" * 5000)


@does("article", Outcome.OK)
async def redirects_with_a_password(wire: Wire) -> None:
    if wire.target == "/story-2":
        await wire.answer()
    else:
        await _to(wire, wire.home.replace("http://", "http://clerk:sesame@") + "/story-2")


@does("article", *REFUSED, Outcome.PROTOCOL_ERROR)
async def redirects_to_no_address_at_all(wire: Wire) -> None:
    await _to(wire, "http://[::::/%zz")


@does("article", Outcome.GONE)
async def redirects_home(wire: Wire) -> None:
    await _to(wire, "/", "301 Moved Permanently")


@does("article", Outcome.OK, *REFUSED, Outcome.PROTOCOL_ERROR)
async def redirects_with_bytes_in_the_address(wire: Wire) -> None:
    if wire.target == "/story-1":
        await _to(wire, "/story-\xe9t\xe9")
    else:
        await wire.answer()
