"""What the nightly flow costs over its steps called as plain functions, on the same pages.

`python -m benchmarks.flow_overhead [--pages 2000] [--rounds 2]` runs both in turn, each in a new home, and
prints CPU seconds (child processes included) and wall time. Prefect's server is open all the while, as under
`nightdesk serve`; what it spends on a run is counted as the flow's, and so is the import of Prefect.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from benchmarks.nightly import SITES
from benchmarks.pages import Site, pages, sources_toml
from flows.serving.keeper import adopt_orphans, children, descendants

TICKS = os.sysconf("SC_CLK_TCK")
LOG = logging.getLogger("benchmarks.flow_overhead")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of the run with all it started, of Prefect's server meanwhile, and seconds by the clock."""

    cpu: float
    server: float
    wall: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--plain", nargs=2, type=Path, metavar=("HOME", "LIST"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.plain:
        steps_alone(*asked.plain)
        return
    made = pages(asked.pages)
    share = len(made) // SITES
    sites = [Site(f"127.2.1.{n + 1}", made[n * share : (n + 1) * share]) for n in range(SITES)]
    with tempfile.TemporaryDirectory() as folder:
        compare(sites, Path(folder), asked.rounds)


def compare(sites: list[Site], folder: Path, rounds: int) -> None:
    """Both in turn, so that what else the machine does meets both."""
    from flows.serving.at_hand import started

    adopt_orphans()
    os.environ["PREFECT_HOME"] = str(folder / "prefect")
    server = started(folder)
    assert server.process is not None
    listed = sources_toml(sites, folder / "sources.toml")
    plain, flow = [], []
    try:
        for number in range(rounds):
            home = folder / f"plain-{number}"
            words = ["benchmarks.flow_overhead", "--plain", str(home), str(listed)]
            plain.append(told("plain functions", cost(words, server.process.pid)))
            words = ["flows", "--home", str(folder / f"flow-{number}"), "run", "--sources", str(listed)]
            flow.append(told("nightly flow", cost(words, server.process.pid)))
    finally:
        server.stop()
    cpu = statistics.mean(one.cpu + one.server for one in flow) / statistics.mean(one.cpu for one in plain)
    wall = statistics.mean(one.wall for one in flow) / statistics.mean(one.wall for one in plain)
    print(f"the flow over its steps: {cpu - 1:+.1%} of CPU, {wall - 1:+.1%} of wall time")


def cost(words: list[str], server: int) -> Cost:
    """Run `python -m WORDS` and tell what it took."""
    before, began, so_far = spent(server), time.monotonic(), buried(server)
    child = subprocess.Popen([sys.executable, "-m", *words], stdout=subprocess.DEVNULL)
    code, wall = child.wait(), time.monotonic() - began
    if code:
        sys.exit(f"{' '.join(words)} ended with {code}")
    return Cost(buried(server) - so_far, spent(server) - before, wall)


def buried(server: int) -> float:
    """CPU seconds of all our children that have ended, after waiting for all but the server.

    Orphans come to us (reading processes leave their pool behind), so nothing that a run started is missed.
    """
    while others := [pid for pid in children(os.getpid()) if pid != server]:
        os.waitpid(others[0], 0)
    own = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime


def spent(pid: int) -> float:
    """CPU seconds that a process and those below it have used so far."""
    total = 0
    for one in [pid, *descendants(pid)]:
        words = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += int(words[11]) + int(words[12])
    return total / TICKS


def told(name: str, measured: Cost) -> Cost:
    """Print a line."""
    spent_on = f"{measured.cpu:.1f} s of CPU, {measured.server:.1f} s more in Prefect's server"
    print(f"{name}: {spent_on}, {measured.wall:.1f} s by the clock", flush=True)
    return measured


def steps_alone(home: Path, listed: Path) -> None:
    """A night as the flow's tasks carry it out, in the same batches, without Prefect."""
    from crawler import sources
    from flows import again, mending, plots, report, steps
    from flows.batches import AT_ONCE, batched
    from flows.runs import begin

    wait = 60.0
    run = begin(home, "nightly", str(uuid4()), sources.load(listed))
    mending.mend(home, wait, LOG, run)
    again.make_room(run, wait, LOG)
    steps.prepare(run, wait)

    def visit(names: tuple[str, ...]) -> None:
        steps.crawl(run, names, LOG)
        steps.read(run, names, LOG)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(visit, batched(run.sources)))
    steps.load(run, wait, LOG)
    steps.group_copies(home, wait)
    report.conclude(run, [], wait)
    picture = plots.picture(report.stored(run.folder), steps.highlights(run, wait))
    (run.folder / "report.png").write_bytes(picture)
    steps.publish(home, wait)


if __name__ == "__main__":
    main()
