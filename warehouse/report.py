"""What a run came to, source by source, from the ledger alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse import sql


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What a run's visit to one source came to."""

    source: str
    found: int  # candidates announced
    known: int  # of those: known, and not due
    fetched: int  # pages asked for
    pages: int  # pages that were served
    unchanged: int
    new: int
    edited: int
    duplicates: int
    withdrawn: int
    unread: int  # served, but no reading was loaded
    quarantined: int  # lines of stage files that could not be loaded
    rejected: dict[str, int]  # by verdict
    failed: dict[str, int]  # by outcome, retries counted once; feeds and robots.txt too
    examples: dict[str, str]  # by outcome: the reason of one of them, in words
    seconds: float  # of the visit
    ended: str | None  # "complete" or what ended it early; None if there was no visit
    findings: tuple[str, ...]

    @property
    def silent(self) -> bool:
        """Whether nothing came at all, which is a finding."""
        return self.found == 0 and self.pages == 0 and self.unchanged == 0


def report(connection: duckdb.DuckDBPyConnection, run: str) -> list[SourceLine]:
    """One line for each source that the run visited or was asked to visit, by name."""
    return [line(row) for row in sql.rows(connection, "queries/report", {"run": run})]


def line(row: dict[str, Any]) -> SourceLine:
    """A row of the report as a record."""
    maps = {key: dict(row[key] or {}) for key in ("rejected", "failed", "examples")}
    return SourceLine(**{**row, **maps, "findings": tuple(row["findings"])})
