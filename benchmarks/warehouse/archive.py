"""Builds a warehouse of millions of made-up articles: texts from a writer, everything else by SQL.

`python -m benchmarks.warehouse.archive HOME --articles 5000000 --words 100` (about a gigabyte per million).
"""

from __future__ import annotations

import argparse
import csv
import time
from pathlib import Path

from benchmarks.warehouse.texts import Writer
from warehouse import sql, store

CHUNK = 250_000  # articles in one transaction
A_NIGHT = 5_000  # articles that a night brought
FOLDER = Path(__file__).parent / "building"


def build(home: Path, articles: int, words: int) -> None:
    """Fill a warehouse, from where an earlier try stopped; a night's rows lie together, as they would."""
    texts = home / "texts.csv"
    home.mkdir(parents=True, exist_ok=True)
    with store.writing(home) as warehouse:
        ((there,),) = warehouse.connection.execute("select count(*) from articles").fetchall()
    for first in range(int(there), articles, CHUNK):
        count = min(CHUNK, articles - first)
        writer = Writer(1 + first, words)
        with texts.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, delimiter="\t", lineterminator="\n")
            rows.writerows(enumerate(writer.texts(count), first))
        with store.writing(home) as warehouse:
            connection = warehouse.connection
            for name in ("loading/005_words", "loading/006_hash", "loading/007_article_id"):
                sql.run(connection, name)
            values = {
                "texts": str(texts),
                "first": first,
                "a_night": A_NIGHT,
                "nights_before": first // A_NIGHT,
            }
            connection.begin()
            for path in sorted(FOLDER.glob("*.sql")):
                statement = path.read_text(encoding="utf-8")
                wanted = {key: value for key, value in values.items() if f"${key}" in statement}
                connection.execute(statement, wanted or None)
            connection.commit()
        print(f"{first + count} articles", flush=True)
    texts.unlink(missing_ok=True)


def main() -> None:
    """Build and say how long it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("home", type=Path)
    parser.add_argument("--articles", type=int, default=5_000_000)
    parser.add_argument("--words", type=int, default=100, help="of an article, on average")
    asked = parser.parse_args()
    began = time.monotonic()
    build(asked.home, asked.articles, asked.words)
    size = (asked.home / store.NAME).stat().st_size
    print(
        f"{time.monotonic() - began:.0f} s, {size / 1e9:.2f} GB, {size / asked.articles:.0f} bytes an article"
    )


if __name__ == "__main__":
    main()
