"""Runs replayed from the archive alone: their pages read and loaded again in the order in which they came."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from crawler import runrecord
from crawler.depot import Kept
from crawler.items import Crawl, Fetch
from crawler.lastrecord import last_ledger
from crawler.salvage import KIND as SALVAGE
from crawler.stagefiles import record_of, write_lines, write_record
from flows import reextraction, steps
from flows.children import Log
from flows.depots import depot_of
from flows.files import write_whole
from flows.rereading import read_again
from flows.runs import Run, resume
from warehouse.store import writing

NAME = re.compile(r"(?P<run>\d{4}-\d\d-\d\d-[a-z]+-[0-9a-f]{8})-")  # of a WARC file
ASKED = ("run", "kind", "logical_date", "started_at", "sources", "parameters")  # what run.json holds
REREADS = "reextract"


class NoArchive(Exception):  # noqa: N818
    """There are no WARC files to rebuild from, or one of them can't be read."""


@dataclass(frozen=True, slots=True)
class Told:
    """A run as the archive tells it."""

    name: str
    record: Mapping[str, Any]  # what was asked and what came of it; without a verdict if nobody concluded it
    files: tuple[Kept, ...] = field(repr=False)  # of its visits; those of one source in their order

    @property
    def kind(self) -> str:
        """What kind of run it was."""
        return str(self.record["kind"])

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What it was asked to do."""
        return self.record.get("parameters") or {}


def told(home: Path) -> list[Told]:
    """Every run of the archive, in the order in which they began. Raises NoArchive."""
    files: dict[str, list[Kept]] = {}
    depot = depot_of(home)
    for path in depot.warcs():
        if path.source != runrecord.RUNS:
            found = NAME.match(path.name)
            run = found["run"] if found else str(opened(path)["crawl"]["run"])
            files.setdefault(run, []).append(path)
    records = {record["run"]: record for record in runrecord.kept(depot)}
    if not files and not records:
        raise NoArchive(f"there are no WARC files in {depot.place}/warc: nothing to rebuild from")
    for run in files.keys() - records.keys():
        records[run] = of_ledger(run, files[run])
    runs = [Told(run, record, tuple(ordered(files.get(run, ())))) for run, record in records.items()]
    return sorted(runs, key=lambda one: (datetime.fromisoformat(one.record["started_at"]), one.name))


def opened(path: Kept) -> dict[str, Any]:
    """The ledger of a WARC file. Raises NoArchive when it has none."""
    found = last_ledger(path)
    if found is None:
        raise NoArchive(
            f"{path.file} does not end with its ledger; `nightdesk verify` tells what is wrong with it"
        )
    return found


def ordered(files: Any) -> list[Kept]:
    """The files of a run by source; a source's tries in their order: x.warc.gz, x-2.warc.gz, x-10.warc.gz."""
    return sorted(files, key=lambda path: (path.source, len(path.name), path.name))


def of_ledger(run: str, files: list[Kept]) -> dict[str, Any]:
    """What the ledgers of its visits tell of a run that nobody concluded."""
    crawls = [opened(path) for path in ordered(files)]
    first = min((one["crawl"] for one in crawls), key=lambda crawl: str(crawl["started_at"]))
    return {
        **{key: first[key] for key in ("run", "kind", "logical_date", "started_at")},
        "run": run,
        "sources": sorted({str(one["crawl"]["source"]) for one in crawls}),
        "parameters": {},
        "facts": list({str(one["crawl"]["source"]): one["source"] for one in crawls}.values()),
    }


def taken_back(runs: list[Told]) -> set[str]:
    """The rereadings that a later run took back, and those later runs: together they changed nothing."""
    found: set[str] = set()
    for run in reversed([one for one in runs if one.kind == REREADS]):
        of = run.parameters.get("take_back")
        if of and run.name not in found:
            found |= {run.name, str(of)}
    return found


def replay(scratch: Path, one: Told, wait: float, log: Log, skip: bool = False) -> None:
    """Carry a run out again, in a home whose `warc` is the archive. `skip` only puts it on record."""
    run = begun(scratch, one)
    facts = list(one.record.get("facts") or ())
    with writing(scratch, wait) as warehouse:
        if one.kind not in (SALVAGE, REREADS):
            warehouse.note_sources(facts, run.started_at)
        warehouse.start_run(run.folder)
    if one.kind == REREADS:
        if not (skip or one.parameters.get("dry_run")):
            reread(run, one, wait, log)
    else:
        for tries in rounds(one.files):
            visited(run, tries, wait, log)
        if one.files and one.kind != SALVAGE:
            steps.group_copies(scratch, wait)
    if one.record.get("verdict"):
        finished = datetime.fromisoformat(one.record["finished_at"])
        with writing(scratch, wait) as warehouse:
            warehouse.finish_run(run.name, str(one.record["verdict"]), finished, one.record["findings"])
    shutil.rmtree(run.folder)


def begun(scratch: Path, one: Told) -> Run:
    """The folder of the run, as it was when it began."""
    folder = scratch / "runs" / one.name
    shutil.rmtree(folder, ignore_errors=True)  # of a rebuild that was killed
    asked = {key: one.record[key] for key in ASKED if key in one.record}
    write_whole(folder / "run.json", json.dumps(asked, ensure_ascii=False))
    write_whole(folder / "sources.json", json.dumps(list(one.record.get("facts") or ()), ensure_ascii=False))
    return resume(scratch, one.name)


def rounds(files: tuple[Kept, ...]) -> Iterator[list[Kept]]:
    """The first try of every source, then the second ones ..."""
    by_source: dict[str, list[Kept]] = {}
    for path in files:
        by_source.setdefault(path.source, []).append(path)
    for tries in zip_longest(*by_source.values()):
        yield [path for path in tries if path is not None]


def visited(run: Run, files: list[Kept], wait: float, log: Log) -> None:
    """Read and load what these visits had kept."""
    names = []
    for path in files:
        found = opened(path)
        name = str(found["crawl"]["source"])
        names.append(name)
        write_lines(run.of(name) / "fetches.jsonl", (record_of(Fetch, fetch) for fetch in found["fetches"]))
        write_record(run.of(name) / "crawl.json", record_of(Crawl, found["crawl"]))
    steps.read(run, names, log)
    steps.load(run, wait, log, ship=False)
    for name in names:
        shutil.rmtree(run.of(name))


def reread(run: Run, one: Told, wait: float, log: Log) -> None:
    """Read stored pages again as that run did, with the site memories that it had."""
    for name, memory in (one.record.get("memories") or {}).items():
        write_whole(run.of(name) / "memory.json", memory)
    reextraction.choose(run, wait)
    names = read_again(run, [source.name for source in run.sources], log)
    reextraction.apply(run, names, wait, log)
    steps.group_copies(run.home, wait)
