"""Batches in the hands of hosts: one host at a time, taken over from the silent, given back in time."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from prefect.client.schemas.objects import StateType

from flows.children import CHILDREN, StepFailed
from flows.spread import handing, orders
from flows.spread import holding as holding_module
from flows.spread import leasing as leasing_module
from flows.spread.holding import Holding, LetGo
from flows.spread.leasing import Leasing
from flows.spread.orders import Fallen, Unreachable
from flows.spread.turns import Turn
from flows.spread.words import DeskWord, desk_file, desk_word, say
from tests.nights import eventually
from warehouse import leases

LOG = logging.getLogger("tests.spread")
SPAN = timedelta(minutes=5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run's folder."""
    return tmp_path / "runs" / "one"


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves everybody's clock; beats are some milliseconds apart, silence is a minute."""
    moved = [0.0]
    for module in (handing, holding_module, leasing_module):
        monkeypatch.setattr(module, "clock", lambda: time.monotonic() + moved[0])
        monkeypatch.setattr(module, "pause", lambda hold: 0.02)

    def move(seconds: float) -> None:
        moved[0] += seconds

    return move


@dataclass
class Fields:
    """Work that is nothing but files: a name is done when its file is there."""

    folder: Path
    mended: list[str] = field(default_factory=list)
    flow: str = "nothing"

    def parameters(self, names: Sequence[str]) -> dict[str, object]:
        return {"names": list(names)}

    def sites(self, names: Sequence[str]) -> list[str]:
        return [f"{name}.example" for name in names]

    def left(self, names: Sequence[str]) -> list[str]:
        return [name for name in names if not (self.folder / name).exists()]

    def mend(self, names: Sequence[str], at_work: Sequence[str]) -> None:
        self.mended += names


@dataclass
class Hosts:
    """Takes orders as Prefect does, and has a thread carry each out, by `conduct`, with the real holding."""

    folder: Path
    conduct: Callable[[Holding, list[str]], tuple[str, ...] | None]  # the troubles it met
    given: list[tuple[int, list[str]]] = field(default_factory=list)
    refusing: int = 0
    lost: list[str] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)
    later: Callable[[float], None] = lambda seconds: None

    def give(self, flow: str, title: str, parameters: dict) -> UUID:
        if self.refusing:
            self.refusing -= 1
            raise Unreachable("the Prefect server took no order: it is away")
        self.given.append((parameters["turn"], parameters["names"]))
        self.threads.append(threading.Thread(target=self._work, args=self.given[-1], daemon=True))
        self.threads[-1].start()
        return uuid4()

    def _work(self, turn: int, names: list[str]) -> None:
        try:
            with Holding(self.folder, turn, lambda: None, LOG, host=f"host-{turn}") as holding:
                troubles = self.conduct(holding, names) or ()
                if not holding.lost:
                    holding.end(troubles)
        except LetGo as why:
            self.lost.append(str(why))

    def fallen(self, turns: Sequence[Turn]) -> Iterator[Fallen]:
        return iter(())

    def mark_lost(self, flow_run: UUID, why: str) -> None:
        self.lost.append(why)

    def cancel(self, flow_runs: Sequence[UUID]) -> None:
        self.lost += ["cancelled" for _ in flow_runs]

    def pause(self, seconds: float) -> None:
        time.sleep(0.01)
        self.later(0.5)


def handed(folder: Path, hosts: Hosts, *batches: tuple[str, ...]) -> tuple[list[str], Fields]:
    work = Fields(folder)
    with Leasing(folder.parents[1], "desk", LOG.warning) as leasing:
        troubles = handing.Handing(folder, work, leasing, hosts, LOG).carry_out(batches)
    for thread in hosts.threads:
        thread.join(10)
    return troubles, work


