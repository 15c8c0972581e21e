"""What a process is asked to do that reads pages, first or again: its job, its workers, its events."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from crawler import leash, workers
from crawler.depot import Depot, DepotError, opened
from crawler.sources import Source

TELL = 1.0  # seconds between two progress events
ONE_AT_A_TIME = threading.Lock()  # lines on standard output
log = logging.getLogger("reading")


@dataclass(frozen=True, slots=True)
class Job:
    """One reading process's work: JOB.json, as docs/stage-files.md tells."""

    home: Path
    run: str
    sources: tuple[Source, ...]
    workers: int
    part: str  # of each source's folder; "" for all of it
    depot: Depot

    def folder(self, source: Source) -> Path:
        """Where the stage files of a source are."""
        return self.home / "runs" / self.run / source.name / self.part


Read = Callable[[Job, Source, workers.Workers, Callable[[int, int], None]], dict[str, int]]


def read_job(path: Path) -> Job:
    """A job from its file. ValueError, KeyError or OSError if it is none."""
    told = json.loads(path.read_text(encoding="utf-8"))
    home = Path(told["home"])
    sources = tuple(Source.model_validate(facts) for facts in told["sources"])
    count, part = int(told.get("workers", 2)), told.get("part", "")
    return Job(home, told["run"], sources, count, part, opened(home, told.get("archive")))


def carry_out(module: str, about: str | None, read: Read) -> int:
    """Read each source of the job that the command line names; `read` returns how many had which verdict.

    Exit code 0: it was carried out, what came of it stands in the files; 1: the depot could not be asked;
    2: this is no job.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    parser.add_argument("job", type=Path, help="JOB.json, as docs/stage-files.md tells")
    path = parser.parse_args().job
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(message)s")
    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    try:
        job = read_job(path)
    except (OSError, ValueError, KeyError) as error:
        print(f"{path} is no job: {error}", file=sys.stderr)
        return 2
    leash.wear(lambda: os._exit(3), grace=1.0)
    with workers.Workers(job.workers) as pool, ThreadPoolExecutor(job.workers) as threads:

        def one(source: Source) -> None:
            verdicts = read(job, source, pool, Progress(source.name))
            emit({"event": "done", "source": source.name, "verdicts": verdicts})

        return outcome([threads.submit(one, source) for source in job.sources])


def outcome(works: Iterable[Future[None]]) -> int:
    """The exit code once all are done: 1 if the depot could not be asked, and why on standard error."""
    code = 0
    for work in works:
        try:
            work.result()
        except DepotError as error:
            log.error("%s", error)
            code = 1
    return code


def emit(event: dict[str, object]) -> None:
    """One event for the parent, a line on standard output."""
    with ONE_AT_A_TIME:
        sys.stdout.write(json.dumps(event) + "\n")
        sys.stdout.flush()


class Progress:
    """Tells how far a source is, at most once a second."""

    def __init__(self, source: str) -> None:
        self._source, self._told = source, time.monotonic()

    def __call__(self, read: int, of: int) -> None:
        """Tell."""
        now = time.monotonic()
        if now - self._told >= TELL or read == of:
            self._told = now
            emit({"event": "progress", "source": self._source, "read": read, "of": of})
