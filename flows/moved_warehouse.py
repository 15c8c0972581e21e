"""The warehouse's part of a move: its tables carried into the other form, the same by their hash."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flows.config import Config
from flows.progress import step
from warehouse import contents, holdings, place, sql, store
from warehouse.desk import Warehouse
from warehouse.lake import carrying

FILE = "move/warehouse.duckdb"  # in the home, while a lake is carried into a file


class CannotMove(Exception):  # noqa: N818
    """An archive can't be moved so; the sentence says why and what to do."""


def copied(before: Config, after: Config, wait: float, files: Set[str]) -> str | None:
    """The hash of everything in the warehouse, whose captures all lie in `files`; None if there is none.

    Where the two configurations name different warehouses its tables are carried into the second, which then
    holds the same by that hash. Raises CannotMove, WarehouseError.
    """
    home = before.home
    if not before.is_lake and not (home / store.NAME).exists():
        return None
    try:
        with opened(before, wait) as warehouse:
            lost = sorted(set(holdings.files(warehouse.connection)) - files)
            if lost:
                raise CannotMove(
                    f"{len(lost)} WARC files that the warehouse names did not come, such as {lost[0]}"
                )
            found = contents.digest(contents.contents(warehouse.connection))
        if form(before) != form(after):
            step("move", f"the tables into {after.warehouse}")
            carried(before, after, wait)
    finally:
        place.keep_in(home, form(before))
    return found


def form(told: Config) -> place.Lake | None:
    """The warehouse that a configuration names, as the warehouse knows it."""
    return place.named(told.warehouse, told.warehouse_data, told.s3_endpoint, told.s3_region)


@contextmanager
def opened(told: Config, wait: float) -> Iterator[Warehouse]:
    """The warehouse that a configuration names."""
    place.keep_in(told.home, form(told))
    with store.writing(told.home, wait) as warehouse:
        yield warehouse


def carried(before: Config, after: Config, wait: float) -> None:
    """All tables into the other form, whole or not at all; then both are compared."""
    home, made = before.home, before.home / store.NAME
    own = runs(before, wait)
    if before.is_lake:
        made = home / FILE
        made.parent.mkdir(exist_ok=True)
        made.unlink(missing_ok=True)  # of a move that was killed
        with opened(before, wait) as lake:
            carrying.to_file(lake.connection, made, store.SETTINGS)
    if after.is_lake:
        if strange := runs(after, wait) - own:
            raise CannotMove(
                f"{after.warehouse} holds another archive: {len(strange)} runs that this one does not know, "
                f"such as {min(strange)}; name an empty database"
            )
        with opened(after, wait) as lake:
            carrying.from_file(lake.connection, made)
    else:
        put_in_place(home, made)
    compare(before, after, wait)


def runs(told: Config, wait: float) -> set[str]:
    """The names of the runs that a warehouse knows."""
    with opened(told, wait) as warehouse:
        return {str(row[0]) for row in sql.run(warehouse.connection, "queries/run_names").fetchall()}


def put_in_place(home: Path, made: Path) -> None:
    """Give the file the warehouse's name; one that was there before goes to `backup/`."""
    old = home / store.NAME
    if old.exists():
        (home / "backup").mkdir(exist_ok=True)
        old.rename(home / "backup" / f"before-move-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.duckdb")
    made.rename(old)


def compare(before: Config, after: Config, wait: float) -> None:
    """Raise CannotMove unless both hold the same, table by table."""
    with opened(before, wait) as one:
        here = contents.contents(one.connection)
    with opened(after, wait) as other:
        there = contents.contents(other.connection)
    if differing := [name for name in contents.TABLES if here[name].digest != there[name].digest]:
        raise CannotMove(
            f"{after.warehouse} does not hold the same in {', '.join(differing)}; {before.warehouse} is as "
            "it was: move again, or `nightdesk rebuild` makes it anew from the WARC files"
        )
