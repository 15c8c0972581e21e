"""A reading process: `python -m crawler.reading JOB.json` reads what a crawl kept, in killable workers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from crawler import workers
from crawler.bringing import brought
from crawler.extraction.memory import Memory, differs, learn
from crawler.items import Fetch, Outcome, Purpose
from crawler.pagetask import Result, Task, killed, read_task
from crawler.readingjob import Job, carry_out
from crawler.sitememory import recall, remember
from crawler.sources import Source
from crawler.stagefiles import read_lines, write_lines


def read_source(
    job: Job, source: Source, pool: workers.Workers, tell: Callable[[int, int], None]
) -> dict[str, int]:
    """Write readings.jsonl of a source and its site memory; returns how many pages had which verdict.

    Does nothing when the file is there. `tell` hears how many pages are read, of how many.
    """
    home, folder = job.home, job.folder(source)
    if (folder / "readings.jsonl").exists() or not (folder / "fetches.jsonl").exists():
        return {}
    memory = recall(home, source)
    tasks = list(tasks_of(home, source, folder, memory))
    results: list[Result] = []
    for task, result in pool.run(read_task, brought(tasks, job.depot)):
        results.append(killed(task, result) if isinstance(result, workers.Killed) else result)
        tell(len(results), len(tasks))
    learned = learn(memory, [one.observed for one in results if one.observed])
    again = [number for number, one in enumerate(results) if touched(one, memory, learned)]
    retold = [replace(tasks[number], memory=learned.slim()) for number in again]
    for number, (task, result) in zip(again, pool.run(read_task, brought(retold, job.depot)), strict=True):
        results[number] = killed(task, result) if isinstance(result, workers.Killed) else result
    remember(home, source, learned)
    write_lines(folder / "readings.jsonl", (one.reading for one in results))
    verdicts = [str(one.reading.verdict) for one in results]
    return {verdict: verdicts.count(verdict) for verdict in dict.fromkeys(verdicts)}


def tasks_of(home: Path, source: Source, folder: Path, memory: Memory) -> Iterator[Task]:
    """The pages that a crawl has kept, each with every address that led to it."""
    fetches = list(read_lines(folder / "fetches.jsonl", Fetch))
    by_id = {fetch.fetch_id: fetch for fetch in fetches}
    for fetch in fetches:
        if fetch.purpose != Purpose.ARTICLE or fetch.outcome != Outcome.OK or fetch.capture is None:
            continue
        chain = [fetch]
        while chain[0].redirect_of in by_id:
            chain.insert(0, by_id[str(chain[0].redirect_of)])
        addresses = tuple(dict.fromkeys([chain[0].announced_url, *(one.url for one in chain)]))
        yield Task(home, fetch, addresses, chain[0].candidate, source, memory.slim())


def touched(one: Result, before: Memory, after: Memory) -> bool:
    """Whether the page would be read differently with what was learned since."""
    return one.observed is not None and differs(one.observed, before, after)


def main() -> int:
    """Carry out a job; the exit code."""
    return carry_out("crawler.reading", __doc__, read_source)


if __name__ == "__main__":
    sys.exit(main())
