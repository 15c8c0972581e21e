"""After a kill: what dead runs had kept is read, loaded and reported before a new run begins."""

from __future__ import annotations

from pathlib import Path

from crawler.salvage import KIND, salvage
from flows import report, steps
from flows.children import Log
from flows.overlap import Busy, alone
from flows.progress import step
from flows.runs import Run, resume

KILLED = "its process was killed; a later run loaded what it had kept"


def mend(ours: Run, wait: float, log: Log) -> list[str]:
    """Bring every run that ended without a report to its end; return their names.

    Those at work are left alone. We hold the lock of our own kind, so every other run of it is dead.
    Doing it again is harmless.
    """
    salvage(ours.home)
    mended = []
    for folder in unreported(ours.home):
        if folder.name == ours.name:
            continue
        run = resume(ours.home, folder.name)
        if run.kind in (ours.kind, KIND):
            finish(run, wait, log)
        else:
            try:
                with alone(run.home, run.kind):
                    finish(run, wait, log)
            except Busy:
                continue
        mended.append(run.name)
    return mended


def unreported(home: Path) -> list[Path]:
    """The folders of runs that were begun and left no report, oldest first."""
    begun = sorted((home / "runs").glob("*/sources.json"))
    return [path.parent for path in begun if not (path.parent / "report.json").exists()]


def finish(run: Run, wait: float, log: Log) -> None:
    """Read, load and report what there is of a dead run."""
    step(f"mend {run.name}")
    log.warning("%s: %s", run.name, KILLED)
    crawled = [source.name for source in run.sources if (run.of(source.name) / "crawl.json").exists()]
    troubles = [KILLED]
    try:
        steps.read(run, crawled, log)
    except steps.StepFailed as error:
        troubles.append(str(error))
    steps.load(run, wait, log)
    report.conclude(run, troubles, wait)
