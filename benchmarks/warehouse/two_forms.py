"""One load into a file and into a DuckLake: `python -m benchmarks.warehouse.two_forms --articles 1000000`.

Builds a made-up warehouse in a file, carries it into a lake whose catalog is a PostgreSQL started for this,
writes one night's stage files, and loads them into both. Prints what each step of the night took. `--bucket`
adds a lake whose Parquet files lie in a bucket; moto's server on loopback stands for it. `--built HOME` takes
a warehouse that `python -m benchmarks.made_up HOME` built; `--until load` leaves out what takes hours there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import made_up
from benchmarks.object_storage import served
from benchmarks.warehouse import night
from benchmarks.warehouse.measured import measured
from crawler.depot import opened
from tests import postgres
from warehouse import checks, place, similarity, snapshot, store
from warehouse.desk import Warehouse
from warehouse.lake import carrying


def main() -> None:
    """Build, carry, load, print."""
    asked = arguments()
    base = Path(tempfile.mkdtemp(prefix="two-forms-", dir=asked.folder))
    server = postgres.started()
    try:
        with served(base / "requests.log") as endpoint:
            measure(asked, base, server, endpoint)
    finally:
        postgres.removed(server)
        shutil.rmtree(base)


def measure(asked: argparse.Namespace, base: Path, server: postgres.Server, endpoint: str) -> None:
    """The same night in each form."""
    file = base / "file"
    if asked.built:
        file.mkdir()
        shutil.copyfile(asked.built / store.NAME, file / store.NAME)
    else:
        measured("build", lambda: made_up.build(file, asked.articles, asked.words))
    homes = [file, *lakes(asked, base, server, endpoint)]
    for home in homes[1:]:
        measured(f"carry into the {home.name}", partial(carry, file, home))
    made = night.pages(file, asked.pages, 1, asked.words, asked.nights)
    folder, sources = night.write(file, 1, made, night.after(file))
    for home in homes:
        steps(home, folder, sources, Servers(server, base / "requests.log"), asked.until)
    print(f"file {(file / store.NAME).stat().st_size / 1e9:.2f} GB, lake {size(base / 'data') / 1e9:.2f} GB")


def lakes(asked: argparse.Namespace, base: Path, server: postgres.Server, endpoint: str) -> list[Path]:
    """The homes of lakes that are empty so far: with a folder for their files, and with a bucket."""
    lake, bucket = base / "lake", base / "bucket"
    place.keep_in(lake, server.lake("lake", base / "data"))
    if not asked.bucket:
        return [lake]
    opened(bucket, {"place": "s3://bench/lake", "endpoint": endpoint}).system.call_s3(  # type: ignore[attr-defined]
        "create_bucket", Bucket="bench"
    )
    server.sql("postgres", "create database bucket")
    words = server.words("bucket")
    place.keep_in(bucket, place.named(words, "s3://bench/lake", endpoint, "us-east-1"))
    return [lake, bucket]


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=100_000, help="of the night that is loaded")
    parser.add_argument("--nights", type=int, default=60, help="how old what is seen again may be")
    parser.add_argument("--words", type=int, default=100, help="of an article, on average")
    parser.add_argument("--bucket", action="store_true", help="also a lake whose files lie in a bucket")
    parser.add_argument("--built", type=Path, metavar="HOME", help="take this warehouse, of any size")
    parser.add_argument("--until", choices=["load"], help="the last step")
    parser.add_argument("--folder", type=Path, help="where all of it may lie for a while")
    return parser.parse_args()


def carry(file: Path, lake: Path) -> None:
    """Put the file's tables into the lake."""
    with store.writing(lake) as warehouse:
        carrying.from_file(warehouse.connection, file / store.NAME)


@dataclass(frozen=True)
class Servers:
    """What a lake asks, and what it cost them so far."""

    catalog: postgres.Server
    requests: Path  # to the bucket, a line each

    def sent(self) -> int:
        """How many requests the bucket was sent."""
        return self.requests.read_text().count(" HTTP/1.")

    def cpu(self) -> float:
        """Seconds of CPU that PostgreSQL used, with its processes that have ended."""
        ticks = 0
        for number, pid in enumerate(self.catalog.pids()):
            told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, told[11 : 13 if number else 15]))
        return ticks / os.sysconf("SC_CLK_TCK")


def steps(home: Path, folder: Path, sources: list[str], servers: Servers, until: str | None) -> None:
    """A night's steps in one form, each in a process of its own."""

    def step(what: str, work: Callable[[Warehouse], object]) -> None:
        def done() -> object:
            with store.writing(home) as warehouse:
                return work(warehouse)

        asked(what, done)

    def asked(what: str, work: Callable[[], object]) -> None:
        sent, cpu = servers.sent(), servers.cpu()
        measured(f"{home.name}: {what}", work)
        time.sleep(1)  # PostgreSQL's processes for it end a moment later
        print(
            f"  PostgreSQL {servers.cpu() - cpu:.1f} s of CPU, {servers.sent() - sent} requests to the bucket"
        )

    def load(warehouse: Warehouse) -> str:
        warehouse.start_run(folder)
        return f"{warehouse.load(folder, *sources).readings} readings"

    step("open", lambda _: "")
    step("load", load)
    if until == "load":
        return
    step("load again", load)
    step("tell changes", lambda warehouse: warehouse.tell_changes())
    step("find copies", lambda warehouse: similarity.find_copies(warehouse.connection))
    step("verify", lambda warehouse: len(checks.run(warehouse.connection)))
    asked("publish", lambda: snapshot.publish(home).stat().st_size)
    if store.in_lake(home):
        step("compact", lambda warehouse: warehouse.compact())


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
