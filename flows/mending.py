"""After a fault: what earlier runs had kept and not read or loaded is brought to its end first."""

from __future__ import annotations

import platform
from collections.abc import Collection, Set
from pathlib import Path

from crawler.salvage import KIND, salvage
from flows import report, shipping, steps
from flows.children import Log
from flows.depots import depot_of
from flows.overlap import Busy, alone
from flows.progress import step
from flows.runs import Run, resume
from warehouse.store import writing

POISON = "readings.poison.jsonl"  # the first readings, of which a line could not be loaded
KILLED = "it did not come to its end; a later run loaded what it had kept"


def mend(
    home: Path, wait: float, log: Log, ours: Run | None = None, at_work: Collection[Path] = ()
) -> list[str]:
    """Bring every earlier run to its end that left pages unread, unloaded or unreported; return its name.

    Those at work are left alone. Of `ours` we hold the lock, so every other run of its kind is over.
    Other hosts are `at_work` in some folders of ours. Doing it again is harmless.
    """
    salvage(home, at_work, "" if depot_of(home).is_home else platform.node())
    mended = []
    with writing(home, wait) as warehouse:
        settled = warehouse.settled_visits()
    for folder in unfinished(home, settled):
        if ours and folder.name == ours.name:
            continue
        run = resume(home, folder.name)
        if run.kind in (ours.kind if ours else KIND, KIND):
            finish(run, wait, log)
        else:
            try:
                with alone(run.home, run.kind):
                    finish(run, wait, log)
            except Busy:
                continue
        mended.append(run.name)
    shipping.sweep(home)
    return mended


def unfinished(home: Path, settled: Set[tuple[str, str]]) -> list[Path]:
    """The folders of begun runs that are not yet whole in the warehouse and reported, oldest first.

    `settled` are the runs and sources that the warehouse holds whole. A run with a report may be unfinished
    too: a child of it was killed, the disk was full, or the warehouse is an older backup.
    """
    begun = sorted(path.parent for path in (home / "runs").glob("*/sources.json"))
    return [folder for folder in begun if not (folder / "report.json").exists() or unsettled(folder, settled)]


def unsettled(folder: Path, settled: Set[tuple[str, str]]) -> bool:
    """Whether a run left stage files that are not in the warehouse, or newer than its report."""
    reported = (folder / "report.json").stat().st_mtime_ns
    for crawled in folder.glob("*/fetches.jsonl"):
        if (folder.name, crawled.parent.name) not in settled or crawled.stat().st_mtime_ns > reported:
            return True
    return False


def finish(run: Run, wait: float, log: Log) -> None:
    """Read, load and report what there is of a run."""
    step(f"mend {run.name}")
    log.warning("%s: %s", run.name, KILLED)
    for begun in run.folder.rglob("*.open"):
        begun.unlink()  # half a stage file; whoever wrote it is gone
    crawled = [source.name for source in run.sources if (run.of(source.name) / "crawl.json").exists()]
    troubles = [KILLED, *read(run, crawled, log), *load(run, wait, log)]
    if poisoned := set_poison_aside(run, wait):
        troubles += [*read(run, poisoned, log), *load(run, wait, log)]
    report.conclude(run, troubles, wait)


def read(run: Run, names: list[str], log: Log) -> list[str]:
    """Read what these sources served; what failed, in sentences."""
    try:
        steps.read(run, names, log)
    except steps.StepFailed as error:
        return [str(error)]
    return []


def load(run: Run, wait: float, log: Log) -> list[str]:
    """Load what was read; what could not be, in sentences."""
    try:
        steps.load(run, wait, log)
    except steps.StepFailed as error:
        return [str(error)]
    return []


def set_poison_aside(run: Run, wait: float) -> list[str]:
    """Put readings aside that the warehouse could not take, once, so that their pages are read anew.

    Returns the sources. A page whose second reading can't be loaded either stays unread, and is told.
    """
    found = []
    for name in [line.source for line in steps.ledger(run, wait) if line.unread]:
        readings, aside = run.of(name) / "readings.jsonl", run.of(name) / POISON
        if readings.exists() and not aside.exists():
            readings.rename(aside)
            found.append(name)
    return found
