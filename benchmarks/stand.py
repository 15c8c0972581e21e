"""A news stand in a process of its own: serves made-up pages of real size on one loopback address.

`python -m benchmarks.stand PAGES [ADDRESS]` prints its address and serves until its standard input closes.
`/feed.xml` announces `/news/0` to `/news/<PAGES - 1>`; a few hundred different bodies take turns.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.real_size import pages

DIFFERENT = 400


@contextmanager
def stand(count: int, address: str = "127.5.0.1") -> Iterator[str]:
    """A stand with so many pages; its home, without a slash at the end."""
    command = [sys.executable, "-m", "benchmarks.stand", str(count), address]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        yield child.stdout.readline().strip()
    finally:
        child.stdin.close()
        child.wait()


async def serve(count: int, address: str) -> None:
    """Open, say where, and serve."""
    bodies = await asyncio.to_thread(pages, min(count, DIFFERENT))
    answers = [answer(body, "text/html; charset=utf-8", "Content-Encoding: gzip\r\n") for body in bodies]
    loop = asyncio.get_running_loop()
    home = ""

    def told(target: str) -> bytes:
        if target == "/feed.xml":
            links = "".join(f"<item><link>{home}/news/{n}</link></item>" for n in range(count))
            return answer(
                f'<rss version="2.0"><channel>{links}</channel></rss>'.encode(), "application/rss+xml"
            )
        if target.startswith("/news/"):
            return answers[int(target.rpartition("/")[2]) % len(answers)]
        return answer(b"", "text/plain")

    class Counter(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = transport

        def data_received(self, data: bytes) -> None:
            assert isinstance(self.transport, asyncio.WriteTransport)
            self.transport.write(told(data.split(b" ", 2)[1].decode()))

    server = await loop.create_server(Counter, address, 0)
    home = f"http://{address}:{server.sockets[0].getsockname()[1]}"
    print(home, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def answer(body: bytes, kind: str, more: str = "") -> bytes:
    """A whole response."""
    head = f"HTTP/1.1 200 OK\r\nServer: stand\r\nContent-Type: {kind}\r\n{more}"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
