"""Ad hoc SQL: what is answered, what is given up, and what is told of it."""

import os
import signal
import threading
from pathlib import Path

import pytest

from tests.commandline import nightdesk, one_sentence
from tests.put import put
from warehouse.asking import Questions, asking
from warehouse.errors import GaveUp, NotAnswered, Stopped


@pytest.fixture(scope="module")
def questions(archive: Path):
    with asking(archive, seconds=20) as session:
        yield session


@pytest.fixture
def alone(archive: Path, tmp_path: Path) -> Path:
    """A home with the snapshot alone: one process opens a file with one set of limits."""
    (tmp_path / "news.duckdb").hardlink_to(archive / "news.duckdb")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        "select 1",
        "from articles limit 1",
        "with a as (select 1 as n) select n from a",
        "describe articles",
        "summarize stories",
        "show tables",
        "explain select 1",
        "pivot articles on source using count(*)",
        "create temp table mine as select 1 as n; select n from mine",
        "create temp macro twice(n) as 2 * n; select twice(2)",
        "select 1; select 2;",
    ],
)
def test_questions_are_answered(questions: Questions, words: str) -> None:
    assert put(questions, words)


def test_a_question_that_takes_too_long_is_given_up(alone: Path) -> None:
    with asking(alone, seconds=0.2) as session, pytest.raises(GaveUp, match=r"no answer within 0\.2 s"):
        put(session, "select count(*) from range(1000000000000) t(a) where a * a % 7 = 3")


def test_a_question_that_eats_memory_is_refused_and_the_next_one_answered(alone: Path) -> None:
    with asking(alone, memory="50MB") as session:
        with pytest.raises(NotAnswered, match="more memory"):
            put(session, "select list(range) from range(100000000)")
        assert put(session, "select 1") == [(1,)]


def test_a_text_that_duckdb_does_not_count_is_held_by_the_system(archive: Path) -> None:
    told = nightdesk("sql", "--memory", "100MB", "select length(repeat('x', 3000000000))", home=archive)
    assert "more memory" in one_sentence(told)


def test_ctrl_c_stops_a_question_not_the_session(alone: Path) -> None:
    with asking(alone) as session:
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(Stopped):
            put(session, "select count(*) from range(1000000000000) t(a) where a * a % 7 = 3")
        assert put(session, "select 1") == [(1,)]


@pytest.mark.parametrize("words", ["", "  ;", "-- nothing"])
def test_no_question_is_told(questions: Questions, words: str) -> None:
    with pytest.raises(NotAnswered, match="no question"):
        put(questions, words)
