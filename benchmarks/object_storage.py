"""What object storage costs beside a directory, step by step: `python -m benchmarks.object_storage`.

moto's server on loopback stands for the bucket. It is slow itself, so only what our own process does is
compared (CPU seconds of it, and how many requests it sends), never how long the server takes.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import TypeVar

from crawler import damage
from crawler.archive import Archive, read_capture
from crawler.depot import Depot, opened
from crawler.exchange import Exchange
from crawler.items import Capture, Fetch, Outcome, Purpose
from crawler.lastrecord import last_ledger

T = TypeVar("T")
KIND = ((b"Content-Type", b"text/html"),)
PAGES, BYTES = 600, 30_000  # captures in the file, and bytes of each as served
SERVER = """
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(*server.get_host_and_port(), flush=True)
input()
"""


def main() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="nightdesk-bench-") as folder,
        served(Path(folder) / "requests.log") as endpoint,
    ):
        measure(Path(folder), endpoint)


@contextmanager
def served(log: Path) -> Iterator[str]:
    """moto's server in a process of its own: its address. Every request is a line in the log."""
    os.environ.update(
        AWS_ACCESS_KEY_ID="made-up", AWS_SECRET_ACCESS_KEY="made-up", AWS_DEFAULT_REGION="us-east-1"
    )
    with (
        log.open("w") as lines,
        subprocess.Popen(
            [sys.executable, "-c", SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=lines,
            text=True,
        ) as server,
    ):
        assert server.stdout
        assert server.stdin
        host, port = server.stdout.readline().split()
        yield f"http://{host}:{port}"
        server.stdin.write("\n")
        server.stdin.close()


def measure(folder: Path, endpoint: str) -> None:
    home, captures, size = made(folder / "home")
    name = captures[0].warc_file
    bucket = opened(home, {"place": "s3://bench/desk", "endpoint": endpoint})
    bucket.system.call_s3("create_bucket", Bucket="bench")  # type: ignore[attr-defined]
    requests = counting(bucket)
    disk = opened(home, {"place": str(folder / "disk")})
    (folder / "disk").mkdir()
    told: dict[str, object] = {"MB": round(size / 1e6, 1), "captures": len(captures)}
    both: tuple[Depot, Depot] = (disk, bucket)
    told["ship"] = beside(lambda depot: depot.put(home / name, name), both, requests)
    (home / name).unlink()
    some = random.Random(1).sample(captures, 100)
    told["show --raw, 100 captures"] = beside(lambda depot: each(depot, some), both, requests)
    told["reextract, all in order"] = beside(lambda depot: in_order(depot, captures), both, requests)
    ends = max(one.warc_offset + one.warc_length for one in captures)
    kept = (disk.warcs()[0], bucket.warcs()[0])
    told["verify, one file"] = beside(lambda file: damage.tail(file, ends), kept, requests)
    told["rebuild, a ledger"] = beside(last_ledger, kept, requests)
    told["verify --deep, one file"] = beside(damage.check, kept, requests)
    print(json.dumps(told, indent=1))


def made(home: Path) -> tuple[Path, list[Capture], int]:
    """A home with one WARC file of incompressible pages."""
    archive, chance = (
        Archive(home, "gazette", "2026-03-01-nightly-00000001", date(2026, 3, 1)),
        random.Random(7),
    )
    fetches = []
    for number in range(PAGES):
        url, now = f"https://gazette.example/{number}", datetime.now(UTC)
        body = chance.randbytes(BYTES)
        exchange = Exchange(url, b"GET / HTTP/1.1\r\n\r\n", 200, "HTTP/1.1", KIND, body, now)
        fetch = Fetch(
            str(number), "r", "gazette", Purpose.ARTICLE, url, url, url, now, 0.1, Outcome.OK, "", 200
        )
        fetches.append((fetch, archive.keep(exchange, fetch)))
    archive.seal({"fetches": [{"fetch_id": f.fetch_id, "url": f.url} for f, _ in fetches], "crawl": {}})
    return home, [capture for _, capture in fetches], archive.path.stat().st_size


def counting(bucket: Depot) -> list[str]:
    """The requests that are sent from now on, by name."""
    sent: list[str] = []
    ask, lock = bucket.ask, threading.Lock()  # type: ignore[attr-defined]

    def counted(what: str, **said: object) -> object:
        with lock:
            sent.append(what)
        return ask(what, **said)

    bucket.ask = counted  # type: ignore[attr-defined]
    return sent


def beside(work: Callable[[T], object], both: tuple[T, T], requests: list[str]) -> dict[str, object]:
    """CPU seconds of our process for the one and the other, and the requests of the second."""
    seconds = []
    for one in both:
        requests.clear()
        before = getrusage(RUSAGE_SELF)
        work(one)
        after = getrusage(RUSAGE_SELF)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"directory": round(seconds[0], 3), "bucket": round(seconds[1], 3), "requests": len(requests)}


def each(depot: Depot, captures: list[Capture]) -> None:
    for one in captures:
        read_capture(depot, one.warc_file, one.warc_offset, one.warc_length)


def in_order(depot: Depot, captures: list[Capture]) -> None:
    with depot.far(captures[0].warc_file) as file:
        for one in captures:
            file.seek(one.warc_offset)
            file.read(one.warc_length)


if __name__ == "__main__":
    main()
