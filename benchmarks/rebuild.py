"""What `nightdesk rebuild` costs: some nights of made-up papers, then all anew from the WARC files alone.

`python -m benchmarks.rebuild [--papers 20] [--first 100] [--fresh 50] [--nights 5]`. Prints CPU seconds of
all processes and memory at most, what that is for 100,000 captures, and bytes an article.
Exit code 1 if the rebuilt warehouse is not the same as the old one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import duckdb

from benchmarks.endurance import FIRST_DAY, size, steadily
from benchmarks.memory import Watch
from benchmarks.press import Press


def main() -> int:
    """Print some nights, archive them, and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=20)
    parser.add_argument("--first", type=int, default=100, help="articles of each paper in the first night")
    parser.add_argument("--fresh", type=int, default=50, help="and in each later night")
    parser.add_argument("--nights", type=int, default=5)
    asked = parser.parse_args()
    press = Press(asked.papers, asked.first, asked.fresh)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        work = steadily(home, press.sources_toml(Path(folder) / "sources.toml"))
        for number in range(1, asked.nights + 1):
            press.night = number
            day = FIRST_DAY + timedelta(days=number - 1)
            print(f"night {number}: {work(home, Path(folder), day)[0]:.0f} CPU s", flush=True)
        return measure(home)


def measure(home: Path) -> int:
    """Rebuild in a process of its own, and print what it took."""
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        question = "select (select count(*) from captures), (select count(*) from articles)"
        ((captures, articles),) = connection.execute(question).fetchall()
    began = time.monotonic()
    child = subprocess.Popen([sys.executable, "-m", "flows", "--home", str(home), "rebuild"])
    watch = Watch(child.pid)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    took, cpu, memory = time.monotonic() - began, used.ru_utime + used.ru_stime, watch.stop()
    print(f"{captures} captures, {articles} articles: {took:.0f} s, {cpu:.0f} CPU s, {memory / 1e6:.0f} MB")
    print(f"for 100,000 captures: {took / captures * 1e5:.0f} s, {cpu / captures * 1e5:.0f} CPU s")
    for name in ("warc", "warehouse.duckdb", "news.duckdb"):
        path = home / name
        taken = size(path) if path.is_dir() else path.stat().st_size
        print(f"{name}: {taken / articles:.0f} bytes an article, {taken / captures:.0f} a capture")
    return child.returncode


if __name__ == "__main__":
    sys.exit(main())
