"""How well and how fast real pages are read, beside stock trafilatura in the same process (a worker's).

`python -m benchmarks.reading [--set NAME]... [--limit N]` reads the private corpus both ways, marks both
by the corpus's own scorer, and prints the marks set by set, for all hosts and for the half of them that
rules in doubt are not decided on; then CPU per page. Pages of one host teach its site memory, as in the
archive.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import logging
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from trafilatura import bare_extraction
from trafilatura.settings import Document

from crawler.extraction.memory import Memory, differs, learn
from crawler.extraction.page import Page
from crawler.extraction.reader import Examined, examine
from crawler.saved_pages import record
from crawler.workers import spare_collector
from tests.private import CORPUS

COLUMNS = ("f1", "p", "r", "exact", "with", "leak", "title", "date", "wrongday", "author")
WARM = 5  # pages that are read once before the clock runs
WEAK = {"goose3", "mediacloud", "fundus_history"}  # labels that the corpus itself calls weak


@dataclass(frozen=True, slots=True)
class Told:
    """What one way of reading made of a page, and the CPU seconds that it took."""

    row: dict[str, Any]
    marks: dict[str, float]
    seconds: float


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", action="append", help="only this set (repeatable)")
    parser.add_argument("--limit", type=int, help="at most so many pages of a set")
    asked = parser.parse_args()
    if not CORPUS.is_dir():
        print("the private corpus is missing (NIGHTDESK_CORPUS)", file=sys.stderr)
        return 1
    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    scorer = _scorer()
    rows = list(_rows(asked.set, asked.limit))
    for row in rows[:WARM]:  # load models and fill caches, as in a process that reads all night
        _stock(row, _body(row))
        _examined(row, _body(row), None)
    spare_collector()  # as in a worker, for both
    stock, ours, seen = _both(scorer, rows)
    taught = _taught(scorer, ours, seen)
    for name, chosen in (("all hosts", lambda _: True), ("held-out half of the hosts", _is_held_out)):
        print(f"\n{name}")
        _print([one for one in stock if chosen(one.row)], [one for one in taught if chosen(one.row)])
    _print_seconds([one.seconds for one in stock], [one.seconds for one in ours])
    return 0


def _rows(sets: list[str] | None, limit: int | None) -> Iterable[dict[str, Any]]:
    seen: dict[str, int] = defaultdict(int)
    for line in (CORPUS / "pages.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        seen[row["set"]] += 1
        if (
            row["set"] not in WEAK
            and (not sets or row["set"] in sets)
            and seen[row["set"]] <= (limit or 10**9)
        ):
            yield row


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _body(row: dict[str, Any]) -> bytes:
    with gzip.open(CORPUS / row["html_path"]) as file:
        return file.read()


def _told(
    scorer: ModuleType, row: dict[str, Any], read: Callable[[dict[str, Any], bytes], dict[str, Any]]
) -> Told:
    body = _body(row)
    started = time.process_time()
    said = read(row, body)
    seconds = time.process_time() - started
    return Told(row, scorer.score_page(row, said), seconds)


def _stock(row: dict[str, Any], body: bytes) -> dict[str, Any]:
    told = bare_extraction(body, url=row.get("url"), with_metadata=True, include_comments=False)
    if not isinstance(told, Document):
        return {}
    said = told.as_dict()
    return {"body": said["text"], "title": said["title"], "authors": said["author"], "date": said["date"]}


def _both(scorer: ModuleType, rows: list[dict[str, Any]]) -> tuple[list[Told], list[Told], list[Examined]]:
    """Every page read by both in turn, so that what else is at work meets both; no site is known."""
    stock: list[Told] = []
    ours: list[Told] = []
    seen: list[Examined] = []

    def read(row: dict[str, Any], body: bytes) -> dict[str, Any]:
        seen.append(_examined(row, body, None))
        return record(seen[-1])

    for row in rows:
        stock.append(_told(scorer, row, _stock))
        ours.append(_told(scorer, row, read))
    return stock, ours, seen


def _examined(row: dict[str, Any], body: bytes, memory: Memory | None) -> Examined:
    return examine(Page(row.get("url") or "", datetime.now(UTC), body), None, memory)


def _taught(scorer: ModuleType, ours: list[Told], seen: list[Examined]) -> list[Told]:
    """The same, the pages read again that the other pages of their host teach to read differently."""
    sites = defaultdict(list)
    for told, one in zip(ours, seen, strict=True):
        if told.row.get("domain") and one.observed:
            sites[told.row["domain"]].append(one.observed)
    memories = {site: learn(Memory(), pages).slim() for site, pages in sites.items()}
    taught = []
    for told, one in zip(ours, seen, strict=True):
        memory = memories.get(told.row.get("domain") or "")
        if memory and one.observed and differs(one.observed, Memory(), memory):
            said = record(_examined(told.row, _body(told.row), memory))
            told = Told(told.row, scorer.score_page(told.row, said), told.seconds)
        taught.append(told)
    return taught


def _is_held_out(row: dict[str, Any]) -> bool:
    host = (row.get("domain") or row["id"]).encode()
    return int(hashlib.md5(host, usedforsecurity=False).hexdigest(), 16) % 2 == 1


def _print(stock: list[Told], ours: list[Told]) -> None:
    print(f"{'set':26}{'pages':>6} {'':>9}" + "".join(f"{name:>9}" for name in COLUMNS))
    for name in sorted({one.row["set"] for one in ours}):
        for who, told in (("stock", stock), ("nightdesk", ours)):
            of_set = [one.marks for one in told if one.row["set"] == name]
            means = _means(of_set)
            cells = "".join(f"{means[c]:9.4f}" if c in means else f"{'':>9}" for c in COLUMNS)
            print(f"{name:26}{len(of_set):6d} {who:>9}{cells}")


def _means(marks: list[dict[str, float]]) -> dict[str, float]:
    names = {name for one in marks for name in one}
    means = {name: statistics.fmean(one[name] for one in marks if name in one) for name in names}
    if "p" in means:
        both = means["p"] + means["r"]
        means["f1"] = 2 * means["p"] * means["r"] / both if both else 0.0
    return means


def _print_seconds(stock: list[float], ours: list[float]) -> None:
    print(f"\nCPU a page, {len(ours)} pages: milliseconds, and stock = 1.00")
    for name, of in (
        ("median", statistics.median),
        ("mean", statistics.fmean),
        ("slowest hundredth", _slowest),
    ):
        one, other = 1e3 * of(stock), 1e3 * of(ours)
        print(f"{name:20}stock {one:8.1f}   nightdesk {other:8.1f}   {other / one:.2f}")


def _slowest(times: list[float]) -> float:
    """The time that one page in a hundred exceeds."""
    return statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]


if __name__ == "__main__":
    sys.exit(main())
