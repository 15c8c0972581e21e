"""What a run was asked and came to, beside the pages in the archive: the WARC files alone tell everything."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from crawler.archive import Archive
from crawler.depot import Depot
from crawler.lastrecord import last_ledger
from crawler.stagefiles import plain

RUNS = "@runs"  # the folder beside those of the sources; no source can be called so


def keep(home: Path, run: str, day: date, told: Mapping[str, Any], taken: Collection[str] = ()) -> str:
    """Write a small WARC file about a run, whole or not at all; its name. A run concluded again has two."""
    archive = Archive(home, RUNS, run, day, taken=taken)
    archive.seal({"run": plain(dict(told)), "fetches": []})
    return archive.name


def kept(depot: Depot) -> list[dict[str, Any]]:
    """What is told of each run, the last word on each, in the order in which the runs began."""
    found: dict[str, dict[str, Any]] = {}
    for path in depot.warcs():
        if path.source != RUNS:
            continue
        told = (last_ledger(path) or {}).get("run")
        before = found.get(told["run"]) if told else None
        if told and (before is None or before["finished_at"] <= told["finished_at"]):
            found[told["run"]] = told
    return sorted(found.values(), key=lambda run: (run["started_at"], run["run"]))
