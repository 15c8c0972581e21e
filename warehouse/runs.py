"""The runs table: what a run was asked to do, and what it came to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse import load, sql


def start(connection: duckdb.DuckDBPyConnection, run_dir: Path) -> None:
    """Keep run.json, unless it is known."""
    run = load.read_run(run_dir)
    values: dict[str, object] = {
        **run.model_dump(exclude={"parameters"}),
        "parameters": json.dumps(run.parameters),
    }
    sql.run(connection, "queries/start_run", values)


def finish(
    connection: duckdb.DuckDBPyConnection,
    run: str,
    verdict: str,
    finished_at: datetime,
    findings: Sequence[str],
) -> None:
    """Write what a run came to. KeyError when it was never started."""
    values: dict[str, object] = {
        "run": run,
        "verdict": verdict,
        "finished_at": finished_at,
        "findings": list(findings),
    }
    if sql.run(connection, "queries/finish_run", values).fetchall() != [(1,)]:
        raise KeyError(run)


def note_sources(
    connection: duckdb.DuckDBPyConnection, sources: Iterable[Mapping[str, object]], now: datetime
) -> None:
    """Keep the facts of the sources; `now` (UTC) is when they were read."""
    for facts in sources:
        named = {key: facts.get(key) for key in ("title", "home", "language", "timezone", "country")}
        values: dict[str, object] = {
            **named,
            "source": facts["name"],
            "facts": json.dumps(facts, default=str),
            "noted_at": now,
        }
        sql.run(connection, "queries/note_source", values)
