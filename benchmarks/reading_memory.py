"""The memory of one reading worker that reads page after page: is it steady?

`python -m benchmarks.reading_memory [--pages 10000]`: real pages, again and again, each time with another
number in them. Prints the resident memory of the worker on the way, and how many pages were killed.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pages import made_up, real, unlike
from benchmarks.reading_workers import read_page
from crawler.workers import Killed, Workers
from flows.serving.keeper import descendants

EARLY = (100, 500)  # pages after which it is looked at, beside each thousandth


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=10_000)
    count = parser.parse_args().pages
    killed = 0
    with Workers(1) as pool:
        for number, (_, told) in enumerate(pool.run(read_page, numbered(count)), 1):
            killed += isinstance(told, Killed)
            if number in EARLY or number % 1000 == 0 or number == count:
                print(f"{number:6d} pages: {resident() >> 20} MB, {killed} killed", flush=True)


def numbered(count: int) -> Iterator[bytes]:
    """So many pages, one at a time."""
    originals = real() or made_up()
    for number in range(count):
        yield unlike(originals[number % len(originals)], number)


def resident() -> int:
    """Bytes of the largest process below this one: the worker."""
    sizes = [Path(f"/proc/{pid}/statm").read_text().split()[1] for pid in descendants(os.getpid())]
    return max(map(int, sizes)) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
