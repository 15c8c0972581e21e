"""A page that hangs, eats memory or kills its reader costs itself, and no other page."""

import gc
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from crawler import workers
from crawler.items import Verdict


def misbehave(task: str) -> str:
    """Do what the task says."""
    if task == "hang":
        time.sleep(600)
    if task == "eat":
        return str(len(bytearray(1 << 40)))
    if task == "die":
        os._exit(3)
    if task == "raise":
        raise ValueError("no such page")
    return task.upper()


@pytest.fixture(scope="module")
def results():
    tasks = ["a", "hang", "b", "eat", "c", "die", "d", "raise", "e"]
    return dict(workers.run(misbehave, tasks, workers=2, seconds=1.0))


@pytest.mark.parametrize("task", ["a", "b", "c", "d", "e"])
def test_neighbours_of_bad_pages_are_read(results, task):
    assert results[task] == task.upper()


@pytest.mark.parametrize(
    ("task", "verdict", "reason"),
    [
        ("hang", Verdict.TIMEOUT, "killed after 1 s"),
        ("eat", Verdict.MEMORY, "stopped at 1024 MB"),
        ("die", Verdict.BROKEN, "the reader died twice, with exit code 3"),
        ("raise", Verdict.BROKEN, "ValueError: no such page"),
    ],
)
def test_a_bad_page_gets_a_verdict_of_its_own(results, task, verdict, reason):
    assert results[task] == workers.Killed(verdict, reason)


def killed_once(mark: Path) -> str:
    """Die as by the kernel that is short of memory, but only at the first try."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "read"


def test_a_page_whose_reader_was_killed_from_outside_is_read_again(tmp_path: Path):
    assert list(workers.run(killed_once, [tmp_path / "mark"], workers=1)) == [(tmp_path / "mark", "read")]


def kills(task: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_page_that_kills_its_reader_twice_has_its_verdict():
    ((_, result),) = workers.run(kills, ["a"], workers=1)
    assert result == workers.Killed(
        Verdict.BROKEN, "the reader was killed by SIGKILL twice: by others, or by this page"
    )


def test_results_come_in_the_order_of_the_tasks():
    tasks = [str(number) for number in range(50)]
    assert [task for task, _ in workers.run(misbehave, tasks, workers=2)] == tasks


def slow(_: str) -> str:
    """A page that takes a second of its time."""
    time.sleep(1.0)
    return "read"


def test_a_page_is_not_given_up_since_the_clock_on_the_wall_was_set_ahead(monkeypatch):
    with workers.Workers(1) as pool:
        list(pool.run(slow, ["warm"]))
        told, ahead = time.time, threading.Timer(0.4, lambda: monkeypatch.setattr(time, "time", later))

        def later() -> float:
            return told() + 86_400

        ahead.start()
        assert list(pool.run(slow, ["a"])) == [("a", "read")]
        ahead.join()


def frozen(_: str) -> int:
    """How many objects the collector of this process never looks at."""
    return gc.get_freeze_count()


def test_a_workers_collector_passes_over_what_was_loaded_before_it_began():
    [(_, count)] = workers.run(frozen, ["a"], workers=1)
    assert count > 10_000
