"""Ad hoc SQL: answers in every format, and no way out of the snapshot."""

import csv
import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from tests.commandline import ROOT, nightdesk, one_sentence
from warehouse import written
from warehouse.asking import Questions, asking
from warehouse.errors import GaveUp, NotAnswered, QuestionRefused, Stopped

ESCAPES = {
    "read a file as text": "select * from read_text('{file}')",
    "read a file as bytes": "select * from read_blob('{file}')",
    "read a file as CSV": "select * from read_csv('{file}')",
    "read a file as JSON": "select * from read_json('{file}')",
    "read a file by its name": "select * from '{file}'",
    "sniff a file": "select * from sniff_csv('{file}')",
    "look into Parquet": "select * from parquet_metadata('{file}')",
    "list a folder": "select * from glob('{folder}/*')",
    "the environment as a file": "select * from read_text('/proc/self/environ')",
    "an environment variable": "select getenv('HOME')",
    "a variable of Python": "select * from ESCAPES",
    "the web": "select * from read_csv('http://127.0.0.1:9/x.csv')",
    "a bucket": "select * from read_parquet('s3://bucket/x.parquet')",
    "write a file": "copy articles to '{folder}/out.csv'",
    "write a query to a file": "copy (select 1) to '{folder}/out.parquet' (format parquet)",
    "write to a pipe": "copy articles to '/dev/stdout'",
    "load from a file": "copy articles from '{file}'",
    "export the database": "export database '{folder}/out'",
    "import a database": "import database '{folder}/out'",
    "attach a new file": "attach '{folder}/out.duckdb' as other",
    "attach memory": "attach ':memory:' as other",
    "attach the warehouse": "attach '{home}/warehouse.duckdb' as other",
    "detach": "detach news",
    "install an extension": "install httpfs",
    "load an extension": "load httpfs",
    "load a library": "load '{folder}/evil.so'",
    "update extensions": "update extensions",
    "more memory": "set memory_limit = '100GB'",
    "a setting by pragma": "pragma memory_limit = '100GB'",
    "unlock the settings": "set lock_configuration = false",
    "reset a setting": "reset memory_limit",
    "external access": "set enable_external_access = true",
    "a place for spilling": "set temp_directory = '{folder}'",
    "a global setting": "set global threads = 64",
    "a session variable": "set variable x = 1",
    "a secret": "create secret s (type s3, key_id 'a', secret 'b')",
    "log to a file": "call enable_logging(storage = 'file', storage_path = '{folder}')",
    "profile to a file": "pragma profiling_output = '{folder}/out'",
    "profile": "call enable_profiling()",
    "change a table": "update articles set title = ''",
    "drop a table": "drop table articles",
    "make a table": "create table mine as select 1",
    "a comment": "comment on table articles is ''",
    "a transaction": "begin",
    "a prepared statement": "prepare p as select 1",
    "another schema": "use temp",
    "checkpoint": "checkpoint",
    "hidden behind a question": "select 1; set threads = 3",
    "a file inside a query()": "select * from query('select * from read_text(''{file}'')')",
    "a file inside a view of mine": "create temp view v as select * from read_text('{file}'); from v",
}


@pytest.fixture(scope="module")
def questions(archive: Path):
    with asking(archive, seconds=20) as session:
        yield session


@pytest.fixture
def alone(archive: Path, tmp_path: Path) -> Path:
    """A home with the snapshot alone: one process opens a file with one set of limits."""
    (tmp_path / "news.duckdb").hardlink_to(archive / "news.duckdb")
    return tmp_path


def put(questions: Questions, words: str) -> list[tuple[object, ...]]:
    with questions.answered():
        return [row for found in questions.ask(words) for row in found.fetchall()]


@pytest.mark.parametrize("way", ESCAPES)
def test_no_question_gets_out(questions: Questions, archive: Path, tmp_path: Path, way: str) -> None:
    file, folder = tmp_path / "secret.csv", tmp_path / "out"
    file.write_text("a,b\n1,2\n")
    folder.mkdir()
    words = ESCAPES[way].format(file=file, folder=folder, home=archive)
    with pytest.raises((QuestionRefused, NotAnswered)):
        put(questions, words)
    assert not list(folder.iterdir())
    assert put(questions, "select current_setting('threads') <> 3 and count(*) > 50 from articles") == [
        (True,)
    ]


def test_the_escapes_are_real_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    with duckdb.connect() as free:
        for way in (
            "read a file as text",
            "read a file as CSV",
            "list a folder",
            "more memory",
            "attach memory",
        ):
            free.execute(ESCAPES[way].format(file=file, folder=tmp_path))


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


