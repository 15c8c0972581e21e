"""After a crash: torn WARC files become whole ones, and what they hold goes the way of every page."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.archive import FETCH_FIELD, SOURCE_FIELD, Archive
from crawler.items import Capture, Crawl, Fetch, Purpose
from crawler.runrecord import RUNS
from crawler.stagefiles import appearing, plain, record_of, write_lines, write_record
from crawler.warcfile import Member, closed_files, ledger, members

KIND = "salvage"


def salvage(home: Path, at_work: Collection[Path] = (), host: str = "") -> list[str]:
    """Make whole what dead crawls left torn, and put back stage files that they did not get to write.

    Each torn file becomes a run of its own, of kind `salvage`, whose stage files wait to be read and loaded.
    `host` tells runs apart where other hosts salvage too. Returns the names of those runs. Files whose crawl
    still lives are left alone, and so are the stage files in the folders `at_work`.
    Doing it again is harmless.
    """
    runs = []
    for torn in sorted((home / "warc").glob("*/*/*/*.warc.gz.open")):
        if torn.parents[2].name == RUNS and not is_alive(torn):
            torn.unlink()  # what a run came to; the run is concluded again
        elif not is_alive(torn):
            name = _mend(home, torn, host)
            runs += [name] if name else []
    _restore(home, at_work)
    return runs


def is_alive(torn: Path) -> bool:
    """Whether the process that writes a file still lives: it holds a lock on it."""
    with torn.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _mend(home: Path, torn: Path, host: str) -> str | None:
    """A torn file's whole records in a new file with a ledger; the name of the run, if anything was in it."""
    whole = list(_until_broken(torn))
    about = next((member for member in whole if member.kind == "warcinfo"), None)
    if about is None:
        torn.unlink()
        return None
    facts = json.loads(about.headers.get(SOURCE_FIELD.lower(), "{}"))
    source = torn.parents[2].name
    day = datetime.fromisoformat(about.headers["warc-date"])
    told = hashlib.sha1((torn.name + host).encode(), usedforsecurity=False).hexdigest()
    name = f"{day.date()}-{KIND}-{told[:8]}"
    folder = home / "runs" / name
    _record(folder / "run.json", _asked(name, day, source, torn.name))
    _record(folder / "sources.json", [facts | {"name": source}])
    if not (folder / source / "crawl.json").exists():
        _copy(home, torn, whole, name, source, facts, day)
    torn.unlink()
    return name


def _copy(
    home: Path, torn: Path, whole: list[Member], name: str, source: str, facts: dict[str, Any], day: datetime
) -> None:
    """Write the whole records of a torn file into a new one with a ledger; then the stage files."""
    archive = Archive(home, source, name, day.date(), facts)
    fetches = []
    with torn.open("rb") as file:
        for member in whole:
            if member.kind == "warcinfo":
                continue
            file.seek(member.offset)
            offset = archive.append(file.read(member.length))
            told = member.headers.get(FETCH_FIELD.lower())
            if told:
                capture = capture_of(member, archive.name, offset)
                fetches.append(replace(record_of(Fetch, json.loads(told)), run=name, capture=capture))
    times = [fetch.started_at for fetch in fetches] or [day]
    articles = sum(fetch.purpose == Purpose.ARTICLE and fetch.attempt == 1 for fetch in fetches)
    crawl = Crawl(
        run=name,
        source=source,
        logical_date=day.date(),
        kind=KIND,
        started_at=min(times),
        finished_at=max(times),
        ended="failed: the crawl was killed; this is what it had kept",
        discovered=articles,
        known=0,
        fetched=articles,
        warc_file=archive.name,
    )
    archive.close(crawl, facts, fetches)
    write_lines(home / "runs" / name / source / "fetches.jsonl", fetches)
    write_record(home / "runs" / name / source / "crawl.json", crawl)


def _until_broken(torn: Path) -> Iterator[Member]:
    for member in members(torn):
        if member.problem:
            return
        yield member


def capture_of(member: Member, warc_file: str, offset: int) -> Capture:
    """The capture that a response record is, at this place of that file."""
    head = member.block.partition(b"\r\n\r\n")[0].decode("latin-1")
    kinds = [
        line.partition(":")[2].strip()
        for line in head.split("\r\n")
        if line.lower().startswith("content-type:")
    ]
    return Capture(
        member.record_id,
        warc_file,
        offset,
        member.length,
        member.headers.get("warc-payload-digest", ""),
        kinds[-1] if kinds else None,
    )


def _restore(home: Path, at_work: Collection[Path] = ()) -> None:
    """Write stage files anew from ledgers: a crawl closed its WARC file, and was killed before the rest."""
    for folder in (home / "runs").glob("*/*/"):
        if (folder / "crawl.json").exists() or folder in at_work:
            continue
        paths = closed_files(home, folder.parent.name, folder.name)
        told = ledger(paths[-1]) if paths else None
        if told:
            write_lines(folder / "fetches.jsonl", (record_of(Fetch, one) for one in told["fetches"]))
            write_record(folder / "crawl.json", record_of(Crawl, told["crawl"]))


def _asked(name: str, day: datetime, source: str, torn: str) -> dict[str, Any]:
    return {
        "run": name,
        "kind": KIND,
        "logical_date": str(day.date()),
        "started_at": datetime.now(UTC).isoformat(),
        "sources": [source],
        "parameters": {"torn": torn},
    }


def _record(path: Path, told: Any) -> None:
    if not path.exists():
        with appearing(path) as file:
            file.write(json.dumps(plain(told), ensure_ascii=False).encode())
