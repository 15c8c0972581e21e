"""A look at a lake without changing it: how its tables stand to those that this Nightdesk makes."""

from __future__ import annotations

import duckdb

from warehouse import migrate, store
from warehouse.errors import WarehouseTooNew
from warehouse.lake import leaving, opening
from warehouse.place import Lake

EMPTY = "nothing is in it yet: the next run makes the tables"
OLDER = "its tables are of an older Nightdesk (at {there}, this one knows {ours}): the next run updates them"


def looked_at(lake: Lake) -> str | None:
    """What an operator should know of its tables; None if they are as ours. Nothing is made or migrated.

    Raises CatalogUnreachable, WarehouseTooNew, NotAWarehouse, WrongPlace.
    """
    with store.lake_clearly(lake):
        try:
            connection = opening.connected(lake, store.SETTINGS, read_only=True)
        except duckdb.InvalidInputException as error:
            if "creating a new DuckLake is explicitly disabled" not in str(error):
                raise
            return EMPTY
        try:
            there, ours = migrate.present(connection), migrate.latest()
        finally:
            leaving.close(connection)
        if there > ours:
            raise WarehouseTooNew(migrate.too_new(there))
    if not there:
        return EMPTY
    return None if there == ours else OLDER.format(there=there, ours=ours)
