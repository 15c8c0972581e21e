"""The nightly job on the made-up newspapers, as plain functions: what the flow's tasks call."""

import logging
import time
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from crawler import sources
from flows import again, mending, report, steps
from flows.runs import Run, begin
from tests.newspapers import Newspapers

LOG = logging.getLogger("tests.nights")
FIRST_DAY = date.today() - timedelta(days=1)  # noqa: DTZ011, feeds are read 30 days back from today
WAIT = 10.0


def visit(
    home: Path, papers: Newspapers, night: int, names: tuple[str, ...] = (), flow_run: str | None = None
) -> report.Report:
    """One night's run of all steps, or the retry of one."""
    papers.set_night(night)
    listed = sources.load(papers.sources_toml(home / "sources.toml"))
    day = FIRST_DAY + timedelta(days=night - 1)
    run = begin(home, "nightly", flow_run or str(uuid4()), sources.select(listed, names), day)
    return carry_out(run)


def carry_out(run: Run, wait: float = WAIT) -> report.Report:
    """Every step, in order; what fails is a trouble of the run."""
    names, troubles = [source.name for source in run.sources], []
    mending.mend(run.home, wait, LOG, run)
    again.make_room(run, wait, LOG)
    steps.prepare(run, wait)
    for step in (steps.crawl, steps.read):
        try:
            step(run, names, LOG)
        except steps.StepFailed as error:
            troubles.append(str(error))
    try:
        steps.load(run, wait, LOG)
    except steps.StepFailed as error:
        troubles.append(str(error))
    steps.group_copies(run.home, wait)
    report.conclude(run, troubles, wait)
    steps.publish(run.home, wait)
    return report.stored(run.folder)


def alive(pid: int) -> bool:
    """Whether a process runs (one that waits for its parent to notice its end does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(condition, seconds: float = 20) -> bool:
    """Whether it comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
