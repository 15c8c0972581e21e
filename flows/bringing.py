"""What this host lacks of a run and the depot has: stage files of other hosts, and names that are taken.

Where the depot is the home itself nothing of this does anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from crawler.depot import DepotError
from flows.children import Log
from flows.depots import depot_of
from flows.runs import Run
from flows.shipped import READ, SHIPPED, VISIT, NotShipped, each, mark, stage_name, warc_of


def bring(run: Run, names: Iterable[str]) -> list[str]:
    """Bring the stage files of these sources that other hosts shipped and this one lacks; whose came.

    A visit that another host brought to its end is complete here then. Raises DepotError.
    """
    depot, came = depot_of(run.home), []
    lacking = [name for name in names if not (run.of(name) / "crawl.json").exists()]
    if depot.is_home or not lacking:
        return []
    there = {one.file for one in depot.files(f"runs/{run.name}/")}
    for name in lacking:
        files = [file for file in (READ, *VISIT) if stage_name(run, name, file) in there]
        if VISIT[-1] not in files:
            continue
        for file in files:
            depot.fetch(stage_name(run, name, file), run.of(name) / file)
        mark(depot, run.of(name))
        came.append(name)
    return came


def bring_or_say(run: Run, names: Iterable[str], log: Log) -> None:
    """The same; where the depot can't be asked, the log says so, and what is here has to do."""
    try:
        bring(run, names)
    except DepotError as error:
        log.warning("%s; what is on this host has to do", error)


def before(run: Run, names: Sequence[str], log: Log) -> list[str]:
    """Before a visit: bring what other hosts have of it; the names that its WARC files can't have.

    A depot that can't be asked does not stop a visit: what comes stays here until it can.
    """
    bring_or_say(run, names, log)
    folders = [run.of(name) for name in names]
    known = [warc_of(path.parent, path.name) for folder in folders for path in folder.glob("crawl.*.json")]
    here = [Path(name).name for name in known if name]
    left = [folder.name for folder in folders if not (folder / "crawl.json").exists()]
    try:
        return [*here, *taken(run.home, run.name, left, run.logical_date)]
    except NotShipped as error:
        log.warning("%s", error)
        return here


def set_aside(run: Run, name: str, renamed: dict[str, str]) -> None:
    """The stage files of a visit got other names here; so they do in the depot. Raises DepotError."""
    depot = depot_of(run.home)
    if depot.is_home:
        return
    there = {one.file for one in depot.files(f"runs/{run.name}/{name}/")}
    for old, new in renamed.items():
        if stage_name(run, name, old) in there:
            depot.move(stage_name(run, name, old), stage_name(run, name, new))
    (run.of(name) / SHIPPED).unlink(missing_ok=True)


def taken(home: Path, run: str, names: Iterable[str], day: date) -> list[str]:
    """The names of WARC files of this run that lie in the depot; a second visit must choose others.

    Raises StepFailed when the depot can't be asked.
    """
    depot, found = depot_of(home), list[str]()
    if depot.is_home:
        return found

    def one(name: str) -> None:
        found.extend(kept.name for kept in depot.files(f"warc/{name}/{day:%Y}/{day:%m}/{run}-{name}"))

    each(list(names), one)
    return found
