"""The reading step with one, two and three worker processes: CPU seconds a page, and how many cores were had.

`python -m benchmarks.reading_workers [--pages 400]`: pages of real size, read by killable pools of each size.
Workers that got into each other's way would spend more CPU on a page, or leave cores idle that are free.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.pages import pages
from crawler import workers

ROUNDS = ((1, 2, 3), (3, 2, 1))  # so that what gets warm or busy meanwhile meets each size alike
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@dataclass
class Spent:
    """What reading with a pool of one size took."""

    pages: int = 0
    cpu: float = 0.0  # seconds, of the workers
    wall: float = 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=400)
    made = pages(parser.parse_args().pages)
    spent = {size: Spent() for size in ROUNDS[0]}
    for sizes in ROUNDS:
        for size in sizes:
            read(made, size, spent[size])
    print(f"{len(made)} pages, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f} at the end")
    for size, one in spent.items():
        cores = one.cpu / one.wall
        print(f"{size} workers: {1000 * one.cpu / one.pages:.1f} ms of CPU a page, {cores:.2f} cores had")


def read(made: list[bytes], size: int, spent: Spent) -> None:
    """Read all with a pool of this size; the start of the workers does not count."""
    with workers.Workers(size) as pool:
        list(pool.run(read_page, made[: 4 * size]))
        before, began = workers_cpu(), time.monotonic()
        spent.pages += sum(1 for _ in pool.run(read_page, made))
        spent.wall += time.monotonic() - began
        spent.cpu += workers_cpu() - before


def read_page(body: bytes) -> str:
    """The verdict on a page."""
    from crawler.extraction.page import Page
    from crawler.extraction.reader import examine

    page = Page("https://paper.example/2026/11/24/story", NOW, body, "text/html")
    return str(examine(page, None, None).verdict)


def workers_cpu() -> float:
    """CPU seconds that living descendants of ours have spent."""
    total, parents = 0.0, [os.getpid()]
    while parents:
        for path in Path(f"/proc/{parents.pop()}/task").glob("*/children"):
            for child in map(int, path.read_text().split()):
                words = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
                total += (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
                parents.append(child)
    return total


if __name__ == "__main__":
    main()
