"""How long the questions of docs/query.md take on a large archive. `python -m benchmarks.questions`."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks import made_up
from tests.test_questions import QUESTIONS
from warehouse import snapshot
from warehouse.asking import Questions, asking
from warehouse.errors import WarehouseError
from warehouse.search import index

TIMES = 3


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=5_000_000)
    options.add_argument("--words", type=int, default=60, help="in each article: no question reads the texts")
    options.add_argument("--home", type=Path, help="where an archive was built before, or is to be kept")
    options.add_argument("--only", default="", help="questions with this in their title")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        if not (home / snapshot.NAME).exists():
            made_up.build(home, chosen.articles, chosen.words)
            snapshot.publish(home)
        if not index.state_of(home):
            index.refresh(home)
        measure(home, chosen.only)


def measure(home: Path, only: str) -> None:
    took: dict[str, float] = {}
    with asking(home, seconds=120) as session:
        ((url, word),) = session.connection.execute(
            "select url, title.lower().split(' ')[2] from articles where versions > 1 limit 1"
        ).fetchall()
        here = {
            "2026-03-01 09:00+00": "2024-03-01 09:00+00",
            "https://www.dawn.com/news/1774342": url,
            '"arms deal"': word,
            "search('bridge')": f"search('{word}')",
            "now()": "timestamptz '2025-12-20'",
        }
        for title, words in QUESTIONS.items():
            if only in title:
                took[title] = once(session, title, words, here)
    print(
        f"median {median(took.values()):.3f} s, slowest {max(took.values()):.3f} s, of {len(took)} questions"
    )


def once(session: Questions, title: str, words: str, here: dict[str, str]) -> float:
    for said, meant in here.items():
        words = words.replace(said, meant)
    times, rows = [], 0
    for _ in range(TIMES):
        began = time.monotonic()
        try:
            with session.answered():
                for found in session.ask(words):
                    rows = len(found.fetchall())
        except WarehouseError as error:
            print(f"  {title}: {error}")
        times.append(time.monotonic() - began)
    print(f"  {median(times):7.3f} s {rows:6} rows  {title}", flush=True)
    return median(times)


if __name__ == "__main__":
    main()
