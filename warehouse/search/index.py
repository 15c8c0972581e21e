"""The index on disk: brought up to date beside the old one, then swapped; torn or missing, it is built anew.

search/current.json    which generation counts, of which snapshot, with the length of each of its files
search/<generation>/   tantivy's files, and known.parquet: which articles are in it, and a digest of each
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

import duckdb
import tantivy

from warehouse import snapshot, sql, store
from warehouse.errors import IndexMissing
from warehouse.search import fields

FOLDER = "search"
KNOWN = "known.parquet"
BATCH = 1_000  # articles in memory at a time
FEW = 5_000  # articles up to which one thread is quicker than two
HEAP = 250 << 20  # bytes of memory for each thread that indexes

Progress = Callable[[int, int], None]  # articles done, articles in all


@dataclass(frozen=True, slots=True)
class State:
    """What current.json says."""

    version: int
    duckdb: str  # its hash of a row may change with it
    generation: str
    snapshot: tuple[int, int]  # bytes, and nanoseconds since 1970 of its last change
    articles: int
    groups: tuple[str, ...]
    files: dict[str, int]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What bringing the index up to date came to."""

    added: int
    removed: int
    articles: int


def stamp(path: Path) -> tuple[int, int]:
    """What tells one snapshot from the next."""
    told = path.stat()
    return told.st_size, told.st_mtime_ns


def state_of(home: Path) -> State | None:
    """The state of the index if it is there, whole, and made as we make it; else None."""
    folder = home / FOLDER
    try:
        told = json.loads((folder / "current.json").read_text(encoding="utf-8"))
        told |= {"snapshot": tuple(told["snapshot"]), "groups": tuple(told["groups"])}
        state = State(**told)
        if (state.version, state.duckdb) != (fields.VERSION, duckdb.__version__):
            return None
        return state if lengths(folder / state.generation) == state.files else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def lengths(generation: Path) -> dict[str, int]:
    """The length of every file that counts."""
    return {one.name: one.stat().st_size for one in generation.iterdir() if not one.name.endswith(".lock")}


def fresh(home: Path, state: State | None) -> bool:
    """Whether the index is that of the snapshot as it lies there."""
    return state is not None and state.snapshot == stamp(snapshot.published(home))


def opened(home: Path) -> tuple[tantivy.Index, State]:
    """The index, ready to be searched. Raises IndexMissing."""
    for _ in range(3):  # another process may swap it between two of our looks
        state = state_of(home)
        if state is None:
            continue
        try:
            index = fields.opened(str(home / FOLDER / state.generation))
            if index.searcher().num_docs == state.articles:
                return index, state
        except (OSError, ValueError):
            continue
    raise IndexMissing(f"the index in {home / FOLDER} is missing or torn; `nightdesk search` builds it")


def refresh(home: Path, told: Progress | None = None, anew: bool = False) -> Refreshed:
    """Bring the index in step with the snapshot; what stands in both is not touched.

    Raises NoSnapshot, or a WarehouseError when the home can't be written.
    """
    path = snapshot.published(home)
    folder = home / FOLDER
    with store.told_clearly(folder / "current.json"):
        folder.mkdir(exist_ok=True)
        with alone(folder):
            state = None if anew else state_of(home)
            if state and fresh(home, state):
                return Refreshed(0, 0, state.articles)
            try:
                return _beside(home, path, state, told)
            finally:
                _clear(folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time brings the index up to date; the others wait."""
    with (folder / "alone.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _beside(home: Path, path: Path, state: State | None, told: Progress | None) -> Refreshed:
    """Make the next generation beside the present one, and let it count."""
    generation = home / FOLDER / uuid4().hex[:12]
    generation.mkdir()
    if state:
        for name in state.files:  # files of tantivy are written once: a second name is as good as a copy
            os.link(home / FOLDER / state.generation / name, generation / name)
    before = stamp(path)
    with snapshot.connected(path, writes=generation) as connection:
        added, removed = _bring(connection, generation, told)
        groups = sorted(
            {fields.group_of(row[0]) for row in sql.run(connection, "search/languages").fetchall()}
        )
    articles = fields.opened(str(generation)).searcher().num_docs
    now = State(
        fields.VERSION,
        duckdb.__version__,
        generation.name,
        before,
        articles,
        tuple(groups),
        lengths(generation),
    )
    part = home / FOLDER / "current.json.open"
    part.write_text(json.dumps(asdict(now), indent=1), encoding="utf-8")
    snapshot.swap(part, home / FOLDER / "current.json")
    return Refreshed(added, removed, articles)


def _bring(connection: duckdb.DuckDBPyConnection, generation: Path, told: Progress | None) -> tuple[int, int]:
    """Put into a generation what is new or changed, take out what is gone; how many of each."""
    known = generation / KNOWN
    sql.run(connection, "search/now")
    if known.exists():
        sql.run(connection, "search/known", {"path": str(known)})
    else:
        sql.run(connection, "search/none_known")
    gone = sql.run(connection, "search/gone").fetchall()
    total = int(sql.run(connection, "search/count_changed").fetchall()[0][0])
    writer = fields.opened(str(generation)).writer(HEAP * (2 if total > FEW else 1), 2 if total > FEW else 1)
    for (name,) in gone:
        writer.delete_documents_by_term("article_id", name)
    done = 0
    found = sql.run(connection, "search/changed")
    columns = [column[0] for column in found.description or []]
    while rows := found.fetchmany(BATCH):
        for row in rows:
            writer.add_document(fields.document(dict(zip(columns, row, strict=True))))
        done += len(rows)
        if told:
            told(done, total)
    writer.commit()
    writer.wait_merging_threads()
    known.unlink(missing_ok=True)  # it has a second name in the generation before
    connection.sql(sql.text("search/keep_known")).write_parquet(str(known))
    return total, len(gone)


def _clear(folder: Path) -> None:
    """Remove the generations that don't count. Who searches in one keeps its files until the end."""
    state = json.loads((folder / "current.json").read_text()) if (folder / "current.json").exists() else {}
    for one in folder.iterdir():
        if one.is_dir() and one.name != state.get("generation"):
            shutil.rmtree(one, ignore_errors=True)
