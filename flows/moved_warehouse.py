"""The warehouse's part of a move: the same content in the other form, by the hash that `rebuild` shows."""

from __future__ import annotations

from collections.abc import Set

from flows.config import Config
from warehouse import contents, holdings, store


class CannotMove(Exception):  # noqa: N818
    """An archive can't be moved so; the sentence says why and what to do."""


def copied(before: Config, after: Config, wait: float, files: Set[str]) -> str | None:
    """The hash of everything in the warehouse, whose captures all lie in `files`; None if there is none.

    Here the two forms would meet: whoever copies tables between them compares `contents` of both afterwards.
    Raises CannotMove, WarehouseError.
    """
    if (before.warehouse, before.warehouse_data) != (after.warehouse, after.warehouse_data):
        raise CannotMove(
            f"the files are moved; the warehouse can't be moved from {before.warehouse!r} to "
            f"{after.warehouse!r} by this command: `nightdesk rebuild` makes it anew from the WARC files"
        )
    if before.is_lake or not (before.home / store.NAME).exists():
        return None
    with store.writing(before.home, wait) as warehouse:
        lost = sorted(set(holdings.files(warehouse.connection)) - files)
        found = contents.contents(warehouse.connection)
    if lost:
        raise CannotMove(f"{len(lost)} WARC files that the warehouse names did not come, such as {lost[0]}")
    return contents.digest(found)
