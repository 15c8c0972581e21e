"""A backfill from its deployment, killed between its chunks: the next does what is left, and no chunk twice."""

import json
import os
import signal
from collections import Counter
from datetime import date, timedelta

from flows.chunks import runs_of
from flows.promises import broken
from flows.report import stored
from flows.verdict import Standing
from tests.desk.served import PATIENCE, ServedDesk, cmdline, parent, processes_of
from tests.nights import WAIT, eventually


def test_a_backfill_killed_between_its_chunks_goes_on_without_doing_one_twice(desk: ServedDesk) -> None:
    last = desk.papers["meridian"].today(1) - timedelta(days=1)  # of yesterday more may come
    days = [last - timedelta(days=number) for number in (3, 2, 1, 0)]
    archives = {f"/newspaper/national/{day}": day for day in days}
    asked = {"sources": ["meridian"], "first_day": str(days[0]), "last_day": str(last), "chunk_days": 1}
    desk.slowly(1)
    before = len(desk.papers.log)
    run = desk.start("backfill", **asked)
    assert eventually(lambda: len(runs_of(desk.home, run)) == 1, PATIENCE), desk.state(run)
    assert eventually(lambda: chunk_crawls(desk), PATIENCE)
    os.kill(parent(chunk_crawls(desk)[0]), signal.SIGKILL)
    assert eventually(lambda: not chunk_crawls(desk), PATIENCE)
    assert desk.ended(run)["type"] == "CRASHED"
    done = days_of(desk, run)
    assert 1 <= len(done) < len(days)
    desk.write_list()
    killed = len(desk.papers.log)
    again = desk.start("backfill", **asked)
    assert desk.ended(again)["type"] == "COMPLETED", desk.state(again)
    later = [archives[one.path] for one in desk.papers.log[killed:] if one.path in archives]
    assert sorted([*done, *later]) == days
    assert sorted([*done, *days_of(desk, again)]) == days
    whole = [one for one in desk.papers.log[before:] if one.status == 200 and one.finished]
    pages = Counter(one.path for one in whole if one.path.startswith("/news/"))
    assert max(pages.values(), default=1) == 1, pages
    assert broken(desk.home, WAIT) == []


def chunk_crawls(desk: ServedDesk) -> list[int]:
    """The processes that crawl or read for a chunk."""
    return [pid for pid in processes_of(desk.home) if "-backfill-" in cmdline(pid)]


def days_of(desk: ServedDesk, run: str) -> list[date]:
    """The days that a backfill has brought to their end, chunk by chunk."""
    days = []
    for folder in runs_of(desk.home, run):
        if stored(folder).verdict.standing is not Standing.FAILED:
            parameters = json.loads((folder / "run.json").read_text())["parameters"]
            days.append(date.fromisoformat(parameters["days"][0]))
    return sorted(days)
