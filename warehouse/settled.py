"""Views whose answers take long are worked out once, at publication, and lie in the snapshot as tables."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse import sql, store

VIEWS = (
    "source_days",
    "source_health",
    "coverage",
    "syndication",
    "edits",
)  # in the order they need each other
MEMORY = "4GB"


def settle(path: Path) -> None:
    """Put a table in the place of each of these views, with the same rows, columns and comments."""
    with duckdb.connect(str(path), config={**store.SETTINGS, "memory_limit": MEMORY}) as connection:
        connection.execute("set timezone = 'UTC'")
        for view in VIEWS:
            told = sql.run(connection, "queries/comments_of", {"name": view}).fetchall()
            connection.begin()
            # Names are ours, from this module; comments are ours too, yet quoted.
            connection.execute(f"create table {view}_settled as from {view}")
            connection.execute(f"drop view {view}")
            connection.execute(f"alter table {view}_settled rename to {view}")
            for column, comment in told:
                what = f'column {view}."{column}"' if column else f"table {view}"
                connection.execute(f"comment on {what} is {quoted(comment)}")
            connection.commit()


def quoted(text: str | None) -> str:
    """A text as SQL has it; COMMENT takes no parameters."""
    return "null" if text is None else "'" + text.replace("'", "''") + "'"
