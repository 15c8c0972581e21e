"""A warehouse of made-up articles, as large as asked, built within DuckDB: for loads, questions and search.

Words are drawn by Zipf's law from a made-up vocabulary; a tenth of the articles are copies of others, a
twentieth was edited; sources, sections, lengths and authors are as uneven as real ones. Each was fetched
twice.

`python -m benchmarks.made_up HOME --articles 5000000 --words 100` (about a gigabyte and a half per million).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import duckdb

from warehouse import sql, store

SQL = Path(__file__).parent / "made_up"
CHUNK = 250_000  # articles in one transaction
A_NIGHT = 5_000  # articles that a night brought
MACROS = ("loading/005_words", "loading/006_hash", "loading/007_article_id")


def build(home: Path, articles: int, words: int = 350) -> None:
    """Fill a warehouse, from where an earlier try stopped; a night's rows lie together, as they would."""
    with store.writing(home) as warehouse:
        connection = warehouse.connection
        ((there,),) = connection.execute("select count(*) from articles").fetchall()
        for name in MACROS:
            sql.run(connection, name)
        run(connection, SQL / "pool.sql", {})
        for first in range(int(there), articles, CHUNK):
            count = min(CHUNK, articles - first)
            values = {"first": first, "count": count, "words": words, "a_night": A_NIGHT}
            connection.begin()
            for path in sorted((SQL / "some").glob("*.sql")):
                run(connection, path, values)
            connection.commit()
            print(f"{first + count} articles", flush=True)


def add(path: Path, articles: int) -> None:
    """Put a night's new articles into a snapshot."""
    with duckdb.connect(str(path)) as connection:
        run(connection, SQL / "more.sql", {"n": articles})


def run(connection: duckdb.DuckDBPyConnection, path: Path, values: dict[str, int]) -> None:
    """Execute a statement with those of the values that it asks for."""
    statement = path.read_text(encoding="utf-8")
    connection.execute(statement, {key: one for key, one in values.items() if f"${key}" in statement} or None)


def main() -> None:
    """Build and say how long it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("home", type=Path)
    parser.add_argument("--articles", type=int, default=5_000_000)
    parser.add_argument("--words", type=int, default=100, help="of an article, on average")
    asked = parser.parse_args()
    began, cpu = time.monotonic(), time.process_time()
    build(asked.home, asked.articles, asked.words)
    size = (asked.home / store.NAME).stat().st_size
    print(
        f"{time.monotonic() - began:.0f} s, {time.process_time() - cpu:.0f} CPU s, {size / 1e9:.2f} GB, "
        f"{size / asked.articles:.0f} bytes an article"
    )


if __name__ == "__main__":
    main()
