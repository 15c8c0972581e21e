"""What earlier runs left in the home: read from their folders, so it can be told while one is at work."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows import report
from flows.overlap import Busy, check
from warehouse.health import Health


@dataclass(frozen=True, slots=True)
class Past:
    """A run as its folder tells it."""

    run: str
    kind: str
    started_at: datetime  # UTC
    finished_at: datetime | None  # UTC; None if it left no report
    state: str  # its verdict; "at work", or "did not end" if its process is gone
    new: int = 0
    edited: int = 0
    findings: tuple[str, ...] = ()
    health: tuple[Health, ...] = ()  # of a nightly run

    @property
    def first_finding(self) -> str:
        """What to know of it, short."""
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        return self.findings[0] + more if self.findings else ""


def past(home: Path) -> list[Past]:
    """Every run of this home, oldest first."""
    found = [one(path.parent) for path in (home / "runs").glob("*/run.json")]
    return sorted(found, key=lambda past: (past.started_at, past.run))


def one(folder: Path) -> Past:
    """The run of this folder."""
    asked = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    started = datetime.fromisoformat(asked["started_at"])
    left = folder / "report.json"
    if not left.exists():
        return Past(folder.name, asked["kind"], started, None, unfinished(folder.parents[1], asked["kind"]))
    told = report.stored(folder)
    finished = datetime.fromtimestamp(left.stat().st_mtime, UTC)
    new, edited = (sum(getattr(line, name) for line in told.lines) for name in ("new", "edited"))
    state = told.verdict.standing.value
    return Past(
        folder.name, asked["kind"], started, finished, state, new, edited, told.verdict.findings, told.health
    )


def unfinished(home: Path, kind: str) -> str:
    """Whether a run of this kind that left no report may still be at work."""
    try:
        check(home, kind)
    except Busy:
        return "at work"
    return "did not end"


def trouble(told: list[Past], longest: timedelta, now: datetime) -> str | None:
    """Why somebody should look: no nightly run finished in time, or the last one failed. Else None."""
    nights = [past for past in told if past.kind == "nightly"]
    finished = [past for past in nights if past.finished_at]
    if not finished:
        return "no nightly run has finished in this home yet"
    last = finished[-1]
    assert last.finished_at is not None
    if now - last.finished_at > longest:
        hours = (now - last.finished_at).total_seconds() / 3600
        return f"no nightly run has finished for {hours:.0f} hours; the last was {last.run}"
    if last.state == "failed":
        return f"the last nightly run, {last.run}, failed: {last.first_finding}"
    return None


def unwell(told: list[Past]) -> list[Health]:
    """The sources that somebody should look at, as the last nightly run saw them."""
    nights = [past for past in told if past.kind == "nightly" and past.finished_at]
    return [one for one in nights[-1].health if not one.is_calm] if nights else []


def silence(told: list[Past], longest: timedelta, now: datetime, opened_at: datetime) -> str | None:
    """Why the dead man's switch lets go: no nightly run finished for so long. Else None."""
    ends = [past.finished_at for past in told if past.kind == "nightly" and past.finished_at]
    last = max([opened_at, *ends])
    if now - last <= longest:
        return None
    hours = (now - last).total_seconds() / 3600
    return f"no nightly run has finished for {hours:.0f} hours"
