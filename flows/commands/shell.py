"""The shell of `nightdesk sql`: history, completion, and Ctrl-C stops a question."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.sql import SqlLexer

from flows.commands import answers, shown
from warehouse import sql, written
from warehouse.asking import Questions
from warehouse.errors import WarehouseError

HELP = """\
A question ends with a semicolon, and may take many lines. Ctrl-C stops it; Ctrl-D leaves.
  .tables          tables and views, and what a row of each is
  .columns NAME    the columns of one, and what each means
  .format NAME     how answers are written: table, csv, json, jsonl
  .help            this
  .quit            leave
Tab completes names; the arrow keys go through earlier questions. `from search('WORDS')` searches."""


class Names(Completer):
    """Completes tables, views, columns and functions, each with its comment."""

    def __init__(self, known: list[tuple[str, str]]) -> None:
        self.known = known

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """What may stand where the cursor is."""
        start = document.get_word_before_cursor()
        if not start.strip():
            return
        for name, meaning in self.known:
            if name.startswith(start.lower()):
                yield Completion(name, -len(start), display_meta=meaning)


def history(home: Path) -> History:
    """Earlier questions to this archive; in memory where its home can't be written."""
    path = home / ".sql_history"
    writable = os.access(path if path.exists() else home, os.W_OK)
    return FileHistory(str(path)) if writable else InMemoryHistory()


def whole(text: str) -> bool:
    """Whether Enter sends it: an order to the shell, nothing, or a question with its semicolon."""
    return text.startswith(".") or not text.strip() or text.rstrip().endswith(";")


def converse(questions: Questions, home: Path, form: str, rows: int) -> None:
    """Read questions and write answers until Ctrl-D."""
    known = [(str(n), str(m or "")) for n, m in sql.run(questions.connection, "queries/names").fetchall()]
    session: PromptSession[str] = PromptSession(
        "nightdesk> ",
        history=history(home),
        completer=Names(known),
        complete_while_typing=False,
        auto_suggest=AutoSuggestFromHistory(),
        lexer=PygmentsLexer(SqlLexer),
        multiline=Condition(lambda: not whole(session.default_buffer.text)),
        prompt_continuation="      ...> ",
    )
    click.echo("Ask in SQL, end with a semicolon. .help tells more, .tables what there is.")
    while True:
        try:
            words = session.prompt().strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if words in {".quit", ".exit", "exit", "quit", "exit;", "quit;", "\\q"}:
            return
        form = one(questions, words, form, rows)


def one(questions: Questions, words: str, form: str, rows: int) -> str:
    """Carry out one entry; the format from then on."""
    if words.startswith(".format"):
        wanted = words.removeprefix(".format").strip()
        if wanted in written.WRITERS or wanted == "table":
            return wanted
        click.echo("formats here: table, csv, json, jsonl", err=True)
    elif words.startswith("."):
        order(questions, words)
    elif words:
        put(questions, words, form, rows)
    return form


def order(questions: Questions, words: str) -> None:
    """Carry out what starts with a full stop."""
    name, _, rest = words.partition(" ")
    if name == ".tables":
        found = sql.run(questions.connection, "queries/meanings_of_tables")
        shown.table(("name", "rows", "what a row is"), found.fetchall())
    elif name == ".columns" and rest.strip():
        found = sql.run(
            questions.connection, "queries/meanings_of_columns", {"name": rest.strip().rstrip(";")}
        )
        shown.table(("column", "type", "what it means"), found.fetchall())
    else:
        click.echo(HELP)


def put(questions: Questions, words: str, form: str, rows: int) -> None:
    """Put one question; what goes wrong with it is a sentence, and the shell goes on."""
    began = time.monotonic()
    try:
        with questions.answered():
            for found in questions.ask(words):
                answers.write(found, form, rows)
        click.echo(f"({time.monotonic() - began:.2f} s)", err=True)
    except WarehouseError as error:
        click.echo(f"nightdesk: {error}", err=True)
