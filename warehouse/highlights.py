"""What of a run is worth showing: articles, stories most reprinted, limits, slow hosts, the last nights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from warehouse import sql

Rows = tuple[dict[str, object], ...]
SHOWN = 30  # articles of each kind


@dataclass(frozen=True, slots=True)
class Highlights:
    """Rows of `queries/highlights_*`, by what they are."""

    new: Rows  # source, title, article_id
    edited: Rows
    more: dict[str, int]  # how many articles of each kind there are in all
    stories: Rows  # story_id, source, title, copies
    limits: Rows  # limit_name, hits, sources
    hosts: Rows  # host, seconds, requests
    days: Rows  # source, day (ISO 8601), articles


def highlights(connection: duckdb.DuckDBPyConnection, run: str, day: date) -> Highlights:
    """What of a run is worth showing."""
    values: dict[str, object] = {"run": run, "day": day}
    articles = sql.rows(connection, "queries/highlights_articles", values)
    kinds = {kind: [row for row in articles if row["what"] == kind] for kind in ("new", "edited")}
    days = sql.rows(connection, "queries/highlights_days", values)
    return Highlights(
        new=tuple(kinds["new"][:SHOWN]),
        edited=tuple(kinds["edited"][:SHOWN]),
        more={kind: len(rows) for kind, rows in kinds.items()},
        stories=tuple(sql.rows(connection, "queries/highlights_stories", values)),
        limits=tuple(
            {**row, "hits": int(str(row["hits"]))}
            for row in sql.rows(connection, "queries/highlights_limits", values)
        ),
        hosts=tuple(sql.rows(connection, "queries/highlights_hosts", values)),
        days=tuple({**row, "day": str(row["day"])} for row in days),
    )
