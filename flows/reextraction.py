"""How stored captures are read again: chosen, read, compared, applied as re-reads, and taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from flows import report, steps
from flows.children import Log
from flows.files import write_whole
from flows.progress import step
from flows.rereading import read_again
from flows.runs import Run
from flows.spread import rereading as spread
from flows.spread.pool import in_force
from flows.verdict import Standing, Verdict
from warehouse import before, rereads
from warehouse.differences import Differences, compare
from warehouse.store import writing

AT_ONCE = 2_000  # readings in one transaction


class NothingToTakeBack(Exception):  # noqa: N818
    """There is no run of this name that read pages again and whose former readings are kept."""


def since(day: str) -> datetime | None:
    """The beginning of a day (UTC); None for an empty text. ValueError for any other."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None


def choose(run: Run, wait: float) -> int:
    """Write down which stored pages are to be read again; how many."""
    asked = since(str(run.parameters.get("since") or ""))
    pages = 0
    with writing(run.home, wait) as warehouse:
        warehouse.start_run(run.folder)
        for source in run.sources:
            path = run.of(source.name) / "wanted.jsonl"
            pages += 0 if path.exists() else rereads.stored(warehouse.connection, source.name, asked, path)
    step("choose", f"{pages} stored pages")
    return pages


def former(run: Run, of: str, wait: float) -> list[str]:
    """Bring the readings that another run replaced; the sources they are of. Raises NothingToTakeBack."""
    folder = run.home / "runs" / of
    kept = sorted(folder.glob("*/before.jsonl"))
    if not kept:
        raise NothingToTakeBack(
            f"{of} read no pages again, or its stage files are gone: nothing to take back"
        )
    with writing(run.home, wait) as warehouse:
        warehouse.start_run(run.folder)
    for path in kept:
        place = run.of(path.parent.name)
        place.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place / "readings.jsonl")
    return [path.parent.name for path in kept]


def left_out(run: Run, wait: float) -> list[str]:
    """The sources with stored pages that the list lacks; none where sources were named."""
    if run.parameters.get("sources") or run.parameters.get("take_back"):
        return []
    with writing(run.home, wait) as warehouse:
        return rereads.unlisted(warehouse.connection, [source.name for source in run.sources])


def differences(run: Run, names: Sequence[str], unread: list[str], wait: float) -> Differences:
    """What would change; kept as differences.json in the run's folder, with the sources left out."""
    with writing(run.home, wait) as warehouse:
        found = compare(warehouse.connection, [run.of(name) / "readings.jsonl" for name in names])
    told = {
        "pages": found.pages,
        "left_out": unread,
        "compared": found.compared,
        "extractors": dict(found.extractors.most_common()),
        "fields": {
            name: {
                "changed": one.changed,
                "appeared": one.appeared,
                "vanished": one.vanished,
                "largest": [asdict(example) for example in one.examples()],
            }
            for name, one in found.fields.items()
        },
    }
    write_whole(run.folder / "differences.json", json.dumps(told, ensure_ascii=False, indent=1, default=str))
    return found


def apply(run: Run, names: Sequence[str], wait: float, log: Log) -> int:
    """Load the readings as re-reads, some thousand at a time; how many. How all stood is kept first."""
    loaded = 0
    for name in names:
        readings, kept = run.of(name) / "readings.jsonl", run.of(name) / "before.jsonl"
        with writing(run.home, wait) as warehouse:
            if not kept.exists():
                before.write(warehouse.connection, readings, kept)
        for part in parts(readings):
            log.info("%s: loading %s", name, part.name)
            with writing(run.home, wait) as warehouse:
                loaded += warehouse.load(run.folder, f"{name}/{part.name}").readings
            shutil.rmtree(part)
            step("load", f"{loaded} pages")
    return loaded


def parts(readings: Path) -> Iterator[Path]:
    """The lines of a readings file, some thousand at a time, each as a folder with a file of its own."""
    with readings.open("rb") as file:
        number = 0
        while lines := list(islice(file, AT_ONCE)):
            number += 1
            folder = readings.parent / f"part-{number}"
            folder.mkdir(exist_ok=True)
            (folder / "readings.jsonl").write_bytes(b"".join(lines))
            yield folder


def carry_out(run: Run, wait: float, log: Log) -> list[str]:
    """All of it, as the run's parameters ask; the findings."""
    names = [source.name for source in run.sources]
    if of := str(run.parameters.get("take_back") or ""):
        names = former(run, of, wait)
    else:
        choose(run, wait)
        names = spread.read_again(run, names, log) if in_force() else read_again(run, names, log)
    unread = left_out(run, wait)
    found = differences(run, names, unread, wait)
    beside = [f"not read: pages of sources that are not in the list ({', '.join(unread)})"] if unread else []
    changed = {name: one.total for name, one in found.fields.items() if one.total}
    told = ", ".join(f"{name} on {count}" for name, count in changed.items()) or "nothing"
    if run.parameters.get("dry_run"):
        return [f"of {found.pages} pages would change: {told}", *beside]
    if found.pages:
        apply(run, names, wait, log)
        steps.group_copies(run.home, wait)
    return [f"of {found.pages} pages changed: {told}", *beside]


def conclude(run: Run, findings: Sequence[str], troubles: Sequence[str], wait: float) -> report.Report:
    """Put on record what it came to, with the site memories it read with, and leave report.json."""
    standing = Standing.FAILED if troubles else Standing.COMPLETE
    verdict = Verdict(standing, (*troubles, *findings), tuple(troubles))
    steps.finish(run, standing.value, verdict.findings, wait, memories=memories(run))
    told: dict[str, Any] = {"run": run.name, "verdict": asdict(verdict), "lines": []}
    write_whole(run.folder / "report.json", json.dumps(told, ensure_ascii=False, indent=1))
    return report.stored(run.folder)


def memories(run: Run) -> dict[str, str]:
    """The site memories that were read with, as the texts of their files, by source."""
    found = sorted(run.folder.glob("*/memory.json"))
    return {path.parent.name: path.read_text(encoding="utf-8") for path in found}
