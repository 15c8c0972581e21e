"""One connection of a hostile site: bytes go out exactly as they are given."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass

PARAGRAPH = (
    "The harbour office counted {n} boats on the slip that morning, wrote the number on the board beside the "
    "tide, and wiped it off again when the clerk remembered that nobody had asked for it since the spring."
)
PAGE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Boats on the slip</title></head><body>"
    "<article><h1>Boats on the slip</h1>"
    + "".join(f"<p>{PARAGRAPH.format(n=n)}</p>" for n in range(3, 15))
    + "</article></body></html>"
).encode()


@dataclass(frozen=True, slots=True)
class Wire:
    """The way back to whoever asked."""

    target: str  # path and query
    home: str  # http://127.2.0.x:port
    served: int  # requests answered on this connection before
    closes: bool  # after this response, and says so where it answers properly
    _writer: asyncio.StreamWriter

    async def send(self, *parts: bytes) -> None:
        """Raw bytes, at once."""
        for part in parts:
            self._writer.write(part)
            await self._writer.drain()

    async def answer(
        self,
        body: bytes = PAGE,
        status: str = "200 OK",
        headers: Mapping[str, str] | None = None,
        kind: str = "text/html",
    ) -> None:
        """A whole and proper response."""
        fields = {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}
        if self.closes:
            fields["Connection"] = "close"
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields.items())]
        await self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    async def head(self, *lines: str) -> None:
        """A status line and headers, and no body yet."""
        await self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n")

    async def drip(self, data: bytes, pause: float = 0.3) -> None:
        """One byte at a time, for as long as anybody listens."""
        for n in range(len(data)):
            await self.send(data[n : n + 1])
            await asyncio.sleep(pause)

    async def hold(self) -> None:
        """Say nothing more, and keep the line."""
        await asyncio.sleep(60)

    def reset(self) -> None:
        """Hang up with a TCP reset."""
        plug: socket.socket = self._writer.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()
