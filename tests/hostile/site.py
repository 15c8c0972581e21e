"""The hostile sites: each behaviour on its own loopback address, otherwise a well-behaved little paper."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from types import TracebackType

from tests.hostile.behaviour import Behaviour
from tests.hostile.wire import Wire

PLACES = {
    "article": "/story",
    "robots": "/robots.txt",
    "feed": "/feed.xml",
    "sitemap": "/sitemap",
    "library": "/stor",
}
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Slip</title><link>{home}/</link>'
    "<item><title>Boats on the slip</title><link>{home}/story-1</link></item></channel></rss>"
)
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{home}/story-1</loc></url></urlset>'


class HostileWeb:
    """All sites of a list of behaviours, served from one thread."""

    def __init__(self, behaviours: list[Behaviour]) -> None:
        self.behaviours = behaviours
        self.homes: dict[str, str] = {}
        self.asked: Counter[tuple[str, str]] = Counter()  # behaviour and target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> HostileWeb:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def source(self, behaviour: Behaviour) -> dict[str, object]:
        """Its facts, as an entry of sources.toml."""
        home = self.homes[behaviour.name]
        announced = {"feeds": [f"{home}/feed.xml"]}
        if behaviour.place == "sitemap":
            announced = {"sitemaps": [f"{home}/sitemap.xml"]}
        if behaviour.place == "library":
            announced = {"feeds": [f"{home}/stories.xml"]}
        return {
            "name": behaviour.name,
            "home": f"{home}/",
            "user_agent": "Nightdesk/0.1 (+mailto:night-editor@example.org)",
            "allow_private": True,
            "ports": [int(home.rsplit(":", 1)[1])],
            "delay": 0,
            "max_pages": 20 if behaviour.place != "library" else 500,
            **announced,
        }

    async def _open(self) -> None:
        for number, behaviour in enumerate(self.behaviours, 1):
            address = f"127.2.{number // 250}.{number % 250 + 1}"
            server = await asyncio.start_server(self._serve(behaviour), address, 0, limit=1 << 20)
            self.homes[behaviour.name] = f"http://{address}:{server.sockets[0].getsockname()[1]}"

    async def _close(self) -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _serve(self, behaviour: Behaviour):
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                served = 0
                while await self._answer(behaviour, reader, writer, served):
                    served += 1
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass  # the crawler hung up, which is its right, or the site closes
            finally:
                writer.close()

        return serve

    async def _answer(
        self, behaviour: Behaviour, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, served: int
    ) -> bool:
        """Answer one request, after so many on this connection; whether it is kept."""
        request = await reader.readuntil(b"\r\n\r\n")
        target = request.split(b" ", 2)[1].decode("latin-1")
        home = self.homes[behaviour.name]
        self.asked[behaviour.name, target] += 1
        hostile = target.startswith(PLACES[behaviour.place])
        wire = Wire(target, home, served, hostile and behaviour.place != "library", writer)
        if hostile:
            await behaviour.act(wire)
            return not wire.closes
        if target == "/feed.xml":
            await wire.answer(FEED.format(home=home).encode(), kind="application/rss+xml")
        elif target == "/sitemap.xml":
            await wire.answer(MAP.format(home=home).encode(), kind="application/xml")
        elif target.startswith("/story") or target == "/":
            await wire.answer()
        else:
            await wire.answer(b"", "404 Not Found")
        return True
