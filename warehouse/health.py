"""Whether each source is as its history leads one to expect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse import sql

CALM = frozenset({"well", "new"})  # states that ask for nothing


@dataclass(frozen=True, slots=True)
class Health:
    """A row of the view `source_health`."""

    source: str
    state: str
    reason: str | None
    next_step: str | None
    also: tuple[str, ...]  # what else is wrong
    articles: int  # new at the last visit
    usual: float | None  # new on that weekday, the median of eight weeks
    robots_changed: bool

    @property
    def is_calm(self) -> bool:
        """Whether nobody needs to look."""
        return self.state in CALM

    @property
    def sentence(self) -> str:
        """`dawn: silent, no new article since 2026-03-01 ...`."""
        return f"{self.source}: {self.state}" + (f", {self.reason}" if self.reason else "")


def health(connection: duckdb.DuckDBPyConnection) -> list[Health]:
    """Every source that was ever visited, by name."""
    return [record(row) for row in sql.rows(connection, "queries/source_health")]


def record(row: dict[str, Any]) -> Health:
    """A row of the view, or of a report, as a record."""
    told = {name: row[name] for name in Health.__dataclass_fields__}
    return Health(**{**told, "also": tuple(row["also"] or ())})
