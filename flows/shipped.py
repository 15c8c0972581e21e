"""What is known here of files that are safe in the depot: marks beside stage files, and who lacks what."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from crawler.depot import Depot, DepotError
from flows.children import CHILDREN, StepFailed
from flows.files import write_whole
from flows.runs import Run

AT_ONCE = 4  # sources whose files are on their way together
PATIENCE = 60.0  # seconds that object storage may be away, for all that are on their way together
PAUSE = 2.0
SHIPPED = "shipped.json"  # beside the stage files of a source: which WARC file is safe in which depot
VISIT = ("fetches.jsonl", "crawl.json")  # of one visit; the last makes it complete
READ = "readings.jsonl"


class NotShipped(StepFailed):
    """Some files are not in the depot; the sentence names the sources and says why."""

    def __init__(self, failed: dict[str, list[str]]) -> None:
        super().__init__("; ".join(f"{', '.join(names)}: {why}" for why, names in failed.items()))
        self.left = {name for names in failed.values() for name in names}


def mark(depot: Depot, folder: Path) -> None:
    """Note that the visit whose stage files lie here is safe in this depot."""
    write_whole(folder / SHIPPED, json.dumps({"place": depot.place, "warc_file": warc_of(folder)}))


def is_shipped(depot: Depot, folder: Path) -> bool:
    """Whether the visit whose stage files lie here is safe in this depot."""
    path = folder / SHIPPED
    if not path.exists():
        return False
    told: dict[str, str | None] = json.loads(path.read_text(encoding="utf-8"))
    return told == {"place": depot.place, "warc_file": warc_of(folder)}


def warc_of(folder: Path, crawl: str = "crawl.json") -> str | None:
    """The WARC file of the visit whose stage files lie here."""
    told: dict[str, str | None] = json.loads((folder / crawl).read_text(encoding="utf-8"))
    return told["warc_file"]


def stage_name(run: Run, name: str, file: str) -> str:
    """What a stage file is called in the depot: as in the home."""
    return f"runs/{run.name}/{name}/{file}"


def patiently(work: Callable[[str], None], name: str, deadline: float) -> None:
    """Do it, and again while the depot is away, until the deadline or our end. Raises DepotError."""
    while True:
        try:
            work(name)
        except DepotError as error:
            if not error.passing or CHILDREN.is_ending or time.monotonic() >= deadline:
                raise
        else:
            return
        time.sleep(PAUSE)


def each(names: Collection[str], work: Callable[[str], None]) -> list[str]:
    """Do it for each, some at a time; for which it was done. Raises StepFailed, when all were tried.

    Where a depot is away for a moment it is tried again: a server that is restarted costs no visit.
    """
    failed: dict[str, list[str]] = {}
    deadline = time.monotonic() + PATIENCE
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for name, done in [(name, threads.submit(patiently, work, name, deadline)) for name in names]:
            try:
                done.result()
            except DepotError as error:
                failed.setdefault(str(error), []).append(name)
            except OSError as error:
                failed.setdefault(f"{error.filename or 'here'}: {error.strerror}", []).append(name)
    if failed:
        raise NotShipped(failed)
    return list(names)
