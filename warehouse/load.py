"""Loads the stage files of one run and source: facts first, then what they make of articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse import gate, sql, staged
from warehouse.crawls import keep_crawls
from warehouse.errors import StageFileMissing
from warehouse.records import Run, check_fetch, check_reading
from warehouse.whole import whole

ONLY_IF_NEEDED = {  # statements that scan wide columns, and the question whether there is anything to do
    "loading/012_fetched_once": "queries/count_told_twice",
    "loading/036_read_once": "queries/count_read_twice",
    "loading/038_misdated": "queries/count_unplaced",
    "loading/060_moved": "queries/count_possible_moves",
    "loading/190_older_texts": "queries/count_older_texts",
    "loading/290_drop_aliases": "queries/count_vanished",
}
ASKED_BEFORE = {  # statements that look no further back than anything can change, and what tells how far
    "loading/135_seen": "queries/reach",
    "loading/300_rejects": "queries/reach_of_rejects",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one load added. All zero when the same files are loaded again."""

    run: str
    sources: tuple[str, ...]
    fetches: int
    captures: int
    readings: int
    versions: int
    rejects: int
    quarantined: int


def load(connection: duckdb.DuckDBPyConnection, run_dir: Path, *sources: str) -> Loaded:
    """Load fetches.jsonl, crawl.json and readings.jsonl of some sources of a run, in one transaction.

    A source is named by its folder below the run's; `dawn/again` is a part of dawn.

    What is not there yet (a crawl without readings, a rereading without fetches) is loaded when it comes.
    Raises StageFileMissing when run.json is missing, or when there is no file of a source.
    """
    run = read_run(run_dir)
    for source in sources:
        if not any((run_dir / source / name).exists() for name in ("fetches.jsonl", "readings.jsonl")):
            raise StageFileMissing(f"{run_dir / source} holds neither fetches.jsonl nor readings.jsonl")
    with staged.scratch_folder(run_dir) as scratch, ThreadPoolExecutor(1) as beside:
        fetches = staged.checked(run_dir, sources, "fetches.jsonl", check_fetch, scratch)
        readings = beside.submit(staged.checked, run_dir, sources, "readings.jsonl", check_reading, scratch)

        def work() -> Loaded:
            loaded = write(connection, run, fetches, readings)
            keep_crawls(connection, (run_dir / source / "crawl.json" for source in sources))
            return loaded

        return whole(connection, work)


def read_run(run_dir: Path) -> Run:
    """run.json of a run."""
    path = run_dir / "run.json"
    if not path.exists():
        raise StageFileMissing(f"{path} is missing: this is no run")
    return Run.model_validate_json(path.read_bytes())


def write(
    connection: duckdb.DuckDBPyConnection,
    run: Run,
    fetches: Mapping[str, gate.Checked],
    readings: Future[dict[str, gate.Checked]],
) -> Loaded:
    """Run the statements of `loading/` in order, within the caller's transaction."""
    values: dict[str, object] = {
        "run": run.run,
        "started_at": run.started_at,
        **staged.files("fetches", fetches),
    }
    before = counts(connection)
    for name in sql.names("loading"):
        if "readings" in sql.parameters(name):
            values |= staged.files("readings", readings.result())
        if name in ASKED_BEFORE:
            values |= sql.rows(connection, ASKED_BEFORE[name], values)[0]
        needed = ONLY_IF_NEEDED.get(name)
        if needed is None or sql.run(connection, needed).fetchall()[0][0]:
            sql.run(connection, name, values)
    for name in fetches:
        for line in (*fetches[name].set_aside, *readings.result()[name].set_aside):
            set_aside(connection, run, name.partition("/")[0], line)
    if sql.run(connection, "queries/count_unplaced").fetchall()[0][0]:
        for name, line in strangers(connection, values):
            set_aside(connection, run, name, line)
    after = counts(connection)
    added = {key: after[key] - before[key] for key in after}
    new = connection.execute("select count(*) from new_readings").fetchall()[0][0]
    return Loaded(run.run, tuple(fetches), readings=int(new), **added)


def counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows the tables hold that a load reports on."""
    return {str(row["name"]): int(str(row["n"])) for row in sql.rows(connection, "queries/count_rows")}


def strangers(
    connection: duckdb.DuckDBPyConnection, values: Mapping[str, object]
) -> Iterator[tuple[str, gate.SetAside]]:
    """Readings whose capture stands in no ledger that was loaded: they can't be placed."""
    for row in sql.rows(connection, "queries/strangers", dict(values)):
        why = "its capture is in no ledger that was loaded"
        yield str(row["source"]), gate.SetAside("readings.jsonl", 0, why, str(row["record"]))


def set_aside(connection: duckdb.DuckDBPyConnection, run: Run, source: str, line: gate.SetAside) -> None:
    """Write a line into quarantine, once."""
    values: dict[str, object] = {
        "run": run.run,
        "source": source,
        "file": line.file,
        "line": line.line,
        "reason": line.reason,
        "record": line.record,
        "noted_at": run.started_at,
    }
    sql.run(connection, "queries/set_aside", values)
