"""A run is one thing through all its tries, and alone of its kind."""

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from crawler.sources import Source
from flows.batches import batched, title
from flows.overlap import Busy, alone
from flows.runs import begin, resume
from flows.settings import Desk

DAWN = Source(name="dawn", home="https://www.dawn.com/", user_agent="Test (+https://example.org/)")
TAZ = Source(name="taz", home="https://taz.de/", user_agent="Test (+https://example.org/)")
FLOW_RUN = "1f0c22ab-0000-4000-8000-000000000000"


def test_a_run_is_named_by_its_day_its_kind_and_its_flow_run(tmp_path: Path) -> None:
    run = begin(tmp_path, "nightly", FLOW_RUN, [DAWN], date(2026, 3, 1))
    assert run.name == "2026-03-01-nightly-1f0c22ab"
    asked = json.loads((run.folder / "run.json").read_text())
    assert asked["sources"] == ["dawn"]
    assert asked["logical_date"] == "2026-03-01"


def test_a_retry_on_another_day_is_the_same_run(tmp_path: Path) -> None:
    first = begin(tmp_path, "nightly", FLOW_RUN, [DAWN], date(2026, 3, 1))
    again = begin(tmp_path, "nightly", FLOW_RUN, [DAWN], date(2026, 3, 2))
    assert again == first


def test_a_mended_source_takes_part_in_a_retry(tmp_path: Path) -> None:
    begin(tmp_path, "nightly", FLOW_RUN, [DAWN], date(2026, 3, 1))
    mended = DAWN.model_copy(update={"delay": 5.0})
    assert begin(tmp_path, "nightly", FLOW_RUN, [mended]).sources == (mended,)


def test_a_task_finds_the_run_by_its_name(tmp_path: Path) -> None:
    run = begin(tmp_path, "backfill", FLOW_RUN, [DAWN, TAZ], date(2026, 3, 1), {"announcements": False})
    assert resume(tmp_path, run.name) == run
    assert run.parameters == {"announcements": False}
    assert run.chosen(["taz"]) == (TAZ,)


HOLDER = """
import sys, pathlib
from flows.overlap import alone
with alone(pathlib.Path(sys.argv[1]), "nightly"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_run_of_a_kind_is_told_who_works(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    said = rf"another nightly run is at work in .* \(process {holder.pid}\)"
    with pytest.raises(Busy, match=said), alone(tmp_path, "nightly"):
        pass


def test_runs_of_other_kinds_may_work_meanwhile(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with alone(tmp_path, "revisit"):
        pass


def test_death_lets_go_of_the_lock(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with alone(tmp_path, "nightly"):
        pass


def at(name: str, *homes: str) -> Source:
    home, *feeds = homes or (f"https://{name}.example/",)
    return Source(name=name, home=home, feeds=tuple(feeds))


def test_few_sources_have_a_batch_each_and_many_share_eight() -> None:
    assert batched([at("taz"), at("dawn")]) == [("dawn",), ("taz",)]
    many = batched([at(f"s{n}") for n in range(1000)])
    assert len(many) == 8
    assert sorted(name for batch in many for name in batch) == sorted(f"s{n}" for n in range(1000))
    assert [title(batch) for batch in many[:2]] == ["s0 to s21 (125 sources)", "s210 to s322 (125 sources)"]
    assert not batched([])
    assert title(("dawn",)) == "dawn"


def test_sources_that_share_a_site_share_a_batch() -> None:
    others = [at(f"s{n}") for n in range(50)]
    one, two = at("alpha", "https://www.shared.example/"), at("zulu", "https://sport.shared.example/")
    by_feed = at("mike", "https://mike.example/", "https://feeds.zulu.example/mike")
    led_there = at("yank", "https://zulu.example/", "https://news.shared.example/rss")
    many = batched([*others, two, by_feed, one, led_there])
    (batch,) = [batch for batch in many if "alpha" in batch]
    assert {"alpha", "mike", "yank", "zulu"} <= set(batch)
    assert sum(map(len, many)) == 54
    assert all(5 <= len(batch) <= 11 for batch in many)


def test_what_is_asked_for_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NIGHTDESK_HOME", "/elsewhere")
    assert Desk.here().home == Path("/elsewhere")
    assert Desk.here(home=tmp_path).home == tmp_path
    assert Desk.here(home=tmp_path).environment()["PREFECT_HOME"] == str(tmp_path / "prefect")
