"""What a run came to: drawn from the ledger, put on record, shown in the terminal and in Prefect."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows import steps
from flows.files import write_whole
from flows.runs import Run
from flows.verdict import Standing, Verdict, of_run
from warehouse.health import Health, record
from warehouse.report import SourceLine

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Report:
    """A run's verdict and its ledger, source by source."""

    run: str
    verdict: Verdict
    lines: tuple[SourceLine, ...]
    health: tuple[Health, ...] = ()  # of a nightly run: of every source, not only of those it visited


COUNTS = ("found", "fetched", "unchanged", "new", "edited", "duplicates")


def conclude(run: Run, troubles: Sequence[str], wait: float) -> Verdict:
    """Draw the verdict, put it into the warehouse, and leave report.json in the run's folder."""
    lines = steps.ledger(run, wait)
    verdict = of_run(lines, troubles, news=run.kind != "revisit")
    steps.finish(run, verdict.standing.value, verdict.findings, wait)
    health = steps.health(run, wait) if run.kind == "nightly" else []
    told = {
        "run": run.name,
        "verdict": asdict(verdict),
        "lines": [asdict(line) for line in lines],
        "health": [asdict(one) for one in health],
    }
    write_whole(run.folder / "report.json", json.dumps(told, ensure_ascii=False, indent=1))
    return verdict


def stored(folder: Path) -> Report:
    """The report that a run left in its folder. Raises FileNotFoundError."""
    told = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    verdict = Verdict(
        Standing(told["verdict"]["standing"]),
        tuple(told["verdict"]["findings"]),
        tuple(told["verdict"]["failures"]),
    )
    lines = [SourceLine(**{**line, "findings": tuple(line["findings"])}) for line in told["lines"]]
    health = tuple(record(one) for one in told.get("health", ()))
    return Report(told["run"], verdict, tuple(lines), health)


def cells(line: SourceLine) -> dict[str, str]:
    """One source's row of the summary: column -> text."""
    counts = {name: str(getattr(line, name)) for name in COUNTS}
    rejected = ", ".join(f"{count} {verdict}" for verdict, count in line.rejected.items())
    failed = ", ".join(f"{count} {outcome}" for outcome, count in line.failed.items())
    rest = {"withdrawn": str(line.withdrawn), "rejected": rejected, "failed": failed}
    return {"source": line.source, **counts, **rest, "seconds": f"{line.seconds:.1f}"}


def table(report: Report) -> Table:
    """The summary for a terminal. What sites wrote is text, never markup."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(title=f"{report.run}: {report.verdict.standing.value}", title_justify="left")
    numbers = {*COUNTS, "withdrawn", "seconds"}
    rows = [cells(line) for line in report.lines]
    for name in rows[0] if rows else ["source"]:
        grid.add_column(name, justify="right" if name in numbers else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(value) for value in row.values()))
    return grid
