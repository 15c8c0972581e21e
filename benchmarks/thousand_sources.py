"""One whole nightly run over a thousand made-up sources on loopback: seconds, CPU, memory.

`python -m benchmarks.thousand_sources [--sources 1000] [--articles 3]`. Every fiftieth source fails.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks.memory import Watch
from benchmarks.stand import answer

FAILS = 50  # every so many
PARAGRAPH = (
    "The council of ward {a} counted {b} votes for the new bridge and {c} against it, and went home at noon. "
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=3)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        asyncio.run(serve(asked.sources, asked.articles))
        return
    command = [sys.executable, "-m", "benchmarks.thousand_sources", "--serve"]
    command += ["--sources", str(asked.sources), "--articles", str(asked.articles)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin is not None
    assert server.stdout is not None
    port = int(server.stdout.readline())
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), asked.sources, port)
    server.stdin.close()
    server.wait()


def address(number: int) -> str:
    """A loopback address of its own for each source."""
    return f"127.7.{number // 250}.{number % 250 + 1}"


def measure(folder: Path, count: int, port: int) -> None:
    """Run the nightly flow and tell what it came to."""
    listed = folder / "sources.toml"
    listed.write_text(sources_toml(count, port), encoding="utf-8")
    command = [sys.executable, "-m", "flows", "--home", str(folder / "home"), "run", "--sources", str(listed)]
    began = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watch = Watch(child.pid)
    _, _, own = os.wait4(child.pid, 0)
    seconds, memory = time.monotonic() - began, watch.stop()
    with duckdb.connect(str(folder / "home" / "warehouse.duckdb"), read_only=True) as connection:
        ((articles,),) = connection.execute("select count(*) from articles").fetchall()
        ended = connection.execute("select ended, count(*) from crawls group by 1 order by 2 desc").fetchall()
    print(f"{count} sources, {articles} articles in {seconds:.0f} s; crawls ended: {dict(ended)}")
    cpu = own.ru_utime + own.ru_stime
    print(f"CPU {cpu:.0f} s with all children, memory {memory / 1e6:.0f} MB of all together")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"largest process {largest / 1e3:.0f} MB")


def sources_toml(count: int, port: int) -> str:
    """The list of them all."""
    head = '[defaults]\nuser_agent = "Nightdesk/0.1 (+mailto:desk@example.org)"\ndelay = 0\n'
    site = "http://{host}:{port}"
    entry = f'[[source]]\nname = "s{{n}}"\nhome = "{site}/"\nfeeds = ["{site}/feed.xml"]\n'
    entries = (entry.format(n=n, host=address(n), port=port) for n in range(count))
    return head + f"allow_private = true\nports = [{port}]\n" + "".join(entries)


async def serve(count: int, articles: int) -> None:
    """All sites on one port, each on its address; the number of an address makes its pages."""
    loop = asyncio.get_running_loop()

    class Site(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = transport
            host, port = transport.get_extra_info("sockname")[:2]
            _, _, high, low = host.split(".")
            self.number, self.home = int(high) * 250 + int(low) - 1, f"http://{host}:{port}"

        def data_received(self, data: bytes) -> None:
            assert isinstance(self.transport, asyncio.WriteTransport)
            self.transport.write(response(self.number, self.home, data.split(b" ", 2)[1].decode(), articles))

    first = await loop.create_server(Site, address(0), 0)
    port = first.sockets[0].getsockname()[1]
    for number in range(1, count):
        await loop.create_server(Site, address(number), port)
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def response(number: int, home: str, target: str, articles: int) -> bytes:
    """What a site answers."""
    if number % FAILS == FAILS - 1:
        return answer(b"out of order", "text/plain").replace(b"200 OK", b"500 Internal Server Error", 1)
    if target == "/feed.xml":
        links = "".join(f"<item><link>{home}/news/{n}</link></item>" for n in range(articles))
        return answer(f'<rss version="2.0"><channel>{links}</channel></rss>'.encode(), "application/rss+xml")
    if target.startswith("/news/"):
        return answer(page(number, int(target.rpartition("/")[2])), "text/html; charset=utf-8")
    return answer(b"", "text/plain")


def page(number: int, story: int) -> bytes:
    """A small article that nobody else prints."""
    seed = number * 1000 + story
    text = "".join(
        f"<p>{PARAGRAPH.format(a=seed * 7 + k, b=seed * 31 + k, c=seed * 13 + k)}"
        f"{PARAGRAPH.format(a=seed * 3 + k, b=seed + k, c=k)}</p>"
        for k in range(8)
    )
    title = f"Ward {number} votes on bridge {story}"
    return f"<!doctype html><title>{title}</title><article><h1>{title}</h1>{text}</article>".encode()


if __name__ == "__main__":
    main()
