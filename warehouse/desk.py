"""What can be done with an open warehouse: a thin face over the modules that do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb

from warehouse import changes, compact, health, highlights, known, load, report, runs, sql
from warehouse.whole import whole


class Warehouse:
    """An open warehouse. `connection` is for what has no verb here; it is closed when the block ends."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def write_known(self, wanted: Iterable[known.Wanted], now: datetime) -> int:
        """Write known.jsonl of these sources; return how many lines they have."""
        return known.write(self.connection, wanted, now)

    def load(self, run_dir: Path, *sources: str) -> load.Loaded:
        """Load some sources of a run. A second time changes nothing."""
        return load.load(self.connection, run_dir, *sources)

    def tell_changes(self) -> int:
        """Tell what the versions changed that were loaded; how many changes were new."""
        return changes.tell(self.connection)

    def compact(self) -> None:
        """Put together the small pieces in which nights are stored."""
        compact.compact(self.connection)

    def settled_visits(self) -> set[tuple[str, str]]:
        """Run and source of each visit that the warehouse holds whole."""
        rows = sql.rows(self.connection, "queries/settled_visits")
        return {(str(row["run"]), str(row["source"])) for row in rows}

    def health(self) -> list[health.Health]:
        """Whether each source is as its history leads one to expect."""
        return health.health(self.connection)

    def highlights(self, run: str, day: date) -> highlights.Highlights:
        """What of a run is worth showing."""
        return highlights.highlights(self.connection, run, day)

    def note_sources(self, sources: Iterable[Mapping[str, object]], now: datetime) -> None:
        """Keep the facts of the sources, as sources.toml gives them."""
        facts = list(sources)
        whole(self.connection, lambda: runs.note_sources(self.connection, facts, now))

    def start_run(self, run_dir: Path) -> None:
        """Keep run.json, unless it is known."""
        whole(self.connection, lambda: runs.start(self.connection, run_dir))

    def finish_run(self, run: str, verdict: str, finished_at: datetime, findings: Sequence[str] = ()) -> None:
        """Write what a run came to."""
        whole(self.connection, lambda: runs.finish(self.connection, run, verdict, finished_at, findings))

    def report(self, run: str) -> list[report.SourceLine]:
        """What a run came to, source by source, from the ledger."""
        return report.report(self.connection, run)
