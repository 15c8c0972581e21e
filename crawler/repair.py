"""Repairs a damaged WARC file: what is whole goes into a new one; the damaged one is put aside."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crawler.archive import FETCH_FIELD, SOURCE_FIELD, Archive
from crawler.damage import Place, is_ledger, whole
from crawler.items import Crawl, Fetch, Purpose
from crawler.salvage import capture_of
from crawler.stagefiles import read_lines, record_of, write_lines

ASIDE = "damaged"  # the folder of a home where damaged files lie


@dataclass(frozen=True, slots=True)
class Repaired:
    """What became of a damaged WARC file. Paths are relative to the home."""

    damaged: str  # where it was
    aside: str  # where it lies now
    warc_file: str | None  # the new file with what was whole; None if there was nothing
    moved: tuple[Place, ...] = ()  # captures that were saved, and where they lie in the new file
    lost: tuple[str, ...] = ()  # ids of captures that no whole record holds any more


@dataclass(frozen=True, slots=True)
class Remains:
    """What a damaged file and the stage files beside it still tell."""

    fetches: tuple[Fetch, ...]
    crawl: Crawl | None
    facts: dict[str, Any]  # of the source


def repair(home: Path, path: Path, known: Iterable[Place] = (), taken: Collection[str] = ()) -> Repaired:
    """Copy the whole records of a damaged file into a new one with a ledger; put the damaged one aside.

    `known` are the captures that the warehouse says lie in it, `taken` names that are not
    free. Killed half-way, it is done again.
    """
    run, source = run_and_source(path)
    remains = remains_of(home, path, run, source)
    expected = {capture_id for capture_id, *_ in known}
    kept = (one.capture for one in remains.fetches)
    expected |= {one.capture_id for one in kept if one and one.warc_file.endswith(path.name)}
    name, moved = None, dict[str, tuple[int, int]]()
    if remains.fetches:
        archive = Archive(home, source, run, day_of(path), remains.facts, taken)
        fetches, moved = copy(path, archive, remains.fetches)
        name = archive.name
        crawl = replace(remains.crawl or crawl_of(run, source, fetches), warc_file=name)
        archive.close(crawl, remains.facts, fetches)
        folder = home / "runs" / run / source
        if (folder / "fetches.jsonl").exists() and not (folder / "readings.jsonl").exists():
            write_lines(folder / "fetches.jsonl", fetches)  # its pages are still to be read
    aside = home / ASIDE / path.relative_to(home / "warc")
    aside.parent.mkdir(parents=True, exist_ok=True)
    path.rename(aside)
    places = tuple((capture_id, *place) for capture_id, place in moved.items())
    lost = tuple(sorted(expected - set(moved)))
    return Repaired(_name(home, path), _name(home, aside), name, places, lost)


def remains_of(home: Path, path: Path, run: str, source: str) -> Remains:
    """What is left of a ledger: the file's own, else the stage files', else what each response tells."""
    told, singly, facts = None, [], dict[str, Any]()
    for member in whole(path):
        if is_ledger(member):
            told = json.loads(member.block)
        elif FETCH_FIELD.lower() in member.headers:
            fetch = record_of(Fetch, json.loads(member.headers[FETCH_FIELD.lower()]))
            singly.append(replace(fetch, capture=capture_of(member, _name(home, path), member.offset)))
        elif member.kind == "warcinfo":
            facts = json.loads(member.headers.get(SOURCE_FIELD.lower(), "{}"))
    if told:
        fetches = tuple(record_of(Fetch, one) for one in told["fetches"])
        return Remains(fetches, record_of(Crawl, told["crawl"]), told["source"])
    folder = home / "runs" / run / source
    if (folder / "crawl.json").exists():
        (crawl,) = read_lines(folder / "crawl.json", Crawl)
        if crawl.warc_file == _name(home, path):
            return Remains(tuple(read_lines(folder / "fetches.jsonl", Fetch)), crawl, facts)
    return Remains(tuple(singly), None, facts)


def copy(
    path: Path, archive: Archive, fetches: Iterable[Fetch]
) -> tuple[list[Fetch], dict[str, tuple[int, int]]]:
    """Copy each whole record once; the fetches with the new places of their captures, and these places."""
    seen, moved = set[str](), dict[str, tuple[int, int]]()
    with path.open("rb") as file:
        for member in whole(path):
            if member.kind in {"warcinfo", "metadata"} or member.record_id in seen:
                continue
            seen.add(member.record_id)
            file.seek(member.offset)
            offset = archive.append(file.read(member.length))
            if member.kind in {"response", "revisit"}:
                moved[member.record_id] = offset, member.length
    return [relocated(one, archive.name, moved) for one in fetches], moved


def relocated(fetch: Fetch, warc_file: str, moved: dict[str, tuple[int, int]]) -> Fetch:
    """The fetch, its capture where it lies now; one that was lost keeps its old place, where nothing is."""
    if fetch.capture is None or fetch.capture.capture_id not in moved:
        return fetch
    offset, length = moved[fetch.capture.capture_id]
    return replace(
        fetch, capture=replace(fetch.capture, warc_file=warc_file, warc_offset=offset, warc_length=length)
    )


def crawl_of(run: str, source: str, fetches: list[Fetch]) -> Crawl:
    """What is known of a crawl whose ledger was lost."""
    times = [fetch.started_at for fetch in fetches] or [datetime.now(UTC)]
    articles = sum(fetch.purpose == Purpose.ARTICLE and fetch.attempt == 1 for fetch in fetches)
    logical, kind = date.fromisoformat(run[:10]), run[11:].rpartition("-")[0]
    ended = "failed: its ledger was damaged; this is what was left of it"
    return Crawl(run, source, logical, kind, min(times), max(times), ended, articles, 0, articles, None)


def run_and_source(path: Path) -> tuple[str, str]:
    """Run and source of a WARC file, from its place: `<source>/<yyyy>/<mm>/<run>-<source>[-N].warc.gz`."""
    source = path.parents[2].name
    return path.name.rpartition(f"-{source}")[0], source


def day_of(path: Path) -> date:
    """The first day of the month that a WARC file lies in."""
    return date(int(path.parents[1].name), int(path.parent.name), 1)


def _name(home: Path, path: Path) -> str:
    return path.relative_to(home).as_posix()
