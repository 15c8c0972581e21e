"""The way of an article, from the sources to the warehouse, step by step."""

from __future__ import annotations

from prefect import allow_failure

from flows import tasks
from flows.batches import batched
from flows.course import Course
from flows.spread.pool import in_force


def visit(course: Course) -> None:
    """Crawl and read the sources side by side, then load and find copies."""
    run = course.run.name
    course.outcome(tasks.mend.submit(run), [])
    unprepared = {"": 0}
    tries = course.outcome(tasks.prepare.submit(run), unprepared)
    if tries is unprepared:
        return
    came_through = crawled_and_read_elsewhere(course) if in_force() else crawled_and_read(course, tries)
    loaded = course.outcome(tasks.load.submit(run, came_through, tries), {})
    if loaded:
        course.outcome(tasks.find_copies.submit(run, loaded, tries), "")


def crawled_and_read(course: Course, tries: dict[str, int]) -> list[str]:
    """Have our own children crawl and read the sources; those that were read."""
    run = course.run.name
    crawls, reads = [], []
    for names in batched(course.run.sources):
        before = tuple(tries.get(name, 0) for name in names)
        crawls.append(tasks.crawl.submit(run, names, before))
        after = [allow_failure(crawls[-1])]
        reads.append(tasks.read.submit(run, names, before, return_state=False, wait_for=after))
    for crawl in crawls:
        course.outcome(crawl, [])
    return [name for read in reads for name in course.outcome(read, [])]


def crawled_and_read_elsewhere(course: Course) -> list[str]:
    """Have the workers of the work pool crawl and read the sources; those that were read."""
    from flows.spread.tasks import crawl_and_read

    return course.outcome(crawl_and_read.submit(course.run.name), [])
