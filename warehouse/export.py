"""Exports: a corpus in files by source and month, with what its columns mean and a digest of every file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from warehouse import asking, past, snapshot, sql, store, written
from warehouse.errors import CannotExport
from warehouse.manifest import Kept, corpus, kept, sealed

TABLES = ("articles", "versions", "edits", "aliases", "captures", "syndication")
FORMATS = ("parquet", "csv", "jsonl")
IDS, DICTIONARY = "ids.txt", "dictionary.csv"

Progress = Callable[[int, int], None]  # files written, files in all


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be exported: all articles, those of a condition in SQL, or those of a list of ids."""

    form: str = "parquet"
    tables: tuple[str, ...] = ("articles",)
    where: str | None = None
    ids: tuple[str, ...] | None = None
    lake_snapshot: int | None = None  # as the lake stood at this one; None: what was published last


def export(home: Path, to: Path, asked: Asked, told: Progress | None = None) -> dict[str, Any]:
    """Write the export beside its place, then give it its name; the manifest.

    Raises CannotExport, QuestionRefused or NotAnswered (the condition), NoSnapshot, CannotWrite.
    """
    to = to.absolute()
    if to.exists():
        raise CannotExport(f"{to} is there already: an export is never changed; choose another place")
    part = to.with_name(f"{to.name}.open")
    with store.told_clearly(part):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            with (
                asked_of(home, asked, part) as path,
                snapshot.connected(path, writes=part) as connection,
            ):
                manifest = _write(connection, part, asked, told)
            part.rename(to)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return manifest


def asked_of(home: Path, asked: Asked, part: Path) -> AbstractContextManager[Path]:
    """The file that an export is made from. Raises NoSnapshot, CannotExport."""
    if asked.lake_snapshot is None:
        return nullcontext(snapshot.published(home))
    return past.as_of(home, asked.lake_snapshot, part.with_name(f"{part.name}.duckdb"))


def _write(
    connection: duckdb.DuckDBPyConnection, part: Path, asked: Asked, told: Progress | None
) -> dict[str, Any]:
    choose(connection, asked)
    ids = [str(row[0]) for row in sql.run(connection, "exporting/chosen_ordered").fetchall()]
    if not ids:
        raise CannotExport("no article fits; nothing was exported")
    files = []
    for table in asked.tables:
        files += _table(connection, part, table, asked.form, told)
    (part / IDS).write_text("".join(f"{name}\n" for name in ids), encoding="utf-8")
    with (part / DICTIONARY).open("w", encoding="utf-8", newline="") as file:
        told_of = sql.run(connection, "exporting/dictionary", {"tables": json.dumps(list(asked.tables))})
        written.as_csv(written.columns_of(told_of), written.rows_of(told_of), file)
    files += [kept(part, part / name, None) for name in (IDS, DICTIONARY)]
    about = sql.rows(connection, "exporting/about")[0]
    if sql.run(connection, "exporting/is_from_lake").fetchall():
        about |= sql.rows(connection, "exporting/from_lake")[0]
    manifest = {
        "made_by": f"nightdesk {version('nightdesk')}, DuckDB {duckdb.__version__}",
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "snapshot": {name: written.plain(value) for name, value in about.items()},
        "where": asked.where,
        "format": asked.form,
        "articles": len(ids),
        "corpus": corpus(files),
        "files": [asdict(one) for one in files],
    }
    sealed(part, manifest, files)
    return manifest


def choose(connection: duckdb.DuckDBPyConnection, asked: Asked) -> None:
    """Make the table `chosen`. An id that is no article's stops it: nothing is left out in silence."""
    if asked.ids is None and not asked.where:
        sql.run(connection, "exporting/chosen_all")
        return
    ids = fitting(connection, asked.where) if asked.ids is None and asked.where else asked.ids or ()
    sql.hand(connection, "asked_for", {"article_id": ("VARCHAR", ids)})
    unknown = [str(row[0]) for row in sql.run(connection, "exporting/unknown_ids").fetchall()]
    if unknown:
        some = ", ".join(unknown[:5]) + (" ..." if len(unknown) > 5 else "")
        raise CannotExport(f"{len(unknown)} ids are no article's in this snapshot: {some}")
    sql.run(connection, "exporting/chosen_ids")


def fitting(connection: duckdb.DuckDBPyConnection, where: str) -> list[str]:
    """The ids of the articles that a condition fits.

    It is its author's own SQL, so it becomes SQL; this connection can reach nothing but the export.
    """
    question = f"select article_id from articles where ({where}\n)"  # noqa: S608
    with asking.Questions(connection, snapshot.SECONDS).answered():
        return [row[0] for row in connection.execute(only(asking.checked(question))).fetchall()]


def only(statements: list[duckdb.Statement]) -> duckdb.Statement:
    """The one statement that a condition makes. Raises CannotExport when it makes more."""
    if len(statements) > 1 or statements[0].type.name != "SELECT":
        raise CannotExport("--where is one condition on `articles`, such as: source = 'dawn'")
    return statements[0]


def _table(
    connection: duckdb.DuckDBPyConnection, part: Path, table: str, form: str, told: Progress | None
) -> list[Kept]:
    """The rows of a table that belong to the chosen articles: a file for each source and month."""
    try:
        sql.run(connection, f"exporting/{table}")
    except duckdb.CatalogException as error:
        raise CannotExport(
            f"this snapshot has no {table}: an older Nightdesk published it, `nightdesk run` does it anew"
        ) from error
    files = []
    partitions = sql.rows(connection, "exporting/partitions")
    for number, values in enumerate(partitions, 1):
        folder = part / table / f"source={values['source']}" / f"month={values['month']}"
        folder.mkdir(parents=True)
        path = folder / f"{table}.{form}"
        rows = _file(connection, path, values)
        files.append(kept(part, path, rows))
        if told:
            told(number, len(partitions))
    return files


def _file(connection: duckdb.DuckDBPyConnection, path: Path, values: dict[str, object]) -> int:
    """Write one file; how many rows it has."""
    wanted = {name: values[name] for name in sql.parameters("exporting/rows")}
    if path.suffix == ".parquet":
        rows = connection.sql(sql.text("exporting/rows"), params=wanted)
        rows.write_parquet(str(path), compression="zstd")
        return int(sql.run(connection, "exporting/count", {"path": str(path)}).fetchall()[0][0])
    found = connection.execute(sql.text("exporting/rows"), wanted)
    with path.open("w", encoding="utf-8", newline="") as file:
        return written.WRITERS[path.suffix[1:]](written.columns_of(found), written.rows_of(found), file)
