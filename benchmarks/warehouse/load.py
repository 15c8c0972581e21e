"""How long a load takes into a large archive: `python -m benchmarks.warehouse.load HOME --pages 100000`.

HOME is made by `python -m benchmarks.made_up HOME`. Prints seconds, CPU seconds and memory;
`--profile` what each statement took.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.warehouse import night
from benchmarks.warehouse.measured import measured
from warehouse import sql, staged, store


def main() -> None:
    """Write a night's files, load them, and print what it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("home", type=Path)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--nights", type=int, default=60, help="how old what is seen again may be")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="store_true", help="print what each statement took")
    asked = parser.parse_args()
    made = night.pages(asked.home, asked.pages, asked.seed, asked.words, asked.nights)
    folder, sources = night.write(asked.home, asked.seed, made, night.after(asked.home))
    del made
    if asked.profile:
        profile()
    measure(asked.home, folder, sources)


def measure(home: Path, folder: Path, sources: list[str]) -> None:
    """Load in a child process, so that the memory is the load's own."""

    def work() -> str:
        with store.writing(home) as warehouse:
            warehouse.start_run(folder)
            loaded = warehouse.load(folder, *sources)
        return f"{loaded.readings} readings, {loaded.versions} new versions"

    measured("load", work)


def profile() -> None:
    """Print what each statement of the load takes."""
    run, checked = sql.run, staged.checked

    def timed(connection, name, values=None):  # type: ignore[no-untyped-def]
        began, cpu = time.monotonic(), time.process_time()
        result = run(connection, name, values)
        took, cpu = time.monotonic() - began, time.process_time() - cpu
        if took > 0.05:
            print(f"    {name:40} {took:6.2f} s {cpu:6.2f} CPU", flush=True)
        return result

    def gated(run_dir, sources, file, *rest):  # type: ignore[no-untyped-def]
        cpu = time.thread_time()  # DuckDB may be at work beside it
        result = checked(run_dir, sources, file, *rest)
        print(f"    gate of {file:32} {'':8} {time.thread_time() - cpu:6.2f} CPU", flush=True)
        return result

    sql.run, staged.checked = timed, gated


if __name__ == "__main__":
    main()
