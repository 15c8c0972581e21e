"""Questions put to the snapshot: read-only, shut in, within limits of time and memory."""

from __future__ import annotations

import re
import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import duckdb

from warehouse import snapshot
from warehouse.errors import GaveUp, NotAnswered, QuestionRefused, Stopped
from warehouse.search.find import teach

# What a question may be. The file is read-only, so `create` can only make what ends with the session.
QUESTIONS = frozenset({"SELECT", "EXPLAIN", "CREATE"})
OURS = re.compile(r"^.* Python exception occurred while executing the UDF: \w+: ")
SPARE = 2 << 30  # bytes of memory beside DuckDB's own: Python, the index for search, the rows at hand


class Questions:
    """A session with the snapshot. `connection` is for what we ask ourselves; people's words go to `ask`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self.connection = connection
        self.seconds = seconds

    @contextmanager
    def answered(self) -> Iterator[None]:
        """Within the block what takes too long is interrupted, and what goes wrong is one sentence.

        Raises QuestionRefused, GaveUp, Stopped (by Ctrl-C) or NotAnswered.
        """
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self.connection.interrupt()

        timer = threading.Timer(self.seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            with interruptible(self.connection):
                yield
        except duckdb.OutOfMemoryException as error:
            raise NotAnswered(
                "it needs more memory than it may have: give more with --memory, or ask for fewer rows"
            ) from error
        except duckdb.PermissionException as error:
            raise QuestionRefused(f"a question can reach no file and no network: {first(error)}") from error
        except (duckdb.InterruptException, KeyboardInterrupt) as error:
            if late.is_set():
                raise GaveUp(f"no answer within {self.seconds:g} s; --seconds gives it longer") from error
            raise Stopped("stopped") from error
        except duckdb.Error as error:
            raise NotAnswered(first(error)) from error
        finally:
            timer.cancel()

    def ask(self, words: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """The answers to the statements in `words`, one after the other. Call it within `answered()`.

        Raises QuestionRefused before any is run if one of them is no question.
        """
        for statement in checked(words):
            found = self.connection.execute(statement)
            if statement.type.name != "CREATE":
                yield found

    def keep(self, words: str, path: Path) -> None:
        """Write the answer to one question as Parquet; within `answered()`. `path` is what we may write."""
        *before, last = checked(words)
        for statement in before:
            self.connection.execute(statement)
        if last.type.name != "SELECT":
            raise QuestionRefused("only rows can be written as Parquet: end with a select")
        self.connection.sql(last.query).write_parquet(str(path), compression="zstd")


@contextmanager
def interruptible(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Within the block Ctrl-C stops what DuckDB does, and a second one whatever we do.

    Left to itself DuckDB abandons the query at a KeyboardInterrupt without ending it; the next one waits.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        connection.interrupt()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def checked(words: str) -> list[duckdb.Statement]:
    """The statements in `words`, each a question. Raises QuestionRefused, or duckdb.Error if it is no SQL."""
    statements = duckdb.extract_statements(words)
    for statement in statements:
        if statement.type.name not in QUESTIONS:
            raise QuestionRefused(
                f"{statement.type.name.replace('_', ' ')} is not a question: the snapshot answers "
                "select, from, with, describe, summarize, show, pivot and explain"
            )
    if not statements:
        raise NotAnswered("there is no question")
    return statements


def first(error: Exception) -> str:
    """What DuckDB says, without its advice and its drawing of the place; of our functions, their words."""
    said = str(error).partition("\n\n")[0]
    return OURS.sub("", said)


@contextmanager
def asking(
    home: Path, seconds: float = snapshot.SECONDS, memory: str = snapshot.MEMORY, writes: Path | None = None
) -> Iterator[Questions]:
    """A session with the snapshot of a home. `writes` is the one file that we, not a question, may write.

    Raises NoSnapshot when nothing was published yet.
    """
    with snapshot.connected(snapshot.published(home), memory, writes) as connection:
        teach(connection, home)
        yield Questions(connection, seconds)


def hold_memory(connection: duckdb.DuckDBPyConnection) -> None:
    """Let this process have no more memory than DuckDB may use and a little beside it.

    DuckDB counts what it buffers; one long text made by `repeat` it does not.
    """
    (limit,) = connection.execute("select current_setting('memory_limit')").fetchall()[0]
    most = int(connection.execute("select parse_formatted_bytes($limit)", {"limit": limit}).fetchall()[0][0])
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = most + SPARE if hard == resource.RLIM_INFINITY else min(most + SPARE, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))
