"""After a fault: what earlier runs had kept and not read or loaded is brought to its end first."""

from __future__ import annotations

from collections.abc import Collection, Set
from pathlib import Path

from crawler.salvage import KIND, salvage
from flows import report, steps
from flows.children import Log
from flows.overlap import Busy, alone
from flows.progress import step
from flows.runs import Run, resume
from warehouse.store import writing

KILLED = "it did not come to its end; a later run loaded what it had kept"


def mend(
    home: Path, wait: float, log: Log, ours: Run | None = None, at_work: Collection[Path] = ()
) -> list[str]:
    """Bring every earlier run to its end that left pages unread, unloaded or unreported; return its name.

    Those at work are left alone. Of `ours` we hold the lock, so every other run of its kind is over.
    Other hosts are `at_work` in some folders of ours. Doing it again is harmless.
    """
    salvage(home, at_work)
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
    troubles = [KILLED]
    try:
        steps.read(run, crawled, log)
    except steps.StepFailed as error:
        troubles.append(str(error))
    steps.load(run, wait, log)
    report.conclude(run, troubles, wait)
