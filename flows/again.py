"""A second try: what a visit that ended early had kept is loaded, and room is made for another visit."""

from __future__ import annotations

from pathlib import Path

from flows import steps
from flows.children import Log
from flows.runs import Run


def make_room(run: Run, wait: float, log: Log) -> list[str]:
    """Load what early ended visits of an earlier try had kept, then set their stage files aside.

    Returns the sources that will be visited again. Killed half-way, it does the rest the next time.
    """
    early = [source.name for source in run.sources if steps.ended_early(run.of(source.name))]
    if early:
        steps.read(run, early, log)
        steps.load(run, wait, log)
    for name in early:
        set_aside(run.of(name))
    return early


def set_aside(folder: Path) -> None:
    """Number the stage files of a visit: crawl.json becomes crawl.1.json. Its WARC file stays."""
    number = 1 + len(list(folder.glob("crawl.*.json")))
    for name in ("crawl.json", "readings.jsonl", "fetches.jsonl", "known.jsonl"):
        path = folder / name
        if path.exists():
            path.rename(path.with_name(f"{path.stem}.{number}{path.suffix}"))
