"""A run: what it was asked to do, and the folder where its stages leave their files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crawler.sources import Source
from flows.files import write_whole


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of a flow. A retry of it is the same run."""

    home: Path
    name: str  # <logical date>-<kind>-<first 8 hex digits of the flow run's id>
    kind: str
    logical_date: date
    started_at: datetime  # UTC, of the first try
    sources: tuple[Source, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where its stage files lie."""
        return self.home / "runs" / self.name

    def of(self, name: str) -> Path:
        """Where the stage files of one source lie."""
        return self.folder / name

    def chosen(self, names: Sequence[str]) -> tuple[Source, ...]:
        """Some of its sources."""
        return tuple(source for source in self.sources if source.name in names)


def begin(
    home: Path,
    kind: str,
    flow_run_id: str,
    sources: Sequence[Source],
    day: date | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Run:
    """The run of this flow run: the one its first try began, else a new one, written down as run.json.

    `day` is the logical date, today in local time if None. The facts of the sources are those of now, so
    that a mended sources.toml takes part in a retry.
    """
    short = flow_run_id.replace("-", "")[:8]
    earlier = sorted(path.parent.name for path in (home / "runs").glob(f"*-{kind}-{short}/run.json"))
    if not earlier:
        now = datetime.now(UTC)
        logical = day or now.astimezone().date()
        name = f"{logical}-{kind}-{short}"
        asked = {
            "run": name,
            "kind": kind,
            "logical_date": str(logical),
            "started_at": now.isoformat(),
            "sources": [source.name for source in sources],
            "parameters": dict(parameters or {}),
        }
        write_whole(home / "runs" / name / "run.json", json.dumps(asked, ensure_ascii=False))
        earlier = [name]
    facts = [source.model_dump(mode="json") for source in sources]
    write_whole(home / "runs" / earlier[0] / "sources.json", json.dumps(facts, ensure_ascii=False))
    return resume(home, earlier[0])


def resume(home: Path, name: str) -> Run:
    """A run that was begun. Raises FileNotFoundError."""
    folder = home / "runs" / name
    asked = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    facts = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    return Run(
        home,
        name,
        asked["kind"],
        date.fromisoformat(asked["logical_date"]),
        datetime.fromisoformat(asked["started_at"]),
        tuple(Source.model_validate(fact) for fact in facts),
        asked["parameters"],
    )
