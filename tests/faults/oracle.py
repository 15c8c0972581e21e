"""What the newspapers' own log says they sent, held against what the warehouse says of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import duckdb

from crawler.items import Outcome
from tests.newspapers import Newspapers
from tests.newspapers.ledger import Served
from tests.newspapers.newsstand import DEFAULTS
from warehouse.store import NAME

AT_ONCE = int(str(DEFAULTS["concurrency"]))  # answers of one newspaper that may be under way at a kill
FETCHED = """
    select f.fetch_id, f.source, f.url, f.purpose, f.outcome, f.http_status, c.became
    from fetches as f left join captures as c using (capture_id)"""
READ = {"version", "unchanged", "duplicate", "reject"}


def contradictions(
    home: Path, before: Path, served: Iterable[Served], papers: Newspapers, cut: dict[str, int]
) -> list[str]:
    """What the log and the warehouse of `home` tell differently of all that was served since `before`, a line each.

    Every whole 200 was fetched and captured, as often as it was sent; a page among them became a version, a
    reject, or was known already. Of each newspaper as many answers may be missing as `cut` says, never all of
    an address: what was on its way when a process was killed is asked for again.
    """
    sent = Counter((one.paper, papers[one.paper].home + one.path) for one in served if whole(one))
    old = {row[0] for row in rows(before)}
    new = [row for row in rows(home) if row[0] not in old]
    kept = Counter((row[1], row[2]) for row in new if row[5] == 200 and row[4] == Outcome.OK)
    missing = per_paper(sent - kept)
    return [
        *(f"{url} is there {count} times more than it was sent" for (_, url), count in (kept - sent).items()),
        *(f"{url} was sent and never captured" for paper, url in sent if not kept[paper, url]),
        *(
            f"{name}: {count} answers are missing, of {sorted(url for paper, url in sent - kept if paper == name)}"
            for name, count in missing.items()
            if count > cut.get(name, 0)
        ),
        *(
            f"{url} became {became}"
            for _, _, url, purpose, outcome, _, became in new
            if (purpose, outcome) == ("article", "ok") and became not in READ
        ),
    ]


def cut_short(home: Path, before: Path) -> Counter[str]:
    """How often the crawl of each newspaper was begun since `before` and did not come to its end."""
    known = {path.parent.name for path in before.glob("runs/*/run.json")}
    counted: Counter[str] = Counter()
    for path in home.glob("runs/*/run.json"):
        if path.parent.name not in known:
            names = json.loads(path.read_text())["sources"]
            counted.update(name for name in names if ended(path.parent / name / "crawl.json") != "complete")
    return counted


def ended(path: Path) -> str:
    """How a crawl ended; nothing if it left no word."""
    return str(json.loads(path.read_text())["ended"]) if path.exists() else ""


def whole(one: Served) -> bool:
    """Whether the server sent a page and came to its end with it."""
    return one.finished and one.status == 200 and one.method == "GET"


def per_paper(counts: Counter[tuple[str, str]]) -> Counter[str]:
    """Sums by newspaper."""
    sums: Counter[str] = Counter()
    for (paper, _), count in counts.items():
        sums[paper] += count
    return sums


def rows(home: Path) -> list[tuple[object, ...]]:
    """Every fetch of a home, and what became of its capture."""
    with duckdb.connect(str(home / NAME), read_only=True) as connection:
        return connection.execute(FETCHED).fetchall()
