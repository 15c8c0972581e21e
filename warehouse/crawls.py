"""Keeps what visits came to: crawl.json of many sources, in a few statements."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import duckdb

from warehouse import gate, sql
from warehouse.records import Crawl

COLUMNS = {
    "run": "VARCHAR",
    "source": "VARCHAR",
    "logical_date": "DATE",
    "kind": "VARCHAR",
    "started_at": "TIMESTAMPTZ",
    "finished_at": "TIMESTAMPTZ",
    "ended": "VARCHAR",
    "discovered": "BIGINT",
    "known": "BIGINT",
    "fetched": "BIGINT",
    "warc_file": "VARCHAR",
    "limits": "VARCHAR",  # as JSON: an empty dict has no type
    "findings": "VARCHAR[]",
}


def keep_crawls(connection: duckdb.DuckDBPyConnection, paths: Iterable[Path]) -> None:
    """Add to the ledger those of these crawl.json that are there and not yet known.

    Their sources get a row; their facts may come later. Within the caller's transaction.
    """
    found = [read(path) for path in paths if path.exists()]
    if not found:
        return
    rows = [one.model_dump(mode="json") | {"limits": json.dumps(one.limits)} for one in found]
    columns = {name: (kind, [row[name] for row in rows]) for name, kind in COLUMNS.items()}
    sql.hand(connection, "read_crawls", columns)
    for name in ("drop_earlier_crawls", "keep_crawls", "note_source_names"):
        sql.run(connection, f"queries/{name}")


def read(path: Path) -> Crawl:
    """A crawl.json, its texts fit for a database. Raises ValueError."""
    return Crawl.model_validate(gate.mend(json.loads(path.read_bytes())))
