"""A rereading process: `python -m crawler.rereading JOB.json` reads captures again that the archive holds."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from crawler import leash, workers
from crawler.bringing import brought
from crawler.damage import DamagedCaptureError, taken
from crawler.depot import Depot, opened
from crawler.extraction.memory import MOST_PAGES, Memory, learn
from crawler.items import Candidate, Fetch
from crawler.reading import Progress, Result, Task, emit, outcome, read_task, recall
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
    home: Path,
    folder: Path,
    source: Source,
    pool: workers.Workers,
    tell: Callable[[int, int], None],
    depot: Depot | None = None,
) -> dict[str, int]:
    """Write readings.jsonl from wanted.jsonl, page by page; returns how many pages had which verdict.

    Every page is read with one and the same site memory: that in the folder's memory.json, else today's,
    which is put there. Does nothing when the file is there. `tell` hears how many are read, of how many.
    """
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
    capture = task.fetch.capture
    assert capture is not None
    if task.member is not None:
        return read_task(task)
    try:
        taken(task.home, capture)
    except DamagedCaptureError as error:
        return str(error)
    return read_task(task)


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
    """Carry out a job. Exit code 0: it was carried out; what came of it stands in the files."""
    parser = argparse.ArgumentParser(prog="python -m crawler.rereading", description=__doc__)
    parser.add_argument("job", type=Path, help="JOB.json, as docs/stage-files.md tells")
    path = parser.parse_args().job
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(message)s")
    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        sources = [Source.model_validate(facts) for facts in told["sources"]]
        home, run, count = Path(told["home"]), told["run"], int(told.get("workers", 2))
        part, depot = told.get("part", ""), opened(home, told.get("archive"))
    except (OSError, ValueError, KeyError) as error:
        print(f"{path} is no job: {error}", file=sys.stderr)
        return 2
    leash.wear(lambda: os._exit(3), grace=1.0)
    with workers.Workers(count) as pool, ThreadPoolExecutor(count) as threads:

        def one(source: Source) -> None:
            folder = home / "runs" / run / source.name / part
            verdicts = reread_source(home, folder, source, pool, Progress(source.name), depot)
            emit({"event": "done", "source": source.name, "verdicts": verdicts})

        return outcome([threads.submit(one, source) for source in sources])


if __name__ == "__main__":
    sys.exit(main())
