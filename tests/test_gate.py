"""Sources that share a host keep one pace there: within a crawl, and between crawls that run at the same time."""

import asyncio
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.items import Fetch, Outcome, Purpose
from crawler.politeness import gate as module
from crawler.politeness.gate import NoTimeError, SharedGate
from crawler.politeness.hosts import Hosts
from crawler.sources import Source
from crawler.stagefiles import read_lines
from tests.tinysite import Page, TinySite, rss, story

ROOT = Path(__file__).parent.parent
DELAY = 0.2  # seconds
CLOCKS = 0.05  # seconds: a process may be held up between its turn and its note of the time
PATHS = [f"/{paper}/story-{n}" for paper in ("one", "two", "three") for n in range(1, 5)]


@dataclass
class Counting(TinySite):
    """Knows how many it serves at a time."""

    inside: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def _answer(self, request):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(0.02)
        with self.lock:  # before it answers: whoever has the answer may ask again
            self.inside -= 1
        super()._answer(request)


@pytest.fixture(scope="module")
def fetches(tmp_path_factory) -> tuple[list[Fetch], int]:
    """What two crawls at the same time came to: one of two sources, one of a third, all on one host."""
    home = tmp_path_factory.mktemp("home")
    pages = {path: story(number) for number, path in enumerate(PATHS)}
    for paper in ("one", "two", "three"):
        pages[f"/{paper}.xml"] = rss(*(path for path in PATHS if path.startswith(f"/{paper}/")))
    pages["/robots.txt"] = Page("", kind="text/plain")
    with Counting(pages, "127.9.0.1") as site:
        crawls = [start(home, site, 1, "one", "two"), start(home, site, 2, "three")]
        for crawl in crawls:
            assert crawl.wait() == 0, crawl.stderr.read()
            crawl.stdin.close()
    told = [one for path in home.rglob("fetches.jsonl") for one in read_lines(path, Fetch)]
    return told, site.most


def start(home: Path, site: TinySite, number: int, *papers: str) -> subprocess.Popen[bytes]:
    facts = {"user_agent": "Nightdesk/0.1 (+mailto:night-editor@example.org)", "delay": DELAY}
    sources = [site.entry(name=one, feeds=[f"{site.home}/{one}.xml"], **facts) for one in papers]
    told = {"home": str(home), "run": f"2026-11-24-nightly-{number:08x}", "kind": "nightly"}
    told |= {"logical_date": "2026-11-24", "now": datetime.now(UTC).isoformat(), "sources": sources}
    path = home / f"job{number}.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-m", "crawler.crawl", str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def test_all_pages_came(fetches):
    came = [one.url for one in fetches[0] if one.purpose == Purpose.ARTICLE and one.outcome == Outcome.OK]
    assert len(came) == len(set(came)) == len(PATHS)


def test_the_host_never_saw_two_requests_at_once(fetches):
    assert fetches[1] == 1


def test_no_two_requests_were_closer_than_the_delay(fetches):
    began = sorted(one.started_at for one in fetches[0])
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(began)]
    assert min(gaps) >= DELAY - CLOCKS, gaps


def test_the_slowest_delay_and_the_fewest_at_a_time_hold_from_the_first_request_on(tmp_path):
    quick = Source(name="quick", home="https://gazette.example/", delay=1.0, concurrency=8)
    slow = Source(
        name="slow", home="https://www.slow.example/", feeds=("https://gazette.example/rss",), delay=5
    )
    pace = Hosts(tmp_path, (quick, slow)).pace("https://gazette.example/news/1", quick)
    assert (pace.delay, pace._concurrency) == (5.0, 1)
    assert Hosts(tmp_path / "other", (quick,)).pace("https://gazette.example/", quick)._concurrency == 8


def come_and_go(path: Path, held, done, turns) -> None:
    """Another crawl: it takes the whole road, again and again."""
    gate = SharedGate(path)

    async def ask() -> None:
        while not done.is_set():
            async with gate.place(1, lambda: 60.0):
                turns.value += 1
                held.set()
                await asyncio.sleep(0.1)

    asyncio.run(ask())


@pytest.fixture
def other(tmp_path):
    """The other crawl's process, and how often it had its turn."""
    context = multiprocessing.get_context("spawn")
    held, done, turns = context.Event(), context.Event(), context.Value("i", 0)
    process = context.Process(target=come_and_go, args=(tmp_path / "h.gate", held, done, turns))
    process.start()
    assert held.wait(60)
    yield process, turns
    done.set()
    process.join()


async def enter(gate: SharedGate, patience: float) -> None:
    async with gate.place(8, lambda: patience):
        pass


def test_crawls_that_share_a_host_take_turns(tmp_path, other):
    _, turns = other
    before = turns.value
    asyncio.run(enter(SharedGate(tmp_path / "h.gate"), 60.0))
    assert turns.value - before <= 3


def test_who_has_no_time_left_does_not_wait_for_another_crawl(tmp_path, other):
    process, _ = other
    os.kill(process.pid, signal.SIGSTOP)  # in the middle of a request
    try:
        with pytest.raises(NoTimeError, match="another crawl"):
            asyncio.run(enter(SharedGate(tmp_path / "h.gate"), 0.0))
    finally:
        os.kill(process.pid, signal.SIGCONT)


def test_a_crawl_that_was_killed_holds_no_place(tmp_path, other):
    process, _ = other
    process.kill()
    process.join()
    asyncio.run(enter(SharedGate(tmp_path / "h.gate"), 0.0))


def test_an_appointment_holds_however_the_clock_on_the_wall_is_set(tmp_path, monkeypatch):
    gate = SharedGate(tmp_path / "h.gate")
    gate.appoint(3.0, lambda: 60.0)
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert gate.appoint(3.0, lambda: 60.0) == pytest.approx(3.0, abs=0.5)


def test_an_appointment_of_before_the_system_was_started_is_none(tmp_path, monkeypatch):
    SharedGate(tmp_path / "h.gate").appoint(3000.0, lambda: 60.0)
    (tmp_path / "start").write_text("another start, of thirty-six letters")
    monkeypatch.setattr(module, "START", tmp_path / "start")
    assert SharedGate(tmp_path / "h.gate").appoint(3.0, lambda: 60.0) == 0.0


def test_an_appointment_of_a_day_ahead_was_made_by_a_wrong_clock(tmp_path):
    gate = SharedGate(tmp_path / "h.gate")
    gate.appoint(86_400.0, lambda: 60.0)
    assert gate.appoint(3.0, lambda: 60.0) == 0.0
