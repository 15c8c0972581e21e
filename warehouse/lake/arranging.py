"""What a lake has beside the migrations: partitions and a count of turns; what of our views it can't take."""

from __future__ import annotations

import duckdb

from warehouse import sql

# DuckLake 1.0 keeps comments of tables, their columns and views, but none of views' columns and of macros.
UNTAKEN = ("comment on column", "comment on macro")


def statements() -> list[str]:
    """How the tables are laid out, to be run after the migrations; a second time changes nothing."""
    return [sql.text(name) for name in sql.names("lake/arrangement")]


def taken(definition: str) -> list[str]:
    """The statements of a view's definition that a lake takes."""
    words = [statement.query.strip() for statement in duckdb.extract_statements(definition)]
    return [one for one in words if not without_remarks(one).startswith(UNTAKEN)]


def without_remarks(statement: str) -> str:
    """A statement from its first word on."""
    lines = (line for line in statement.lower().splitlines() if line.strip() and not line.startswith("--"))
    return "\n".join(lines).lstrip()
