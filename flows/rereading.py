"""Stored captures read again: by a child process, into stage files of the run that asks for it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any

from flows.children import CHILDREN, ChildFailed, Log, StepFailed
from flows.depots import archive_of
from flows.files import write_whole
from flows.progress import step, tell
from flows.runs import Run
from warehouse import rereads
from warehouse.store import writing

DOUBTED = "again"  # the folder, beside a source's other stage files, of what an edit made us doubt


def read_again(run: Run, names: Sequence[str], log: Log, part: str = "") -> list[str]:
    """Read what wanted.jsonl of these sources names, those whose readings.jsonl is there excepted.

    Returns the sources that had something to read. Raises StepFailed for those not read to their end.
    """
    asked = [name for name in names if (run.of(name) / part / "wanted.jsonl").exists()]
    missing = [name for name in asked if not (run.of(name) / part / "readings.jsonl").exists()]
    if not missing:
        return asked
    facts = [source.model_dump(mode="json") for source in run.chosen(missing)]
    job: dict[str, Any] = {
        "home": str(run.home),
        "run": run.name,
        "sources": facts,
        "part": part,
        "workers": os.cpu_count() or 1,
    }
    if archive := archive_of(run.home):
        job["archive"] = archive
    path = run.folder / f"rereading-{part or 'all'}.job.json"
    write_whole(path, json.dumps(job, ensure_ascii=False))
    reason = "no readings.jsonl was left behind"
    try:
        CHILDREN.run("crawler.rereading", path, log, tell)
    except ChildFailed as error:
        reason = str(error)
    left = [name for name in missing if not (run.of(name) / part / "readings.jsonl").exists()]
    if left:
        raise StepFailed(f"{', '.join(left)}: {reason}")
    return asked


def settle_doubts(run: Run, names: Sequence[str], wait: float, log: Log) -> int:
    """Read again the states that new versions of this run replaced, if another reader had read them.

    What differed only for the reader's sake is no version any more then. Returns how many pages were read.
    """
    paths = {name: run.of(name) / DOUBTED / "wanted.jsonl" for name in names}
    unwritten = {name: path for name, path in paths.items() if not path.exists()}
    with writing(run.home, wait) as warehouse:
        pages = rereads.doubted(warehouse.connection, run.name, unwritten)
    asked = read_again(run, names, log, DOUBTED)
    if asked:
        step("read again", f"{pages} older states, to tell edits from better reading")
        with writing(run.home, wait) as warehouse:
            warehouse.load(run.folder, *(f"{name}/{DOUBTED}" for name in asked))
    return pages
