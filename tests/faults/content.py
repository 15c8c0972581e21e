"""What a home holds, without the names and times that differ from run to run: equal homes have equal content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from warehouse.store import NAME

TABLES: Mapping[str, str] = {
    "articles": """
        select source, url_key, title, subtitle, authors, published_at, published_precision, section, language,
            dateline, agency, body, word_count, is_free, image_caption, versions
        from articles order by all""",
    "versions": """
        select articles.source, url_key, versions.title, versions.body, valid_to_at is null as stands
        from versions join articles using (article_id) order by all""",
    "aliases": "select distinct source, url from aliases order by all",
    "rejects": "select distinct source, url, verdict from rejects order by all",
    "stories": """
        select list(source || ' ' || url_key order by source, url_key) as members
        from articles group by story_id order by all""",
}


def content(home: Path, name: str = NAME) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table that an analyst asks."""
    with duckdb.connect(str(home / name), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        return {table: connection.execute(query).fetchall() for table, query in TABLES.items()}


def differences(
    found: dict[str, list[tuple[Any, ...]]], wanted: dict[str, list[tuple[Any, ...]]]
) -> list[str]:
    """The rows that only one of two homes has, a line each."""
    return [
        f"{table} {sign} {row}"
        for table, rows in wanted.items()
        for sign, some, others in (("misses", rows, found[table]), ("has", found[table], rows))
        for row in some
        if some.count(row) > others.count(row)
    ]


def leftovers(home: Path) -> list[str]:
    """Files that only a process at work may have."""
    kinds = ("*.open", "*.wal", "*.tmp", ".load-*")
    return sorted(str(path.relative_to(home)) for kind in kinds for path in home.rglob(kind))
