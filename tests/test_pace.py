"""The pace of a host: every wish of it is a floor, and trouble slows us down."""

import asyncio
import random
import time
from datetime import UTC, datetime

import pytest

from crawler.politeness import pace as module
from crawler.politeness.gate import NoTimeError
from crawler.politeness.hosts import Hosts
from crawler.politeness.pace import (
    FAILURES,
    LONGEST_WAIT,
    REFUSALS,
    HostLeftError,
    Pace,
    retry_after,
)
from crawler.sources import Source

NOW = datetime(2026, 3, 1, 2, 15, tzinfo=UTC)
AGES = 1e9  # seconds


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module.time, "monotonic", clock.monotonic)
    monkeypatch.setattr(module.asyncio, "sleep", clock.sleep)
    monkeypatch.setattr(random, "random", lambda: 0.0)
    return clock


def turns(pace: Pace, count: int, clock: Clock, patience: float = AGES) -> list[float]:
    """When so many requests were sent, one after the other."""
    sent = []

    async def ask() -> None:
        for _ in range(count):
            async with pace.turn(lambda: patience) as began:
                sent.append(began)

    with asyncio.Runner() as runner:
        runner.run(ask())
    return [one - 1000.0 for one in sent]


def test_requests_keep_their_distance(clock):
    assert turns(Pace(2.0, 1), 3, clock) == [0, 2, 4]


def test_jitter_only_stretches_the_distance(clock, monkeypatch):
    monkeypatch.setattr(random, "random", lambda: 1.0)
    assert turns(Pace(2.0, 1), 2, clock) == [0, 3]


def test_a_crawl_delay_is_a_floor(clock):
    pace = Pace(1.0, 1)
    pace.ask_for(10.0)
    pace.ask_for(3.0)
    assert turns(pace, 3, clock)[1:] == [19, 29]  # it counts from the request that fetched robots.txt


def test_a_delay_that_does_not_fit_into_the_night_is_not_waited_for(clock):
    pace = Pace(1.0, 1)
    turns(pace, 1, clock)
    pace.ask_for(7200.0)
    with pytest.raises(NoTimeError, match="7200 s"):
        turns(pace, 1, clock, patience=1800)


def test_a_slow_host_is_asked_more_slowly_and_recovers_gently(clock):
    pace = Pace(1.0, 1)
    pace.answered(9.0)
    assert pace.delay == 5.0
    pace.answered(0.1)
    assert 4.0 < pace.delay < 5.0
    for _ in range(200):
        pace.answered(0.1)
    assert pace.delay == pytest.approx(1.0)


def test_a_429_slows_the_host_down_and_holds_back_who_was_waiting(clock):
    pace = Pace(1.0, 4)
    (sent,) = turns(pace, 1, clock)
    pace.throttled(30.0, 1000.0 + sent)
    assert pace.delay == 2.0
    assert turns(pace, 2, clock) == [30, 32]


def test_after_a_429_one_request_at_a_time(clock):
    pace = Pace(0.0, 8)
    pace.throttled(None, 999.0)
    inside = most = 0

    async def ask() -> None:
        nonlocal inside, most
        async with pace.turn(lambda: AGES):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    async def all_at_once() -> None:
        await asyncio.gather(*(ask() for _ in range(8)))

    with asyncio.Runner() as runner:
        runner.run(all_at_once())
    assert most == 1


def test_answers_to_what_was_under_way_count_as_one_failure(clock):
    pace = Pace(1.0, 8)
    for _ in range(8):
        pace.throttled(5.0, 1000.0)
        pace.failed("503", 1000.0)
        clock.now += 0.01
    assert pace.left_alone is None
    assert pace.delay == 2.0


def test_a_host_that_fails_again_and_again_is_left_for_the_night(clock):
    pace = Pace(1.0, 1)
    for _ in range(FAILURES):
        (began,) = turns(pace, 1, clock)
        pace.failed("connection refused", began + 1000.0)
    assert pace.left_alone == "the host failed 5 times in a row, last: connection refused"
    assert sum(clock.slept) > 20  # ever longer pauses, never a burst
    with pytest.raises(HostLeftError):
        turns(pace, 1, clock)


def test_a_good_answer_forgives_failures(clock):
    pace = Pace(0.0, 1)
    for number in range(20):
        clock.now += 1
        pace.failed("reset", clock.now)
        clock.now += 1
        if number % 3 == 0:
            pace.answered(0.1)
    assert pace.left_alone is None


def test_a_host_that_lets_nobody_in_is_taken_at_its_word(clock):
    pace = Pace(1.0, 1)
    for _ in range(REFUSALS - 1):
        pace.refused("403 Forbidden")
    pace.answered(0.1)
    assert pace.left_alone is None
    for _ in range(REFUSALS):
        pace.refused("403 Forbidden")
    assert pace.left_alone == "the host refused us 20 times in a row, last: 403 Forbidden"


def test_a_long_retry_after_ends_the_night_for_the_host(clock):
    pace = Pace(1.0, 1)
    pace.throttled(LONGEST_WAIT + 1, 1000.5)
    assert pace.left_alone == "the host asked to be left alone for 121 s"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Sun, 01 Mar 2026 02:16:00 GMT", 60.0),
        ("Sunday, 01-Mar-26 02:16:00 GMT", 60.0),
        ("Sat, 28 Feb 2026 02:16:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("9" * 400, 999_999_999.0),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert retry_after(value, NOW) == seconds


SOURCE = Source(name="gazette", home="https://gazette.example/", delay=1.0)


def test_a_retry_after_holds_in_the_next_run_too(tmp_path):
    Hosts(tmp_path).keep_rest("https://gazette.example/a", 3600)
    pace = Hosts(tmp_path).pace("https://gazette.example/b", SOURCE)
    assert pace.left_alone is not None
    assert pace.left_alone.startswith("the host asked in an earlier run to be left alone for 3")


def test_a_retry_after_of_a_year_is_believed_for_a_day(tmp_path):
    Hosts(tmp_path).keep_rest("https://gazette.example/a", 365 * 86400)
    assert "for 86400 s" in Hosts(tmp_path).pace("https://gazette.example/b", SOURCE).left_alone


def test_a_rest_that_is_over_is_over(tmp_path):
    Hosts(tmp_path).keep_rest("https://gazette.example/a", -1)
    pace = Hosts(tmp_path).pace("https://gazette.example/b", SOURCE)
    assert pace.left_alone is None
    began = time.monotonic()
    asyncio.run(_one(pace))
    assert time.monotonic() - began < 60


async def _one(pace: Pace) -> None:
    async with pace.turn(lambda: AGES):
        pass


def test_two_sources_on_one_host_share_its_pace(tmp_path):
    hosts = Hosts(tmp_path)
    other = SOURCE.model_copy(update={"name": "other", "delay": 5.0, "home": "http://gazette.example:80/"})
    assert hosts.pace("https://gazette.example/b", SOURCE) is hosts.pace("https://gazette.example/b", other)
    assert hosts.pace("https://gazette.example/b", SOURCE).delay == 5.0
