"""How far a task is, from what its child processes tell."""

from uuid import uuid4

from flows.gauge import Gauge, part
from flows.progress import Event


def test_a_crawl_is_as_far_as_its_due_pages_are_fetched() -> None:
    assert part({"candidates": 30, "known": 10, "fetched": 5}) == 0.25
    assert part({"candidates": 30, "known": 30, "fetched": 0}) == 0.0


def test_a_reading_is_as_far_as_its_pages_are_read() -> None:
    assert part({"read": 3, "of": 4}) == 0.75


def test_each_source_counts_alike_and_others_do_not_count() -> None:
    gauge = Gauge(uuid4(), ["dawn", "taz"])
    gauge.hear(Event("progress", "dawn", {"read": 1, "of": 2}))
    gauge.hear(Event("done", "taz"))
    gauge.hear(Event("done", "lemonde"))
    assert gauge.percent == 75.0
