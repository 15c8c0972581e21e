"""A warehouse of made-up articles, as large as asked, built within DuckDB: for questions and search.

Words are drawn by Zipf's law from a made-up vocabulary; a tenth of the articles are copies of others, a
twentieth was edited; sources, sections, hours and authors are as uneven as real ones.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse import migrate

SQL = Path(__file__).parent / "made_up"


def build(path: Path, articles: int, words: int = 350) -> None:
    """Write the file, its tables filled for so many articles of about so many words."""
    path.unlink(missing_ok=True)
    settings = {
        "storage_compatibility_version": "v1.4.0",
        "memory_limit": "6GB",
        "preserve_insertion_order": False,
    }
    with duckdb.connect(str(path), config=settings) as connection:
        connection.execute("set timezone = 'UTC'")
        migrate.migrate(connection)
        for step in sorted(SQL.glob("*.sql")):
            text = step.read_text(encoding="utf-8")
            wanted = {
                name: value for name, value in (("n", articles), ("words", words)) if f"${name}" in text
            }
            connection.execute(text, wanted or None)
        connection.execute("checkpoint")


def add(path: Path, articles: int) -> None:
    """Put a night's new articles into the file."""
    with duckdb.connect(str(path)) as connection:
        connection.execute((SQL / "later" / "more.sql").read_text(encoding="utf-8"), {"n": articles})
