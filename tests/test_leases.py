"""Leases: a thing has one holder among all hosts, until it is given up or its time is over."""

import threading
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from flows.overlap import Busy, alone
from flows.restore import nothing_at_work
from flows.spread.leasing import alone_everywhere
from warehouse import leases
from warehouse.leases import Lease

SPAN = timedelta(minutes=5)


def test_a_thing_is_leased_to_one_holder_until_its_lease_ends_or_is_given_up(tmp_path: Path) -> None:
    assert leases.take(tmp_path, ["a", "b"], "one", "host one", SPAN) == []
    (other,) = leases.take(tmp_path, ["b", "c"], "two", "host two", SPAN)
    assert (other.name, other.holder, other.words) == ("b", "one", "host one")
    assert leases.take(tmp_path, ["c"], "two", "host two", SPAN) == []
    leases.give_up(tmp_path, ["b", "c"], "one")
    assert leases.take(tmp_path, ["b"], "two", "host two", timedelta(0)) == []
    assert leases.take(tmp_path, ["b"], "three", "host three", SPAN) == []
    assert leases.renew(tmp_path, ["a", "b"], "one", SPAN) == {"b"}
    assert [lease.name for lease in leases.take(tmp_path, ["c"], "three", "", SPAN)] == ["c"]


def test_of_many_that_want_a_lease_at_once_one_has_it(tmp_path: Path) -> None:
    answers: list[list[Lease]] = []
    takers = [
        threading.Thread(target=lambda n=n: answers.append(leases.take(tmp_path, ["a"], f"{n}", "", SPAN)))
        for n in range(8)
    ]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert sorted(map(len, answers)) == [0, *[1] * 7]


def test_the_second_run_of_a_kind_is_told_who_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread(monkeypatch)
    with (
        alone_everywhere(tmp_path, "nightly", "a"),
        pytest.raises(Busy, match=r"another nightly run is at work .*\(process \d+\).* did nothing"),
        alone_everywhere(tmp_path, "nightly", "b"),
    ):
        pass
    with alone_everywhere(tmp_path, "nightly", "b"):
        pass


def test_no_run_begins_while_an_archive_is_moved_and_no_move_while_one_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread(monkeypatch)
    with (
        nothing_at_work(tmp_path / "here"),
        pytest.raises(Busy, match="so that none begins while the archive is moved"),
        alone_everywhere(tmp_path / "here", "backfill", "a"),
    ):
        pass
    with (
        alone_everywhere(tmp_path / "here", "nightly", "a"),
        pytest.raises(Busy, match="another nightly run is at work"),
        nothing_at_work(tmp_path / "here"),
    ):
        pass


def test_on_one_machine_a_move_keeps_runs_off_that_its_home_has_not_seen_yet(tmp_path: Path) -> None:
    with (
        nothing_at_work(tmp_path),
        pytest.raises(Busy, match="another nightly run is at work"),
        alone(tmp_path, "nightly"),
    ):
        pass


def spread(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where work is spread, but for the Prefect server, which counts runs too."""
    monkeypatch.setattr("flows.spread.leasing.in_force", lambda: "crawlers")
    monkeypatch.setattr("flows.spread.leasing.counted_alone", lambda *_: nullcontext())
    monkeypatch.setattr("flows.spread.leasing.server_at_hand", lambda *_: nullcontext())


def test_one_machine_takes_no_lease(tmp_path: Path) -> None:
    with alone_everywhere(tmp_path, "nightly", "a"), alone_everywhere(tmp_path, "nightly", "b"):
        assert not (tmp_path / leases.NAME).exists()
