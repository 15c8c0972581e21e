"""Where captures lie in the archive, as the warehouse has it: asked by checks, told anew after a repair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb

from warehouse import sql
from warehouse.whole import whole

Place = tuple[str, int, int]  # capture id, where its record begins, how long it is (bytes)


def files(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Each WARC file that captures lie in, relative to the home, and the byte where the last of them ends."""
    rows = sql.rows(connection, "queries/warc_files")
    return {str(row["warc_file"]): int(str(row["ends_at"])) for row in rows}


def places(connection: duckdb.DuckDBPyConnection, warc_file: str) -> list[Place]:
    """The captures of one file."""
    rows = sql.run(connection, "queries/captures_of_file", {"warc_file": warc_file}).fetchall()
    return [(capture_id, offset, length) for capture_id, offset, length in rows]


def tell(
    connection: duckdb.DuckDBPyConnection,
    warc_file: str | None,
    moved: Sequence[Place],
    lost: Sequence[str],
    reason: str,
    now: datetime,
) -> None:
    """After a repair: where saved captures lie now, and which are lost: their pages are due again. In UTC."""
    ids, offsets, lengths = zip(*moved, strict=True) if moved else ((), (), ())

    def work() -> None:
        sql.hand(
            connection,
            "moved",
            {
                "capture_id": ("VARCHAR", ids),
                "warc_offset": ("BIGINT", offsets),
                "warc_length": ("BIGINT", lengths),
            },
        )
        sql.hand(connection, "lost", {"capture_id": ("VARCHAR", list(lost))})
        sql.run(connection, "queries/relocate_captures", {"warc_file": warc_file})
        sql.run(connection, "queries/note_losses", {"reason": reason, "noted_at": now})

    whole(connection, work)
