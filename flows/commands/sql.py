"""`nightdesk sql`: ask the snapshot, once or in a shell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from warehouse.asking import Questions


@click.command("sql")
@click.argument("query", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "jsonl", "parquet"]),
    help="How the answer is written.  [default: table, or what --out ends with]",
)
@click.option("--json", "as_lines", is_flag=True, help="The same as --format jsonl: a line of JSON a row.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the answer to this file.")
@click.option("--rows", default=50, show_default=True, help="How many rows the table shows; 0 for all.")
@click.option("--seconds", default=60.0, show_default=True, help="When to give up.")
@click.option("--memory", default="2GB", show_default=True, help="Memory that a question may use.")
def command(
    query: str | None,
    form: str | None,
    as_lines: bool,
    out: Path | None,
    rows: int,
    seconds: float,
    memory: str,
) -> None:
    """Ask the snapshot in SQL. Without QUERY: a shell, or what comes from standard input.

    The snapshot is read-only and shut in: no question can change it, or reach a file or the network.
    Ctrl-C stops a question. `from search('WORDS')` gives what `nightdesk search` finds.

    Example: nightdesk sql "select source, count(*) from news group by all"
    """
    from flows.commands import shell
    from flows.settings import Desk
    from warehouse.asking import asking, hold_memory

    chosen = form or ("jsonl" if as_lines else suffix(out))
    if chosen == "parquet" and not out:
        raise click.UsageError("Parquet needs a file: --out NAME.parquet")
    if chosen == "table" and out:
        raise click.UsageError("a table goes to the terminal; for a file say --format csv, json or parquet")
    home = Desk.here().home
    open_shell = query is None and sys.stdin.isatty()
    with asking(home, seconds, memory, writes(out, chosen)) as questions:
        hold_memory(questions.connection)
        if open_shell:
            shell.converse(questions, home, chosen, rows)
        else:
            answer(questions, query if query is not None else sys.stdin.read(), chosen, out, rows)


def suffix(out: Path | None) -> str:
    """The format that a file's name stands for; a table where there is none."""
    known = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".parquet": "parquet"}
    return known.get(out.suffix.lower(), "csv") if out else "table"


def unfinished(out: Path) -> Path:
    """Where an answer grows until it is whole."""
    return out.absolute().with_name(out.name + ".open")


def writes(out: Path | None, form: str) -> Path | None:
    """The one file that DuckDB itself must be able to write."""
    return unfinished(out) if out and form == "parquet" else None


def answer(questions: Questions, words: str, form: str, out: Path | None, rows: int) -> None:
    """Put the question and write every answer of it; a file appears only when it is whole."""
    from flows.commands import answers

    if not out:
        with questions.answered():
            for found in questions.ask(words):
                answers.write(found, form, rows)
        return
    part = unfinished(out)
    try:
        with questions.answered():
            if form == "parquet":
                questions.keep(words, part)
            else:
                save(questions, words, form, part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def save(questions: Questions, words: str, form: str, part: Path) -> None:
    """The last answer, in a file."""
    from warehouse import written

    for found in questions.ask(words):
        with part.open("w", encoding="utf-8", newline="") as file:
            written.WRITERS[form](written.columns_of(found), written.rows_of(found), file)