ODD = "select null as n, 'a,\"b' as s, [1, 2] as l, {'k': 'v'} as d, timestamptz '2026-03-01 02:15:00+00' as t, 'nan'::double as f, 1 as n, 1.50::decimal(9,2) as e"


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_holds_every_kind_of_value(archive: Path, form: str) -> None:
    told = nightdesk("sql", "--format", form, ODD, home=archive)
    found = json.loads(told.stdout, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    (row,) = found if form == "json" else [found]
    assert row == {
        "n": None,
        "s": 'a,"b',
        "l": [1, 2],
        "d": {"k": "v"},
        "t": "2026-03-01T02:15:00+00:00",
        "f": None,
        "n_2": 1,
        "e": "1.50",
    }


def test_csv_can_be_read_again(archive: Path) -> None:
    told = nightdesk("sql", "--format", "csv", ODD, home=archive)
    (row,) = csv.DictReader(io.StringIO(told.stdout))
    assert (row["n"], row["s"], row["l"], row["n_2"]) == ("", 'a,"b', "[1, 2]", "1")


@pytest.mark.parametrize("sign", [*"=+-@", "\t", "\r", "\n"])
def test_no_cell_of_csv_is_a_formula(sign: str) -> None:
    assert written.csv_cell(f"{sign}SUM(A1:A9)") == f"'{sign}SUM(A1:A9)"
    assert written.csv_cell(-3) == -3


def test_an_answer_goes_to_a_file_whole(archive: Path, tmp_path: Path) -> None:
    words = "select article_id, title, authors from articles order by 1"
    for name in ("a.parquet", "a.csv", "a.json", "a.jsonl"):
        assert nightdesk("sql", "--out", tmp_path / name, words, home=archive).returncode == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "a.json", "a.jsonl", "a.parquet"]
    with duckdb.connect() as free:
        rows = free.execute("from read_parquet($p)", {"p": str(tmp_path / "a.parquet")}).fetchall()
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert [tuple(line.values()) for line in lines] == rows
    assert json.loads((tmp_path / "a.json").read_text()) == lines


def test_a_question_that_fails_leaves_no_file(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    told = nightdesk("sql", "--out", out, "select 1; select error('no')", home=archive)
    assert told.returncode == 1
    assert not list(tmp_path.iterdir())


def test_parquet_needs_a_file(archive: Path) -> None:
    assert nightdesk("sql", "--format", "parquet", "select 1", home=archive).returncode == 2


class Terminal:
    """`nightdesk sql` on a terminal of its own."""

    def __init__(self, home: Path) -> None:
        self.screen, child = pty.openpty()
        code = "from flows.cli import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, "--home", str(home), "sql"],
            stdin=child,
            stdout=child,
            stderr=child,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
            start_new_session=True,
            preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),
        )
        os.close(child)
        self.seen = ""

    def until(self, words: str, seconds: float = 60) -> None:
        """Wait for these words, after those that were waited for before."""
        deadline = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < deadline, self.seen
            if select.select([self.screen], [], [], 0.1)[0]:
                self.seen += os.read(self.screen, 4096).decode(errors="replace")
        self.seen = self.seen.partition(words)[2]

    def type(self, keys: str) -> None:
        os.write(self.screen, keys.encode())


def test_the_shell_answers_completes_stops_and_remembers(alone: Path) -> None:
    shell = Terminal(alone)
    shell.until("nightdesk>")
    shell.type("select 40 + 2 as answer;\r")
    shell.until("42  ")
    shell.until("nightdesk>")
    shell.type("select count(*) from range(1000000000000) t(a) where a * a % 7 = 3;\r")
    shell.until("\x1b[?2004l")  # the line is taken
    time.sleep(0.5)
    shell.type("\x03")
    shell.until("stopped")
    shell.until("nightdesk>")
    shell.type("select word_cou\t")
    shell.until("nt")  # the rest of word_count
    shell.type(" > 0 as counted from articles limit 1;\r")
    shell.until("True")
    shell.until("nightdesk>")
    shell.type(".columns stories\r")
    shell.until("How many articles carry it.")
    shell.until("nightdesk>")
    shell.type("drop table articles;\r")
    shell.until("is not a question")
    shell.until("nightdesk>")
    shell.type("\x04")
    assert shell.process.wait(60) == 0
    os.close(shell.screen)
    assert "+select 40 + 2 as answer;" in (alone / ".sql_history").read_text()
