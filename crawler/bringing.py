"""Captures brought from a depot to those who read them: a worker that may be killed asks nobody for bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import IO

from crawler.depot import Depot
from crawler.pagetask import Task
from crawler.rendered import rendered_behind


def brought(tasks: Iterable[Task], depot: Depot | None) -> Iterator[Task]:
    """The tasks, each with the bytes of its record if this host has no copy of the WARC file. In their order.

    The captures of a crawl lie in the order in which they came, so one request brings many of them. A record
    that is not there is left to the worker to miss. Raises DepotError.
    """
    if depot is None or depot.is_home:
        yield from tasks
        return
    with ExitStack() as opened:
        name, file = "", None
        for task in tasks:
            capture = task.fetch.capture
            if capture is None or (depot.home / capture.warc_file).exists():
                yield task
                continue
            if capture.warc_file != name:
                opened.close()
                name, file = capture.warc_file, opened.enter_context(depot.far(capture.warc_file))
            assert file is not None
            yield with_bytes(task, file)


def with_bytes(task: Task, file: IO[bytes]) -> Task:
    """The task with its record, and what was rendered of it."""
    capture = task.fetch.capture
    assert capture is not None
    try:
        file.seek(capture.warc_offset)
        member = file.read(capture.warc_length)
        dom = rendered_behind(file, capture.capture_id) if task.source.render else None
    except FileNotFoundError:
        return task
    return replace(task, member=member, dom=dom)
