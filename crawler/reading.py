"""A reading process: `python -m crawler.reading JOB.json` reads what a crawl kept, in killable workers."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawler import leash, workers
from crawler.bringing import brought
from crawler.damage import DamagedCaptureError, taken
from crawler.depot import Depot, DepotError, opened
from crawler.encodings import EncodingError
from crawler.extraction.memory import Memory, Observed, differs, learn
from crawler.extraction.page import Page
from crawler.extraction.versions import VERSIONS
from crawler.items import Candidate, Fetch, Outcome, Purpose, Reading, Verdict
from crawler.rendered import KIND as RENDERED
from crawler.rendered import read_rendered
from crawler.sources import Source
from crawler.stagefiles import appearing, read_lines, write_lines
from crawler.urls import absolute, credible

if TYPE_CHECKING:
    from crawler.extraction.reader import Examined

TELL = 1.0  # seconds between two progress events
ONE_AT_A_TIME = threading.Lock()  # lines on standard output
log = logging.getLogger("reading")


@dataclass(frozen=True, slots=True)
class Task:
    """One capture to be read."""

    home: Path
    fetch: Fetch
    addresses: tuple[str, ...]  # every address that led here, in order
    hints: Candidate | None
    source: Source
    memory: Memory
    member: bytes | None = field(default=None, repr=False)  # its record, if this host has no copy of the file
    dom: bytes | None = field(default=None, repr=False)  # what was rendered of it, likewise


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker makes of a task."""

    reading: Reading
    observed: Observed | None


def read_source(
    home: Path,
    run: str,
    source: Source,
    pool: workers.Workers,
    tell: Callable[[int, int], None],
    depot: Depot | None = None,
) -> dict[str, int]:
    """Write readings.jsonl of a source and its site memory; returns how many pages had which verdict.

    Does nothing when the file is there. `tell` hears how many pages are read, of how many.
    """
    folder = home / "runs" / run / source.name
    if (folder / "readings.jsonl").exists() or not (folder / "fetches.jsonl").exists():
        return {}
    memory = recall(home, source)
    tasks = list(tasks_of(home, source, folder, memory))
    results: list[Result] = []
    for task, result in pool.run(read_task, brought(tasks, depot)):
        results.append(killed(task, result) if isinstance(result, workers.Killed) else result)
        tell(len(results), len(tasks))
    learned = learn(memory, [one.observed for one in results if one.observed])
    again = [number for number, one in enumerate(results) if touched(one, memory, learned)]
    retold = [replace(tasks[number], memory=learned.slim()) for number in again]
    for number, (task, result) in zip(again, pool.run(read_task, brought(retold, depot)), strict=True):
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


def read_task(task: Task) -> Result:
    """Read one capture. Pure but for the archive that it is read from."""
    from crawler.extraction.reader import examine  # the engine takes a second to import: workers only

    started, capture = time.monotonic(), task.fetch.capture
    assert capture is not None
    try:
        kept = taken(task.home, capture, task.member)
        body = kept.decoded()
    except DamagedCaptureError as error:  # the archive's fault, not the page's
        return Result(rejected(task, Verdict.BROKEN, f"damaged capture: {error}"), None)
    except EncodingError as error:
        return Result(rejected(task, Verdict.BROKEN, str(error)), None)
    rendered = task.dom
    if task.member is None and task.source.render:
        rendered = read_rendered(task.home, capture)
    page = Page(
        task.fetch.url,
        kept.fetched_at,
        body if rendered is None else rendered,
        capture.content_type if rendered is None else RENDERED,
        capture.capture_id,
        task.fetch.run,
        task.addresses,
        task.hints,
    )
    seen = examine(page, task.source, task.memory)
    reading = of_examined(task, seen)
    return Result(replace(reading, seconds=round(time.monotonic() - started, 4)), seen.observed)


def of_examined(task: Task, seen: Examined) -> Reading:
    """The reading of a page that was examined, under the address that it may claim."""
    url = task.fetch.url
    named = [absolute(url, one) if one else None for one in (seen.canonical, seen.og_url, seen.amp)]
    own = [one if one and credible(one, url) else None for one in named]
    aliases = tuple(dict.fromkeys([*task.addresses, *filter(None, own)]))
    is_article = seen.verdict in {Verdict.ARTICLE, Verdict.LIVE_BLOG}
    return replace(
        rejected(task, seen.verdict, seen.reason),
        url_key=task.source.key(own[0] or own[1] or url),
        aliases=aliases,
        alias_keys=tuple(task.source.key(one) for one in aliases),
        article=seen.article if is_article else None,
        charset=seen.charset,
        provenance=seen.ledger.provenance,
        losers=seen.ledger.losers,
    )


def rejected(task: Task, verdict: Verdict, reason: str) -> Reading:
    """A reading without an article."""
    fetch = task.fetch
    assert fetch.capture is not None
    return Reading(
        capture_id=fetch.capture.capture_id,
        run=fetch.run,
        source=fetch.source,
        url=fetch.url,
        url_key=fetch.url_key,
        aliases=task.addresses,
        fetched_at=fetch.started_at,
        verdict=verdict,
        reason=reason or str(verdict),
        article=None,
        extractor=f"{VERSIONS}; memory {task.memory.version}",
        alias_keys=tuple(task.source.key(one) for one in task.addresses),
    )


def killed(task: Task, why: workers.Killed) -> Result:
    """What becomes of a page whose worker had to be killed."""
    return Result(rejected(task, why.verdict, why.reason), None)


def touched(one: Result, before: Memory, after: Memory) -> bool:
    """Whether the page would be read differently with what was learned since."""
    return one.observed is not None and differs(one.observed, before, after)


def memory_file(home: Path, source: Source) -> Path:
    """Where the site memory of a source lies."""
    return home / "memory" / f"{source.name}.json"


def recall(home: Path, source: Source) -> Memory:
    """The site memory of a source; an empty one where there is none, or one of another format."""
    try:
        return Memory.loads(memory_file(home, source).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Memory()
    except (ValueError, KeyError, TypeError) as error:
        log.warning("%s: the site memory can't be read (%s); it is learned anew", source.name, error)
        return Memory()


def remember(home: Path, source: Source, memory: Memory) -> None:
    """Keep the site memory for the next run."""
    with appearing(memory_file(home, source)) as file:
        file.write(memory.dumps().encode())


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


def main() -> int:
    """Carry out a job. Exit code 0: it was carried out; what came of it stands in the files."""
    parser = argparse.ArgumentParser(prog="python -m crawler.reading", description=__doc__)
    parser.add_argument("job", type=Path, help="JOB.json, as docs/stage-files.md tells")
    path = parser.parse_args().job
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(message)s")
    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        sources = [Source.model_validate(facts) for facts in told["sources"]]
        home, run, count = Path(told["home"]), told["run"], int(told.get("workers", 2))
        depot = opened(home, told.get("archive"))
    except (OSError, ValueError, KeyError) as error:
        print(f"{path} is no job: {error}", file=sys.stderr)
        return 2
    leash.wear(lambda: os._exit(3), grace=1.0)
    with workers.Workers(count) as pool, ThreadPoolExecutor(count) as threads:

        def read(source: Source) -> None:
            verdicts = read_source(home, run, source, pool, Progress(source.name), depot)
            emit({"event": "done", "source": source.name, "verdicts": verdicts})

        return outcome([threads.submit(read, source) for source in sources])


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


if __name__ == "__main__":
    sys.exit(main())
