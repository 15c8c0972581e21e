"""One load into a file and into a DuckLake: `python -m benchmarks.warehouse.two_forms --articles 1000000`.

Builds a made-up warehouse in a file, carries it into a lake whose catalog is a PostgreSQL started for this,
writes one night's stage files, and loads them into both. Prints what each step of the night took.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import made_up
from benchmarks.warehouse import night
from benchmarks.warehouse.measured import measured
from tests import postgres
from warehouse import checks, place, similarity, snapshot, store
from warehouse.desk import Warehouse
from warehouse.lake import carrying


def main() -> None:
    """Build, carry, load, print."""
    asked = arguments()
    base = Path(tempfile.mkdtemp(prefix="two-forms-", dir=asked.folder))
    server = postgres.started()
    try:
        file, lake = base / "file", base / "lake"
        measured("build", lambda: made_up.build(file, asked.articles, asked.words))
        place.keep_in(lake, server.lake("measured", base / "data"))
        measured("carry into the lake", lambda: carry(file, lake))
        made = night.pages(file, asked.pages, 1, asked.words, 60)
        folder, sources = night.write(file, 1, made, night.after(file))
        for home in (file, lake):
            steps(home, folder, sources)
        print(
            f"file {(file / store.NAME).stat().st_size / 1e9:.2f} GB, lake {size(base / 'data') / 1e9:.2f} GB"
        )
    finally:
        postgres.removed(server)
        shutil.rmtree(base)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=100_000, help="of the night that is loaded")
    parser.add_argument("--words", type=int, default=100, help="of an article, on average")
    parser.add_argument("--folder", type=Path, help="where all of it may lie for a while")
    return parser.parse_args()


def carry(file: Path, lake: Path) -> None:
    """Put the file's tables into the lake."""
    with store.writing(lake) as warehouse:
        carrying.from_file(warehouse.connection, file / store.NAME)


def steps(home: Path, folder: Path, sources: list[str]) -> None:
    """A night's steps in one form, each in a process of its own."""

    def opened(work: Callable[[Warehouse], object]) -> Callable[[], object]:
        def done() -> object:
            with store.writing(home) as warehouse:
                return work(warehouse)

        return done

    def load(warehouse: Warehouse) -> str:
        warehouse.start_run(folder)
        return f"{warehouse.load(folder, *sources).readings} readings"

    form = home.name
    measured(f"{form}: open", opened(lambda _: ""))
    measured(f"{form}: load", opened(load))
    measured(f"{form}: load again", opened(load))
    measured(f"{form}: tell changes", opened(lambda warehouse: warehouse.tell_changes()))
    measured(f"{form}: find copies", opened(lambda warehouse: similarity.find_copies(warehouse.connection)))
    measured(f"{form}: verify", opened(lambda warehouse: len(checks.run(warehouse.connection))))
    measured(f"{form}: publish", lambda: snapshot.publish(home).stat().st_size)


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
