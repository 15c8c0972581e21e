"""What desk and hosts need of each other, where each has a home of its own: carried by way of the depot.

Where the depot is the home itself, which all share, nothing of this does anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from crawler.depot import Depot
from crawler.items import Crawl, Fetch
from crawler.politeness.hosts import file_of, host_of
from crawler.stagefiles import record_of, write_lines, write_record
from crawler.warcfile import ledger
from flows.bringing import bring
from flows.depots import depot_of
from flows.runs import Run, resume
from flows.shipped import READ, SHIPPED, VISIT, stage_name, warc_of

ASKED = ("run.json", "sources.json")


def needed(part: str) -> tuple[str, ...]:
    """Which stage files a host begins with: for a visit, or for a part of the pages to be read again."""
    return ("wanted.jsonl", "memory.json") if part else ("known.jsonl",)


def send(run: Run, names: Sequence[str], part: str = "") -> None:
    """The desk's: what a host needs to know before it works at these sources. Raises DepotError."""
    depot = depot_of(run.home)
    if depot.is_home:
        return
    here = [f"runs/{run.name}/{name}" for name in ASKED]
    here += [f"runs/{run.name}/{Path(name) / part / file}" for name in names for file in needed(part)]
    for name in [*here, *about(run, names)]:
        if (run.home / name).exists():
            depot.put(run.home / name, name, replace=True)


def receive(home: Path, run: str, names: Sequence[str], part: str = "") -> Run:
    """The host's: the run as the desk has it now, with what came of these sources so far.

    Raises DepotError; FileNotFoundError if the depot knows nothing of the run.
    """
    depot = depot_of(home)
    if depot.is_home:
        return resume(home, run)
    for name in ASKED:
        depot.fetch(f"runs/{run}/{name}", home / "runs" / run / name)
    told = resume(home, run)
    for name in names:
        for file in (*VISIT, READ, SHIPPED, *needed(part)):  # of an earlier turn of ours, which is over
            (told.of(name) / part / file).unlink(missing_ok=True)
    wanted = [f"runs/{run}/{Path(name) / part / file}" for name in names for file in needed(part)]
    for name in [*wanted, *about(told, names)]:
        fetch_if_there(depot, name)
    if not part:
        bring(told, names)
    return told


def send_back(run: Run, names: Sequence[str]) -> None:
    """The host's: what was learned of these sites. Raises DepotError."""
    depot = depot_of(run.home)
    if not depot.is_home:
        for name in about(run, names):
            if (run.home / name).exists():
                depot.put(run.home / name, name, replace=True)


def take_in(run: Run, names: Sequence[str]) -> None:
    """The desk's: what hosts shipped of these sources. Raises DepotError."""
    depot = depot_of(run.home)
    if depot.is_home:
        return
    bring(run, names)
    for name in names:
        if not (run.of(name) / "crawl.json").exists():
            restore(depot, run, name)
        if (run.of(name) / "crawl.json").exists() and not (run.of(name) / READ).exists():
            fetch_if_there(depot, stage_name(run, name, READ))
    for name in about(run, names):
        fetch_if_there(depot, name)


def take_in_readings(run: Run, parts: Sequence[str]) -> None:
    """The desk's: what hosts read again, by part (`<source>/<part>`). Raises DepotError."""
    depot = depot_of(run.home)
    if not depot.is_home:
        for part in parts:
            if not (run.folder / part / READ).exists():
                fetch_if_there(depot, stage_name(run, part, READ))


def restore(depot: Depot, run: Run, name: str) -> None:
    """Write stage files from the ledger of a WARC file that came without them: its host died in between."""
    folder, day = run.of(name), run.logical_date
    earlier = {warc_of(folder, path.name) for path in folder.glob("crawl.*.json")}
    stem = f"warc/{name}/{day:%Y}/{day:%m}/{run.name}-{name}"
    new = [
        one
        for one in depot.files(stem)
        if one.file.startswith((f"{stem}.", f"{stem}-")) and one.file not in earlier
    ]
    told = ledger(new[-1]) if new else None
    if told:
        write_lines(folder / VISIT[0], (record_of(Fetch, one) for one in told["fetches"]))
        write_record(folder / VISIT[1], record_of(Crawl, told["crawl"]))


def ship_readings(run: Run, names: Sequence[str], part: str) -> None:
    """The host's: what was read again. Raises DepotError."""
    depot = depot_of(run.home)
    if not depot.is_home:
        for name in names:
            path = run.of(name) / part / READ
            if path.exists():
                depot.put(path, path.relative_to(run.home).as_posix(), replace=True)


def fetch_if_there(depot: Depot, name: str) -> bool:
    """Bring a file if the depot has it; whether it has. Raises DepotError."""
    try:
        depot.fetch(name, depot.home / name)
    except FileNotFoundError:
        (depot.home / (name + ".open")).unlink(missing_ok=True)
        return False
    return True


def about(run: Run, names: Iterable[str]) -> list[str]:
    """The files of what is known of these sites whatever the run: their memory, and how long hosts rest."""
    sources = run.chosen(list(names))
    hosts = sorted({host_of(url) for source in sources for url in source.addresses})
    rests = [file_of(run.home / "hosts", host, "json").relative_to(run.home).as_posix() for host in hosts]
    return [*(f"memory/{source.name}.json" for source in sources), *rests]
