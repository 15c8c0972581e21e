"""The steps of a run as plain functions: each finds what is complete, and does what is missing."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows import bringing, shipping
from flows.children import CHILDREN, ChildFailed, Log
from flows.children import StepFailed as StepFailed
from flows.depots import archive_of
from flows.early import ended_early
from flows.files import write_whole
from flows.progress import step, tell
from flows.rereading import settle_doubts
from flows.runs import Run
from flows.turns import turn_to_read
from warehouse import snapshot
from warehouse.health import Health
from warehouse.highlights import Highlights
from warehouse.known import Wanted
from warehouse.report import SourceLine
from warehouse.search import index
from warehouse.similarity import Copies, find_copies
from warehouse.store import writing

LOADED_AT_ONCE = 200  # sources in one transaction: each costs a look at the whole warehouse
VISIT = ("announcements", "pages", "documents", "window", "order")  # what a job may say beyond its sources


def ready(home: Path, wait: float) -> None:
    """Find out before anything is fetched whether the warehouse can be written. Raises WarehouseError."""
    with writing(home, wait):
        pass


def prepare(run: Run, wait: float) -> None:
    """Put the run and its sources on record, and write down what is known of each source."""
    unknown = [source for source in run.sources if not (run.of(source.name) / "known.jsonl").exists()]
    if not unknown:
        return
    with writing(run.home, wait) as warehouse:
        warehouse.note_sources((source.model_dump(mode="json") for source in run.sources), run.started_at)
        warehouse.start_run(run.folder)
        wanted = (Wanted(one.name, one.revisits, run.of(one.name) / "known.jsonl") for one in unknown)
        warehouse.write_known(wanted, run.started_at)


def crawl(run: Run, names: Sequence[str], log: Log) -> list[str]:
    """Visit these sources, those whose crawl.json is there excepted. Returns the names.

    Raises StepFailed when a crawl did not come to its end; those of the others stand.
    """
    taken = bringing.before(run, names, log)
    missing = [name for name in names if not (run.of(name) / "crawl.json").exists()]
    job = {
        **_job(run, missing),
        "kind": run.kind,
        "logical_date": str(run.logical_date),
        "now": run.started_at.isoformat(),
        "taken": taken,
        **{key: run.parameters[key] for key in VISIT if key in run.parameters},
    }
    _carry_out("crawler.crawl", run, job, missing, "crawl.json", log)
    unsafe = shipping.safe(run, names)[1]
    early = [f"{name}: {why}" for name in names if (why := ended_early(run.of(name)))]
    if early or unsafe:
        raise StepFailed("; ".join([*early, *([str(unsafe)] if unsafe else [])]))
    return list(names)


def read(run: Run, names: Sequence[str], log: Log) -> list[str]:
    """Read the pages of these sources, those whose readings.jsonl is there excepted. Returns the names."""
    bringing.bring_or_say(run, names, log)
    uncrawled = [name for name in names if not (run.of(name) / "crawl.json").exists()]
    missing = [
        name for name in names if name not in uncrawled and not (run.of(name) / "readings.jsonl").exists()
    ]
    with turn_to_read(run.name, missing) as waiting:
        due = [name for name in waiting if not (run.of(name) / "readings.jsonl").exists()]
        if still := [name for name in missing if name in due]:
            job = {**_job(run, due), "workers": os.cpu_count() or 1}
            _carry_out("crawler.reading", run, job, still, "readings.jsonl", log)
    shipping.settle(run, names)
    if uncrawled:
        raise StepFailed(f"nothing to read of {', '.join(uncrawled)}: the crawl did not come to its end")
    return list(names)


def load(run: Run, wait: float, log: Log, ship: bool = True) -> dict[str, int]:
    """Load what was fetched and read, many sources at a time. Returns how many rows of each kind were new.

    Only what is safe in the depot is loaded; StepFailed names the rest, when the others are loaded.
    """
    added: dict[str, int] = {}
    names = [source.name for source in run.sources]
    if ship:
        bringing.bring_or_say(run, names, log)
    ready = [name for name in names if (run.of(name) / "fetches.jsonl").exists()]
    ready, unsafe = shipping.safe(run, ready) if ship else (ready, None)
    with writing(run.home, wait) as warehouse:
        warehouse.start_run(run.folder)
        for start in range(0, len(ready), LOADED_AT_ONCE):
            some = ready[start : start + LOADED_AT_ONCE]
            log.info("loading %s", ", ".join(some))
            loaded = warehouse.load(run.folder, *some)
            for kind in ("fetches", "captures", "readings", "versions", "rejects", "quarantined"):
                added[kind] = added.get(kind, 0) + getattr(loaded, kind)
    settle_doubts(run, ready, wait, log)
    step("load", ", ".join(f"{count} {kind}" for kind, count in added.items()) or "nothing came")
    if unsafe:
        raise unsafe
    return added


def group_copies(home: Path, wait: float, anew: bool = False) -> Copies:
    """Tell what edits changed, then put articles that carry nearly the same text into one story.

    `anew`: compare all of them, not only the new.
    """
    with writing(home, wait) as warehouse:
        told = warehouse.tell_changes()
        step("tell edits", f"{told} told")
        found = find_copies(warehouse.connection, anew)
    step("find copies", f"{found.compared} texts compared, {found.pairs} pairs of copies")
    return found


def publish(home: Path, wait: float) -> str:
    """Build the snapshot for analysts beside the old one, and swap it in."""
    step("publish")
    path = snapshot.publish(home, wait)
    done = index.refresh(home)
    step("index for search", f"{done.added} articles added, {done.removed} removed, {done.articles} in all")
    return str(path)


def ledger(run: Run, wait: float) -> list[SourceLine]:
    """What the run came to, source by source."""
    with writing(run.home, wait) as warehouse:
        return warehouse.report(run.name)


def health(run: Run, wait: float) -> list[Health]:
    """Whether each source is as its history leads one to expect."""
    with writing(run.home, wait) as warehouse:
        return warehouse.health()


def highlights(run: Run, wait: float) -> Highlights:
    """What of a run is worth showing."""
    with writing(run.home, wait) as warehouse:
        return warehouse.highlights(run.name, run.logical_date)


def finish(run: Run, verdict: str, findings: Sequence[str], wait: float, **more: Any) -> None:
    """Put the run's verdict on record: in the warehouse, and in the archive that it can be rebuilt from."""
    finished_at = datetime.now(UTC)
    with writing(run.home, wait) as warehouse:
        warehouse.start_run(run.folder)  # if not even that was possible before
        warehouse.finish_run(run.name, verdict, finished_at, findings)
    asked = json.loads((run.folder / "run.json").read_text(encoding="utf-8"))
    facts = [source.model_dump(mode="json") for source in run.sources]
    came_to = {"finished_at": finished_at, "verdict": verdict, "findings": list(findings)}
    shipping.keep_record(run, {**asked, **came_to, "facts": facts, **more})


def _job(run: Run, names: Sequence[str]) -> dict[str, Any]:
    facts = [source.model_dump(mode="json") for source in run.chosen(names)]
    job = {"home": str(run.home), "run": run.name, "sources": facts}
    return {**job, "archive": archive} if (archive := archive_of(run.home)) else job


def _carry_out(
    module: str, run: Run, job: dict[str, Any], names: Sequence[str], result: str, log: Log
) -> None:
    """Let a child process do the job; StepFailed names the sources whose `result` file is missing then."""
    if not names:
        return
    path = run.folder / f"{module.rpartition('.')[2]}-{names[0]}.job.json"
    write_whole(path, json.dumps(job, ensure_ascii=False))
    reason = ""
    try:
        CHILDREN.run(module, path, log, tell)
    except ChildFailed as error:
        reason = str(error)
    left = [source for source in names if not (run.of(source) / result).exists()]
    if left:
        raise StepFailed(f"{', '.join(left)}: {reason or f'no {result} was left behind'}")
    if reason:
        log.warning("every source came to its end, yet %s", reason)
