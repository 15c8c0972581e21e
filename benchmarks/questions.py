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
    options.add_argument("--without-search", action="store_true", help="leave out what needs the index")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        if not (home / snapshot.NAME).exists():
            made_up.build(home, chosen.articles, chosen.words)
            snapshot.publish(home)
        if not (chosen.without_search or index.state_of(home)):
            index.refresh(home)
        measure(home, chosen.only, chosen.without_search)


def measure(home: Path, only: str, without_search: bool) -> None:
    took: dict[str, tuple[float, float]] = {}
    with asking(home, seconds=120) as session:
        ((url, word),) = session.connection.execute(
            "select url, title.lower().split(' ')[2] from articles where versions > 1 limit 1"
        ).fetchall()
        ((half, last),) = session.connection.execute(
            "select quantile_disc(first_seen_at, 0.5), max(first_seen_at) from articles"
        ).fetchall()
        here = {
            "2026-03-01 09:00+00": f"{half}",
            "https://www.dawn.com/news/1774342": url,
            '"arms deal"': word,
            "search('bridge')": f"search('{word}')",
            "now()": f"timestamptz '{last}'",
        }
        for title, words in QUESTIONS.items():
            if only in title and not (without_search and "search(" in words):
                took[title] = once(session, title, words, here)
    for place, unit in enumerate(("s", "CPU s")):
        found = [one[place] for one in took.values()]
        print(f"median {median(found):.3f}, slowest {max(found):.3f} {unit}, of {len(took)} questions")


def once(session: Questions, title: str, words: str, here: dict[str, str]) -> tuple[float, float]:
    """Seconds, and CPU seconds of all threads, that an answer takes."""
    for said, meant in here.items():
        words = words.replace(said, meant)
    times, cpus, rows = [], [], 0
    for _ in range(TIMES):
        began, cpu = time.monotonic(), time.process_time()
        try:
            with session.answered():
                for found in session.ask(words):
                    rows = len(found.fetchall())
        except WarehouseError as error:
            print(f"  {title}: {error}")
        times.append(time.monotonic() - began)
        cpus.append(time.process_time() - cpu)
    print(f"  {median(times):7.3f} s {median(cpus):7.3f} CPU {rows:6} rows  {title}", flush=True)
    return median(times), median(cpus)


if __name__ == "__main__":
    main()
