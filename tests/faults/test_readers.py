"""A process that reads pages is killed from outside, or hangs: it costs no page."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import duckdb

from flows.promises import broken
from tests.commandline import nightdesk
from tests.faults import night
from tests.faults.content import content, differences
from tests.faults.points import Point
from tests.nights import WAIT

IN_A_WORKER = "crawler.extraction.reader:examine"


def test_a_worker_that_is_killed_from_outside_costs_nothing_not_even_that_night(
    home: Path, second, nothing_lost: Callable[[], None]
) -> None:
    point = Point("a worker killed", call=IN_A_WORKER, when="before", once=True)
    assert night.start(home, str(uuid4()), point).wait(night.PATIENCE) == 0
    assert night.mark(home).exists()
    assert differences(content(home), second.undisturbed) == []
    nothing_lost()


def test_a_worker_that_hangs_is_killed_and_its_page_told_and_read_again_when_asked(
    home: Path, second, long: None
) -> None:
    point = Point("a worker hangs", call=IN_A_WORKER, when="before", signal="SIGSTOP", once=True)
    assert night.start(home, str(uuid4()), point).wait(night.PATIENCE) == 0
    assert night.all_ended(home)
    assert broken(home, WAIT) == []
    with duckdb.connect(str(home / "news.duckdb"), read_only=True) as connection:
        told = connection.execute("select reason from rejects where verdict = 'timeout'").fetchall()
    assert told == [("killed after 20 s",)]
    done = nightdesk("reextract", home=home, NIGHTDESK_SOURCES=str(home / "sources.toml"))
    assert done.returncode == 0, done.stderr
    assert differences(content(home), second.undisturbed) == []
