"""Worker processes that can be killed: one bad page costs one page, never its neighbours."""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from crawler.items import Verdict

SECONDS = 20.0  # wall clock, for one page
BYTES = 1 << 30  # address space of one worker
OUT_OF_MEMORY = 86  # exit code of a worker that hit its limit
AHEAD = 8  # tasks that wait for each worker
SELDOM = (5_000, 5, 5)  # new objects, and rounds; most of a page's end without the collector

Task = TypeVar("Task")
Result = TypeVar("Result")
Waiting = deque[tuple[Task, Future[Any], float]]  # with when they were given to the pool (monotonic)


@dataclass(frozen=True, slots=True)
class Killed:
    """Why a task has no result."""

    verdict: Verdict  # TIMEOUT, MEMORY or BROKEN
    reason: str


@dataclass(frozen=True, slots=True)
class Guarded(Generic[Task, Result]):
    """A function that ends its process when memory runs out: such a heap is not to be trusted."""

    function: Callable[[Task], Result]

    def __call__(self, task: Task) -> Result:
        """Run it."""
        try:
            return self.function(task)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)


class Workers:
    """Killable processes; several threads may give them tasks at the same time."""

    def __init__(
        self,
        count: int,
        seconds: float = SECONDS,
        memory: int = BYTES,
        preload: str = "crawler.extraction.preload",
    ) -> None:
        self._count, self._seconds, self._memory = count, seconds, memory
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([preload])  # one forkserver, so one preload, a process
        self._pool = ProcessPool(max_workers=count, initializer=_start, initargs=(memory,), context=context)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def run(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | Killed]]:
        """Each task with its result, in the order of the tasks. The function must be importable by name."""
        guarded = Guarded(function)
        waiting: Waiting[Task] = deque()
        for task in tasks:
            waiting.append((task, self._begin(guarded, task), time.monotonic()))
            if len(waiting) >= self._count * AHEAD:
                yield self._next(guarded, waiting)
        while waiting:
            yield self._next(guarded, waiting)

    def _begin(self, guarded: Guarded[Task, Result], task: Task) -> Future[Any]:
        return self._pool.schedule(guarded, args=[task], timeout=self._seconds)

    def _next(self, guarded: Guarded[Task, Result], waiting: Waiting[Task]) -> tuple[Task, Any]:
        task, future, since = waiting.popleft()
        # The pool waits by the clock on the wall, which may be set; a system short of memory ends processes.
        too_early = _is_late(future) and time.monotonic() - since < self._seconds
        if too_early or _died(future):
            future = self._begin(guarded, task)
        return task, _outcome(future, self._seconds, self._memory)


def run(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    workers: int,
    seconds: float = SECONDS,
    memory: int = BYTES,
) -> Iterator[tuple[Task, Result | Killed]]:
    """`Workers.run` with workers of its own."""
    with Workers(workers, seconds, memory) as pool:
        yield from pool.run(function, tasks)


def _died(future: Future[Any]) -> bool:
    """Whether its process ended, and we did not end it."""
    error = future.exception()
    return isinstance(error, ProcessExpired) and error.exitcode != OUT_OF_MEMORY


def _is_late(future: Future[Any]) -> bool:
    return isinstance(future.exception(), FutureTimeoutError)


def _outcome(future: Future[Any], seconds: float, memory: int) -> Any:
    try:
        return future.result()
    except FutureTimeoutError:
        return Killed(Verdict.TIMEOUT, f"killed after {seconds:g} s")
    except ProcessExpired as error:
        if error.exitcode == OUT_OF_MEMORY:
            return Killed(Verdict.MEMORY, f"stopped at {memory >> 20} MB")
        if error.exitcode < 0:
            name = signal.Signals(-error.exitcode).name
            return Killed(
                Verdict.BROKEN, f"the reader was killed by {name} twice: by others, or by this page"
            )
        return Killed(Verdict.BROKEN, f"the reader died twice, with exit code {error.exitcode}")
    except Exception as error:  # noqa: BLE001  # whatever a page does to the reader is that page's verdict
        return Killed(Verdict.BROKEN, f"{type(error).__name__}: {error}"[:300])


def spare_collector() -> None:
    """Have the garbage collector pass over what is loaded, which stays, and look less often.

    It took an eighth of a reading's time. Ten times as seldom saves little more, and takes half as much
    memory again.
    """
    gc.freeze()
    gc.set_threshold(*SELDOM)


def _start(memory: int) -> None:
    """In a new worker: limit its memory, and end it with the process it works for."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    spare_collector()
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
