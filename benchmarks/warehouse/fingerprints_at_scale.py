"""What looking for copies costs at ten million texts: `python -m benchmarks.warehouse.fingerprints_at_scale`.

The fingerprints are made up as rows in SQL, 25 a text. What is timed are the statements of `warehouse/copies`
that look them up, word for word. Prints a line for each size of the archive, then the line through them.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse import migrate, sql, store
from warehouse.comparing import LEAST

MADE_AT_ONCE = 500_000
HERE = Path(__file__).parent / "sets"
LOOKS = ("looked_up", "everywhere", "candidates")


@dataclass(frozen=True)
class Look:
    """What one look cost."""

    texts: int  # in the archive
    new: int
    cpu: float  # seconds
    wall: float
    candidates: int
    looked_up: int  # rows of the archive that share a shingle with the new ones


def main() -> None:
    """Grow an archive, and look at each size for copies of a night's texts."""
    asked = arguments()
    folder = Path(tempfile.mkdtemp(prefix="fingerprints-", dir=asked.folder))
    try:
        with duckdb.connect(
            str(folder / store.NAME), config={**store.SETTINGS, "memory_limit": asked.memory}
        ) as archive:
            migrate.migrate(archive)
            looks = list(measured(archive, asked.sizes, asked.new))
            archive.execute("checkpoint")
            size = (folder / store.NAME).stat().st_size
        texts = looks[-1].texts
        print(f"{size / 1e9:.2f} GB on disk, {size / texts:.0f} bytes a text")
        print(
            f"memory of the process at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"
        )
        for new in asked.new:
            modelled([look for look in looks if look.new == new])
    finally:
        shutil.rmtree(folder)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000_000, 3_000_000, 10_000_000])
    parser.add_argument(
        "--new", type=int, nargs="+", default=[20_000, 100_000], help="texts looked up at once"
    )
    parser.add_argument("--memory", default=store.MEMORY)
    parser.add_argument("--folder", type=Path, help="where some 5 GB may lie for a while")
    return parser.parse_args()


def measured(archive: duckdb.DuckDBPyConnection, sizes: list[int], new: list[int]) -> Iterator[Look]:
    """The looks, at each size in turn."""
    texts = 0
    for size in sizes:
        start = cpu()
        while texts < size:
            stop = min(texts + MADE_AT_ONCE, size)
            make(archive, texts, stop)
            keep(archive)
            texts = stop
        print(f"{texts:>12,} texts, made in {cpu() - start:.0f} CPU seconds", flush=True)
        for count in new:
            make(archive, texts, texts + count)
            texts += count
            yield look(archive, texts, count)


def make(archive: duckdb.DuckDBPyConnection, start: int, stop: int) -> None:
    """Make up the texts of these numbers, and their fingerprints."""
    for name in ("010_texts", "020_sets"):
        words = (HERE / f"{name}.sql").read_text(encoding="utf-8")
        archive.execute(words, {"start": start, "stop": stop} if "$start" in words else None)


def keep(archive: duckdb.DuckDBPyConnection) -> None:
    """Write them down."""
    for name in ("keep_fingerprints", "keep_compared"):
        sql.run(archive, f"copies/{name}")


def look(archive: duckdb.DuckDBPyConnection, texts: int, new: int) -> Look:
    """Look the new texts up, as a night does."""
    start, since = cpu(), time.monotonic()
    keep(archive)
    parts = {}
    for name in LOOKS:
        before = cpu()
        sql.run(archive, f"copies/{name}", {"least": LEAST})
        parts[name] = cpu() - before
    found = Look(
        texts,
        new,
        cpu() - start,
        time.monotonic() - since,
        count(archive, "candidates"),
        count(archive, "looked_up"),
    )
    split = ", ".join(f"{name} {seconds:.1f}" for name, seconds in parts.items())
    print(
        f"{texts:>12,} texts: {new:,} new ones in {found.cpu:.1f} CPU seconds ({split}), {found.wall:.1f} s; "
        f"{found.looked_up:,} rows looked up, {found.candidates:,} candidate pairs",
        flush=True,
    )
    return found


def modelled(looks: list[Look]) -> None:
    """A straight line through what was measured, and what it says of larger archives."""
    first, last = looks[0], looks[-1]
    if first.texts == last.texts:  # one size alone is no line
        return
    slope = (last.cpu - first.cpu) / (last.texts - first.texts)
    print(f"{first.new:,} new texts: {slope * 1e6:.2f} CPU seconds for each million texts in the archive")
    for size in (100_000_000, 500_000_000):
        print(f"  at {size:,} texts {last.cpu + slope * (size - last.texts):.0f} CPU seconds (a model)")


def count(archive: duckdb.DuckDBPyConnection, table: str) -> int:
    """The rows of a table."""
    return int(archive.execute(f"select count(*) from {table}").fetchall()[0][0])


def cpu() -> float:
    """CPU seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
