"""A way to a server that breaks when it is told to: it passes bytes on, and cuts at the nth piece."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress


class Cut:
    """Passes connections of loopback on to a port behind it, in a thread of its own, until it is closed."""

    def __init__(self, behind: int) -> None:
        self._behind = behind
        self._left: int | None = None  # pieces until the cut
        self._alone = False
        self._ends: list[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server = self._there(asyncio.start_server(self._connect, "127.0.0.1", 0))
        self.port: int = self._server.sockets[0].getsockname()[1]

    def after(self, pieces: int, alone: bool) -> None:
        """Cut all connections, or `alone` that of the last piece, once so many more went through, to or fro."""
        self._left, self._alone = pieces, alone

    @property
    def done(self) -> bool:
        """Whether the cut that was asked for has come."""
        return self._left is None

    def close(self) -> None:
        """End the way and its thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()

    def _there(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection("127.0.0.1", self._behind)
        ends = (writer, forth)
        self._ends.append(ends)
        await asyncio.gather(self._pass(reader, 1, ends), self._pass(back, 0, ends))

    async def _pass(
        self, reader: asyncio.StreamReader, to: int, ends: tuple[asyncio.StreamWriter, asyncio.StreamWriter]
    ) -> None:
        with suppress(OSError):  # the other direction was cut
            while piece := await reader.read(65536):
                if self._is_cut(ends):
                    return
                ends[to].write(piece)
                await ends[to].drain()
        ends[to].close()

    def _is_cut(self, ends: tuple[asyncio.StreamWriter, asyncio.StreamWriter]) -> bool:
        if self._left is None:
            return False
        self._left -= 1
        if self._left > 0:
            return False
        self._left = None
        for pair in [ends] if self._alone else self._ends:
            for end in pair:
                end.transport.abort()
        self._ends = [pair for pair in self._ends if not pair[0].transport.is_closing()]
        return True
