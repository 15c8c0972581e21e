"""How long search takes: to index, to add a night, to answer. `python -m benchmarks.search`."""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path
from statistics import median

import duckdb

from benchmarks import made_up
from warehouse import snapshot
from warehouse.search import index
from warehouse.search.find import Searcher, Within

NIGHT = 10_000
TIMES = 5


def cpu() -> float:
    told = resource.getrusage(resource.RUSAGE_SELF)
    return told.ru_utime + told.ru_stime


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=1_000_000)
    options.add_argument("--words", type=int, default=350, help="in each article")
    options.add_argument("--home", type=Path, help="where an archive was built before, or is to be kept")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        path = home / snapshot.NAME
        if not path.exists():
            made_up.build(home, chosen.articles, chosen.words)
            snapshot.publish(home)
        measure(home, path)


def measure(home: Path, path: Path) -> None:
    began, used = time.monotonic(), cpu()
    done = index.refresh(home, anew=True)
    state = index.state_of(home)
    assert state
    size = sum(state.files.values())
    print(f"indexed {done.articles:,}: {time.monotonic() - began:.0f} s, {cpu() - used:.0f} CPU s")
    print(f"index {size / 1e6:.0f} MB, {size / done.articles:.0f} bytes an article")
    print(f"snapshot {path.stat().st_size / 1e6:.0f} MB")
    answer(home, path)
    made_up.add(path, NIGHT)
    began, used = time.monotonic(), cpu()
    done = index.refresh(home)
    print(f"added {done.added:,}: {time.monotonic() - began:.1f} s, {cpu() - used:.1f} CPU s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")


def answer(home: Path, path: Path) -> None:
    with duckdb.connect(str(path), read_only=True) as connection:
        pool = connection.execute(
            "select title, authors[1] from articles using sample 1 (reservoir, 7)"
        ).fetchall()
        common = connection.execute("select body from articles limit 1").fetchall()[0][0].split()
    title, author = pool[0]
    a, b, c = title.lower().split()[:3]
    asked = {
        "one word": a,
        "three common words": " ".join(sorted(common, key=len)[:3]),
        "all of a headline": title,
        "a phrase": f'"{a} {b}"',
        "in headlines": f"title:{b}",
        "an author": f'author:"{author}"',
        "this or that, without": f"({a} OR {b}) -{c}",
        "the beginning of a word": f"{c[:4]}*",
    }
    searcher, slowest = Searcher(home), []
    with snapshot.reading(home) as connection:
        for name, words in asked.items():
            took = []
            for _ in range(TIMES):
                began = time.monotonic()
                hits, count = searcher.find(connection, words, Within())
                took.append(time.monotonic() - began)
            slowest.append(median(took))
            print(f"  {name}: {median(took):.3f} s (first {took[0]:.3f}), {count:,} found, {len(hits)} shown")
    print(f"answers: median {median(slowest):.3f} s, slowest {max(slowest):.3f} s")


if __name__ == "__main__":
    main()