def done(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        (folder / name).touch()


def test_every_batch_comes_to_its_end(folder: Path, later: Callable[[float], None]) -> None:
    hosts = Hosts(folder, lambda _, names: done(folder, names), refusing=1, later=later)
    troubles, work = handed(folder, hosts, ("a", "b"), ("c",))
    assert troubles == []
    assert sorted(hosts.given) == [(2, ["c"]), (3, ["a", "b"])]  # the first order was not taken
    assert work.left(["a", "b", "c"]) == work.mended == []
    assert leases.take(folder.parents[1], work.sites(["a", "b", "c"]), "next", "", SPAN) == []


def test_the_batch_of_a_silent_host_is_taken_over_with_what_it_had_done(
    folder: Path, later: Callable[[float], None]
) -> None:
    def conduct(holding: Holding, names: list[str]) -> None:
        done(folder, names[:1])
        if holding.turn == 1:
            holding._say = lambda *_, **__: None  # cut off: it hears, and is not heard
            time.sleep(0.1)
            later(75)
            while not holding.lost:
                time.sleep(0.02)
        else:
            done(folder, names)

    hosts = Hosts(folder, conduct)
    troubles, work = handed(folder, hosts, ("a", "b"))
    assert troubles == []
    assert hosts.given == [(1, ["a", "b"]), (2, ["b"])]
    assert hosts.lost == ["nothing was heard of host-1 for 60 s"]
    assert work.mended == ["a", "b"]


def test_a_host_lets_go_when_it_does_not_hear_the_desk(folder: Path, later: Callable[[float], None]) -> None:
    silent, let_go = threading.Event(), threading.Event()

    def beat() -> None:
        number = 0
        while not silent.wait(0.01):
            say(desk_file(folder), DeskWord(number := number + 1, 60, (1,), 1))

    desk = threading.Thread(target=beat)
    desk.start()
    assert eventually(desk_file(folder).exists)
    with Holding(folder, 1, let_go.set, LOG) as holding:
        for _ in range(3):
            later(40)
            now = holding_module.clock()
            assert eventually(lambda now=now: min(holding._fresh_at, holding._told_at) > now)
        assert holding.lost == ""
        silent.set()
        desk.join()
        time.sleep(0.1)  # it hears the last word
        later(61)
        assert let_go.wait(20)
    assert holding.lost == "nothing was heard of the desk, or by it, for 60 s"


def test_a_host_does_not_begin_for_a_desk_that_is_gone(folder: Path) -> None:
    say(desk_file(folder), DeskWord(7, 0.1, (1,), 1))
    with pytest.raises(LetGo, match="is not heard any more"), Holding(folder, 1, lambda: None, LOG):
        pass


def test_a_turn_that_was_taken_back_is_not_begun(folder: Path) -> None:
    say(desk_file(folder), DeskWord(7, 0.3, (2,), 2))
    with pytest.raises(LetGo, match="turn 1 is over"), Holding(folder, 1, lambda: None, LOG):
        pass


def test_a_site_that_another_run_visits_is_waited_for(folder: Path) -> None:
    home = folder.parents[1]
    leases.take(home, ["a.example"], "revisit", "elsewhere", timedelta(seconds=0.5))
    began = time.monotonic()
    troubles, _ = handed(folder, Hosts(folder, lambda _, names: done(folder, names)), ("a",))
    assert troubles == []
    assert time.monotonic() - began > 0.4


def test_what_waits_too_long_is_told_and_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTDESK_PATIENCE", "0.1")
    leases.take(folder.parents[1], ["a.example"], "revisit", "elsewhere", SPAN)
    troubles, _ = handed(folder, Hosts(folder, lambda _, names: done(folder, names)), ("a",), ("b",))
    assert troubles == ["a: a.example is being visited by another run of elsewhere"]
    assert (folder / "b").exists()


def test_a_stopped_run_takes_its_turns_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[str] = []

    def conduct(holding: Holding, names: list[str]) -> None:
        monkeypatch.setattr(CHILDREN, "_ending", True)
        while not holding.lost:
            time.sleep(0.02)
        stopped.append(holding.lost)

    hosts = Hosts(folder, conduct)
    with pytest.raises(StepFailed, match="stopped"):
        handed(folder, hosts, ("a",))
    for thread in hosts.threads:
        thread.join(10)
    assert stopped == ["the desk has taken it back"]
    assert hosts.lost == ["cancelled"]


def test_turns_of_a_retry_are_new_ones(folder: Path) -> None:
    handed(folder, Hosts(folder, lambda _, names: done(folder, names)), ("a",))
    hosts = Hosts(folder, lambda _, names: done(folder, names))
    handed(folder, hosts, ("b",))
    assert hosts.given == [(2, ["b"])]
    word = desk_word(folder)
    assert word is not None
    assert (word.in_force, word.last_turn) == ((), 2)


def test_a_batch_that_nobody_brings_to_its_end_is_given_up(folder: Path) -> None:
    hosts = Hosts(folder, lambda _, names: None)
    hosts.fallen = lambda turns: iter([Fallen(turn, "it crashed", 0.0) for turn in turns])  # type: ignore[method-assign]
    hosts._work = lambda *_: None  # type: ignore[method-assign]
    troubles, _ = handed(folder, hosts, ("a",))
    assert troubles == ["a: after 5 tries: it crashed"]
    assert len(hosts.given) == 5


def test_a_batch_that_waited_long_for_a_worker_has_its_time_to_begin(
    monkeypatch: pytest.MonkeyPatch, later: Callable[[float], None]
) -> None:
    run = SimpleNamespace(id=uuid4(), state=SimpleNamespace(type=StateType.SCHEDULED, name="", message=""))
    monkeypatch.setattr(orders, "clock", handing.clock)
    asked = orders.Orders("crawlers", LOG)
    monkeypatch.setattr(asked, "_look", lambda ids: ({run.id: run}, ["one"]))
    turn = Turn(1, ("a",), 1, run.id, handing.clock())
    later(10 * orders.STUCK)
    assert list(asked.fallen([turn])) == []
    run.state.type = StateType.PENDING
    later(orders.STUCK)
    assert list(asked.fallen([turn])) == []
    later(orders.STUCK + 1)
    (fallen,) = asked.fallen([turn])
    assert fallen.why == "a worker took it and never began"


def test_a_pool_that_nobody_serves_is_told_after_a_while(
    monkeypatch: pytest.MonkeyPatch, later: Callable[[float], None]
) -> None:
    run = SimpleNamespace(id=uuid4(), state=SimpleNamespace(type=StateType.SCHEDULED, name="", message=""))
    monkeypatch.setattr(orders, "clock", handing.clock)
    asked = orders.Orders("crawlers", LOG)
    monkeypatch.setattr(asked, "_look", lambda ids: ({run.id: run}, []))
    later(orders.patience() + 1)
    (fallen,) = asked.fallen([Turn(1, ("a",), 1, run.id, handing.clock())])
    assert fallen.hopeless
    assert "no worker serves the work pool 'crawlers'; start `nightdesk worker`" in fallen.why


def test_a_host_says_its_troubles_to_the_desk(folder: Path) -> None:
    troubles, _ = handed(folder, Hosts(folder, lambda *_: ("a: the crawl was killed",)), ("a",))
    assert troubles[0] == "a: the crawl was killed"
