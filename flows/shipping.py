"""From this host to the depot: what a run made is shipped there, and let go of when it is safe.

Where the depot is the home itself nothing of this does anything.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crawler import runrecord
from crawler.depot import Depot, DepotError, Taken
from crawler.runrecord import RUNS
from flows import config
from flows.bringing import taken
from flows.children import CHILDREN, StepFailed
from flows.depots import depot_of
from flows.progress import step
from flows.runs import Run
from flows.shipped import READ, SHIPPED, VISIT, NotShipped, each, is_shipped, mark, stage_name, warc_of

TURN: defaultdict[Path, threading.Lock] = defaultdict(
    threading.Lock
)  # a visit is shipped as it ends, and after all


def ship(run: Run, names: Sequence[str]) -> list[str]:
    """Put the WARC and stage files of these sources into the depot; those that are safe there.

    Only then may the warehouse know of them. Raises StepFailed for the others, when all were tried.
    """
    depot = depot_of(run.home)
    crawled = [name for name in names if (run.of(name) / "crawl.json").exists()]
    if depot.is_home:
        return crawled
    if CHILDREN.is_ending:  # another host may have these sources already
        raise NotShipped({"the run is being stopped": crawled})
    return each(crawled, lambda name: ship_visit(depot, run, name))


def safe(run: Run, names: Sequence[str]) -> tuple[list[str], StepFailed | None]:
    """Those of these sources whose files are in the depot, shipped now if need be; and why others are not."""
    if depot_of(run.home).is_home:
        return list(names), None
    try:
        return ship(run, names), None
    except NotShipped as error:
        crawled = [name for name in names if (run.of(name) / "crawl.json").exists()]
        return [name for name in crawled if name not in error.left], error


def ship_visit(depot: Depot, run: Run, name: str) -> None:
    """The files of one visit. Raises DepotError."""
    with TURN[folder := run.of(name)]:
        ship_once(depot, run, name, folder)


def ship_once(depot: Depot, run: Run, name: str, folder: Path) -> None:
    """The same, with no other thread at this visit."""
    warc = warc_of(folder)
    if is_shipped(depot, folder):
        return
    if warc and (run.home / warc).exists():
        depot.put(run.home / warc, warc)
    elif warc and not depot.files(warc):
        raise DepotError(f"{warc} is neither here nor in {depot.place}")
    for file in VISIT:
        depot.put(folder / file, stage_name(run, name, file), replace=True)
    mark(depot, folder)


def settle(run: Run, names: Sequence[str]) -> None:
    """After reading: ship the readings, and let go of the WARC files that are safe in the depot.

    Raises StepFailed.
    """
    depot = depot_of(run.home)
    if depot.is_home:
        return

    def one(name: str) -> None:
        folder = run.of(name)
        if not (folder / READ).exists() or not is_shipped(depot, folder):
            return
        depot.put(folder / READ, stage_name(run, name, READ), replace=True)
        let_go(run.home, warc_of(folder))

    each(names, one)


def let_go(home: Path, warc: str | None) -> None:
    """Remove this host's copy of a file that is safe in the depot, unless it is to be kept."""
    if warc and not config.load(home).archive_keep:
        (home / warc).unlink(missing_ok=True)


def keep_record(run: Run, told: Mapping[str, Any]) -> None:
    """Keep what is told of a run in the archive; here until the next sweep if the depot can't be asked."""
    depot = depot_of(run.home)
    try:
        names = taken(run.home, run.name, [RUNS], run.logical_date)
    except NotShipped as error:
        names = []
        step("archive", str(error))
    warc = runrecord.keep(run.home, run.name, run.logical_date, told, names)
    if depot.is_home:
        return
    try:
        depot.put(run.home / warc, warc)
        let_go(run.home, warc)
    except DepotError as error:
        step("archive", str(error))


def sweep(home: Path) -> list[str]:
    """Ship the closed WARC files that earlier runs left here; which. Raises DepotError.

    Those whose pages are not read yet stay here as well, until they are.
    """
    depot, shipped = depot_of(home), []
    if depot.is_home:
        return []
    there, keep = {one.file: one.size for one in depot.files("warc/")}, config.load(home).archive_keep
    for path in sorted((home / "warc").glob("*/*/*/*.warc.gz")):
        name = path.relative_to(home).as_posix()
        if there.get(name) != path.stat().st_size:
            name = put_free(depot, path)
            shipped.append(name)
        if not keep and not unread(home, path):
            depot.put(home / name, name)  # asks again, by digest: we are about to let go of it
            let_go(home, name)
    return shipped


def put_free(depot: Depot, path: Path) -> str:
    """Put a WARC file into the depot; its name there. What is told of a run may take another name."""
    name = path.relative_to(depot.home).as_posix()
    try:
        depot.put(path, name)
    except Taken:
        if path.parents[2].name != RUNS:
            raise
        other = path.with_name(f"{path.name.removesuffix('.warc.gz')}-{time.time_ns():x}.warc.gz")
        path.rename(other)
        return put_free(depot, other)
    return name


def unread(home: Path, warc: Path) -> bool:
    """Whether the pages of a WARC file are still to be read, or its visit to be shipped."""
    source = warc.parents[2].name
    if source == RUNS:
        return False
    folder = home / "runs" / warc.name.rpartition(f"-{source}")[0] / source
    return folder.is_dir() and not ((folder / READ).exists() and (folder / SHIPPED).exists())
