"""Each visit is shipped as soon as it ends: what is in the depot is safe when the host dies."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from flows.children import CHILDREN, Log, StepFailed
from flows.depots import depot_of
from flows.progress import Event, heard_by
from flows.runs import Run
from flows.shipping import ship

AT_ONCE = 2


@contextmanager
def shipped_at_once(run: Run, log: Log) -> Iterator[None]:
    """While the block runs, ship what the crawl has done with. What fails is tried again after the crawl."""
    if depot_of(run.home).is_home:
        yield
        return

    def one(name: str) -> None:
        try:
            ship(run, [name])
        except StepFailed as error:
            log.warning("%s", error)

    with ThreadPoolExecutor(AT_ONCE) as threads:

        def hear(event: Event) -> None:
            if event.kind == "done" and not CHILDREN.is_ending:
                threads.submit(one, event.source)

        with heard_by(hear):
            yield
