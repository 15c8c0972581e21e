"""Night after night on made-up papers that print, edit, withdraw and copy: what each costs, what stays.

`python -m benchmarks.endurance [--papers 200] [--first 50] [--fresh 10] [--nights 30]`: every step of the
nightly flow, in one process and on one home that live through all nights; after each seventh, what
`maintain` does each week. With `--flow` each night is a `nightdesk run` instead, Prefect included, and
nothing is maintained. Each prints what it took.
Exit code 1 if at the end anything is missing, doubled or broken.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from benchmarks.memory import Watch
from benchmarks.night_after_night import MAINTAIN
from benchmarks.press import Press
from flows import promises, upkeep

FIRST_DAY = date(2026, 10, 1)
WAIT = 60.0  # seconds for the warehouse
WEEK = 7  # nights
# A night, or for no day what is done each week: CPU seconds, bytes of memory at most.
Work = Callable[[Path, Path, date | None], tuple[float, int]]


@dataclass(frozen=True, slots=True)
class Night:
    """What one night cost, and what lay in the home after it."""

    number: int
    seconds: float
    cpu: float  # seconds, all processes
    memory: int  # bytes, all processes together at their highest
    requests: int
    stage: int  # bytes of this night's stage files
    files: int  # in the home, WARC files and Prefect's own left out
    warehouse: int  # bytes
    prefect: int  # bytes of the server's own files

    def __str__(self) -> str:
        sizes = (
            f"{self.stage / 1e6:.1f} | {self.files} | {self.warehouse / 1e6:.0f} | {self.prefect / 1e6:.0f}"
        )
        cost = f"{self.seconds:.0f} | {self.cpu:.1f} | {self.memory / 1e6:.0f}"
        return f"| {self.number} | {self.requests} | {cost} | {sizes} |"


HEAD = (
    "| night | requests | seconds | CPU s | memory MB | stage files MB | files | warehouse MB | Prefect MB |"
)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--first", type=int, default=50, help="articles of each paper in the first night")
    parser.add_argument("--fresh", type=int, default=10, help="and in each later night")
    parser.add_argument("--nights", type=int, default=30)
    parser.add_argument("--flow", action="store_true", help="through Prefect, each in a process of its own")
    asked = parser.parse_args()
    press = Press(asked.papers, asked.first, asked.fresh)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        listed = press.sources_toml(Path(folder) / "sources.toml")
        print(HEAD, "|" + "---|" * 9, sep="\n", flush=True)
        work = by_flow if asked.flow else steadily(home, listed)
        for number in range(1, asked.nights + 1):
            press.night = number
            print(night(home, listed, press, work), flush=True)
            if number % WEEK == 0 and not asked.flow:
                cpu, memory = work(home, listed, None)
                print(f"maintain: {cpu:.1f} CPU s, {memory / 1e6:.0f} MB", flush=True)
        wrong = [*missing(home, press), *(str(one) for one in promises.broken(home, WAIT))]
        before = counted(home / "runs")
        pruned = upkeep.prune(home, datetime.now(UTC) + timedelta(days=upkeep.STAGE_FILE_DAYS + 1))
        print(f"ninety days later: {pruned} runs pruned, {before} files of runs are {counted(home / 'runs')}")
    print("\n".join(wrong) or "nothing is missing, doubled or broken")
    return 1 if wrong else 0


def by_flow(home: Path, listed: Path, day: date | None) -> tuple[float, int]:
    """A night by `nightdesk run`; its CPU seconds and its memory."""
    command = [sys.executable, "-m", "flows", "--home", str(home), "run"]
    command += ["--sources", str(listed), "--day", str(day)]
    with (home.parent / "night.log").open("w") as log:
        child = subprocess.Popen(command, stdout=log, stderr=log)
        watch = Watch(child.pid)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        print(f"it ended with {child.returncode}:\n{(home.parent / 'night.log').read_text()[-2000:]}")
    return used.ru_utime + used.ru_stime, watch.stop()


def steadily(home: Path, listed: Path) -> Work:
    """Nights in one process that is started now; it ends with us."""
    command = [sys.executable, "-m", "benchmarks.night_after_night", str(home), str(listed)]
    log = (home.parent / "night.log").open("w")
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)

    def work(_home: Path, _listed: Path, day: date | None) -> tuple[float, int]:
        assert child.stdin is not None
        assert child.stdout is not None
        watch = Watch(child.pid)
        print(day or MAINTAIN, file=child.stdin, flush=True)
        line = child.stdout.readline()
        memory = watch.stop()
        if not line:
            sys.exit(f"the nights ended: {(home.parent / 'night.log').read_text()[-2000:]}")
        return json.loads(line)["cpu"], memory

    return work


def night(home: Path, listed: Path, press: Press, work: Work) -> Night:
    """One nightly run, and what lies in the home after it."""
    day = FIRST_DAY + timedelta(days=press.night - 1)
    before, began = press.asked.total(), time.monotonic()
    cpu, memory = work(home, listed, day)
    return Night(
        press.night,
        time.monotonic() - began,
        cpu,
        memory,
        press.asked.total() - before,
        sum(size(path) for path in home.glob(f"runs/{day}-*")),
        counted(home) - counted(home / "warc") - counted(home / "prefect"),
        (home / "warehouse.duckdb").stat().st_size,
        size(home / "prefect"),
    )


def missing(home: Path, press: Press) -> list[str]:
    """What the warehouse holds otherwise than the papers printed it, in sentences."""
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        queries = {
            "articles": "select count(*) from articles",
            "versions": "select count(*) from versions",
            "withdrawn": "select count(distinct url) from fetches "
            "where purpose = 'article' and outcome = 'gone'",
        }
        found = {name: connection.execute(query).fetchall()[0][0] for name, query in queries.items()}
        twice = "select count(*) from (select 1 from articles group by source, url_key having count(*) > 1)"
        ((doubled,),) = connection.execute(twice).fetchall()
        ((stories,),) = connection.execute("select count(distinct story_id) from articles").fetchall()
    print(f"{found}, {doubled} articles twice, {stories} stories")
    expected = press.expected(press.night)
    return [
        f"{name}: {found[name]}, not {expected[name]}" for name in expected if found[name] != expected[name]
    ]


def counted(folder: Path) -> int:
    """Files below a folder."""
    return sum(path.is_file() for path in folder.rglob("*"))


def size(folder: Path) -> int:
    """Bytes below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
