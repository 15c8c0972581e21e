"""A rereading process: `python -m crawler.rereading JOB.json` reads captures again that the archive holds."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from crawler import workers
from crawler.bringing import brought
from crawler.damage import DamagedCaptureError
from crawler.depot import Depot
from crawler.extraction.memory import MOST_PAGES, Memory, learn
from crawler.items import Candidate, Fetch
from crawler.pagetask import Result, Task, read_page
from crawler.readingjob import Job, carry_out
from crawler.sitememory import recall
from crawler.sources import Source
from crawler.stagefiles import appearing, line, read_lines

log = logging.getLogger("rereading")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of wanted.jsonl: a page that was fetched once, with the addresses that led to it."""

    fetch: Fetch
    addresses: tuple[str, ...]
    hints: Candidate | None = None  # what the announcement said


def reread_source(
    job: Job, source: Source, pool: workers.Workers, tell: Callable[[int, int], None]
) -> dict[str, int]:
    """Write readings.jsonl from wanted.jsonl, page by page; returns how many pages had which verdict.

    Every page is read with one and the same site memory: that in the folder's memory.json, else today's,
    which is put there. Does nothing when the file is there. `tell` hears how many are read, of how many.
    """
    home, folder, depot = job.home, job.folder(source), job.depot
    if (folder / "readings.jsonl").exists() or not (folder / "wanted.jsonl").exists():
        return {}
    memory = settled(home, folder, source, pool, depot)
    with (folder / "wanted.jsonl").open("rb") as file:
        total = sum(1 for _ in file)
    verdicts: Counter[str] = Counter()
    with appearing(folder / "readings.jsonl") as file:
        for task, one in read(home, folder, source, memory, pool, depot):
            if isinstance(one, str):
                log.warning("%s: %s is left as it is: %s", source.name, task.fetch.url, one)
                verdicts["left as it is"] += 1
            else:
                file.write(line(one.reading))
                verdicts[str(one.reading.verdict)] += 1
            tell(verdicts.total(), total)
    return dict(verdicts)


def read(
    home: Path,
    folder: Path,
    source: Source,
    memory: Memory,
    pool: workers.Workers,
    depot: Depot | None = None,
    skip: int = 0,
) -> Iterator[tuple[Task, Result | str]]:
    """The pages of wanted.jsonl, read, without the first `skip`; or why one can't be read now.

    A record that is lost, or a reader that had to be killed, says nothing about a page that was read before.
    """
    wanted = islice(read_lines(folder / "wanted.jsonl", Wanted), skip, None)
    slim = memory.slim()
    tasks = (Task(home, one.fetch, one.addresses, one.hints, source, slim) for one in wanted)
    for task, result in pool.run(reread_task, brought(tasks, depot)):
        yield task, result.reason if isinstance(result, workers.Killed) else result


def reread_task(task: Task) -> Result | str:
    """Read one capture again; or why it can't be taken out of the archive."""
    try:
        return read_page(task)
    except DamagedCaptureError as error:
        return str(error)


def settled(home: Path, folder: Path, source: Source, pool: workers.Workers, depot: Depot | None) -> Memory:
    """The site memory that all pages of this folder are read with.

    Where a home has lost its memory, the newest pages teach it first.
    """
    path = folder / "memory.json"
    if path.exists():
        try:
            return Memory.loads(path.read_text(encoding="utf-8"))
        except (ValueError, KeyError, TypeError) as error:
            log.warning("%s: its site memory of then can't be read (%s); today's is used", source.name, error)
    memory = recall(home, source)
    if not memory.pages:
        with (folder / "wanted.jsonl").open("rb") as file:
            older = max(0, sum(1 for _ in file) - MOST_PAGES)
        results = [one for _, one in read(home, folder, source, Memory(), pool, depot, older)]
        memory = learn(
            Memory(), [one.observed for one in results if isinstance(one, Result) and one.observed]
        )
    with appearing(path) as file:
        file.write(memory.slim().dumps().encode())
    return memory


def main() -> int:
    """Carry out a job; the exit code."""
    return carry_out("crawler.rereading", __doc__, reread_source)


if __name__ == "__main__":
    sys.exit(main())
