"""Nights in one process that lives through all of them: `python -m benchmarks.night_after_night HOME LIST`.

Each line on standard input, a logical date, is a night: every step of the nightly flow, without Prefect; the
line `maintain` is the weekly flow of that name. The answer is a line of JSON: seconds, and CPU seconds of
this process and its children.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
from datetime import date
from pathlib import Path
from uuid import uuid4

from crawler.sources import load
from flows import mending, report, steps, upkeep
from flows.runs import begin

LOG = logging.getLogger("nights")
WAIT = 60.0  # seconds for the warehouse
MAINTAIN = "maintain"


def main() -> None:
    """A night for each line, or what is done each week."""
    home, listed = map(Path, sys.argv[1:])
    for line in sys.stdin:
        began, before = time.monotonic(), cpu()
        if line.strip() != MAINTAIN:
            night(home, listed, date.fromisoformat(line.strip()))
        elif broken := upkeep.look_after(home, WAIT):
            sys.exit("; ".join(broken))
        told = {"seconds": time.monotonic() - began, "cpu": cpu() - before}
        print(json.dumps(told), flush=True)


def night(home: Path, listed: Path, day: date) -> None:
    """Every step, in order."""
    run = begin(home, "nightly", str(uuid4()), load(listed), day)
    names = [source.name for source in run.sources]
    mending.mend(home, WAIT, LOG, run)
    steps.prepare(run, WAIT)
    steps.crawl(run, names, LOG)
    steps.read(run, names, LOG)
    steps.load(run, WAIT, LOG)
    steps.group_copies(home, WAIT)
    report.conclude(run, [], WAIT)
    steps.publish(home, WAIT)


def cpu() -> float:
    """CPU seconds of this process and all that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
