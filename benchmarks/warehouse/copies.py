"""Copies planted among a million made-up texts: how many are found, what it takes.

`python -m benchmarks.warehouse.copies [--texts 1000000] [--words 300]` takes 8 GB of disk.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from pathlib import Path

from benchmarks.warehouse.measured import measured
from benchmarks.warehouse.planted import planted
from warehouse import store
from warehouse.similarity import find_copies

CHUNK = 200_000
ROWS = """
    insert into {table} by name
    select
        printf('%016x', number) as article_id, 's' || lpad((hash(number) % 200)::varchar, 3, '0') as source,
        'https://' || source || '.example/' || number as url, {more} 'article' as kind, text as body,
        md5(number::varchar)::uuid as body_hash,
        len(string_split(text, ' ')) as word_count,
        printf('%016x', number) as capture_id, 'nightdesk' as extractor
    from made
"""
ARTICLE = """url as url_key, timestamptz '2026-01-01' + to_seconds(number) as first_seen_at,
    first_seen_at as last_seen_at, 1 as versions, printf('%016x', number) as story_id,"""
VERSION = """timestamptz '2026-01-01' + to_seconds(number) as valid_from_at, valid_from_at as last_seen_at,
    md5(number::varchar)::uuid as text_hash, text_hash as state_hash,"""
FAMILY = "coalesce({0}.base, {0}.number)"
MARKS = """
    -- One row per kind: how many of its copies were found beside the text that they were made from.
    select t.kind, count(*) as planted, round(count(a.body_hash) / count(*), 4) as found
    from truth as t
    left join alike as a
        on a.body_hash = least(md5(t.base::varchar)::uuid, md5(t.number::varchar)::uuid)
        and a.other_hash = greatest(md5(t.base::varchar)::uuid, md5(t.number::varchar)::uuid)
    where t.kind is not null
    group by all
    order by t.kind
"""
PRECISION = """
    -- One row: how many pairs were found, and how many of them were planted.
    select count(*) as pairs, avg((coalesce(a.base, a.number) = coalesce(b.base, b.number)
        and coalesce(a.kind, '') <> 'quoting' and coalesce(b.kind, '') <> 'quoting')::integer) as precision
    from alike as l
    inner join truth as a on md5(a.number::varchar)::uuid = l.body_hash
    inner join truth as b on md5(b.number::varchar)::uuid = l.other_hash
"""


def main() -> None:
    """Build, search, add a night, search again."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=1_000_000)
    parser.add_argument("--words", type=int, default=300, help="of a text, on average")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        home = Path(folder)
        build(home, asked.texts, asked.words)
        measured(f"the first search, {asked.texts} texts", lambda: search(home))
        marks(home)
        add(home, 0, 10_000, asked.words, seed=2, shift=asked.texts)
        measured("10,000 more", lambda: search(home))
        print(f"{(home / store.NAME).stat().st_size / 1e9:.2f} GB")


def build(home: Path, texts: int, words: int) -> None:
    """Fill versions and articles, and the truth."""
    for start in range(0, texts, CHUNK):
        add(home, start, min(CHUNK, texts - start), words, seed=3 + start)
    print(texts, "texts built", flush=True)


def add(home: Path, start: int, count: int, words: int, seed: int, shift: int = 0) -> None:
    """Add so many texts."""
    path = home / "texts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        at = start + shift
        for one in planted(count, words, seed):
            base = None if one.base is None else one.base + at
            rows.writerow([one.number + at, base, one.kind, one.text])
    with store.writing(home) as warehouse:
        connection = warehouse.connection
        connection.execute(
            "create or replace temp table made as from read_csv($texts, header = false, delim = '\t', "
            "quote = '\"', columns = {number: 'BIGINT', base: 'BIGINT', kind: 'VARCHAR', text: 'VARCHAR'})",
            {"texts": str(path)},
        )
        connection.execute(ROWS.format(table="articles", more=ARTICLE))
        connection.execute(ROWS.format(table="versions", more=VERSION))
        connection.execute("create table if not exists truth (number bigint, base bigint, kind varchar)")
        connection.execute("insert into truth select number, base, kind from made")
        connection.execute(
            "insert into stories select article_id, 1, article_id, 1.0 from articles "
            "anti join stories using (story_id)"
        )


def search(home: Path) -> str:
    """Find copies; what came of it."""
    with store.writing(home) as warehouse:
        return str(find_copies(warehouse.connection))


def marks(home: Path) -> None:
    """Print what was found of what was planted."""
    with store.writing(home) as warehouse:
        for question in (MARKS, PRECISION):
            print(warehouse.connection.sql(question), flush=True)


if __name__ == "__main__":
    main()
