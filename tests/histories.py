"""Built histories of sources: seasonal and at peace, or with a fault that begins on a known day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import numpy as np

from warehouse import sql

BEGIN = date(2026, 1, 5)  # a Monday
WEEK = (1.0, 1.1, 1.05, 1.0, 0.9, 0.45, 0.35)  # newspapers rest on Sundays
TYPES = {"day": "date", "words": "double", "failing": "varchar[]", "certificate_ends_at": "timestamptz"}
TEXTS = {"source", "robots_digest", "ended"}


@dataclass(frozen=True, slots=True)
class Day:
    """A row of `source_days`."""

    source: str
    day: date
    discovered: int = 0
    fetched: int = 0
    requests: int = 0
    articles: int = 0
    rejected: int = 0
    blocked: int = 0
    robots_denied: int = 0
    unreachable: int = 0
    words: float | None = None
    undated: int = 0
    same_title: int = 0
    failing: list[str] = field(default_factory=list)
    robots_digest: str | None = "sha1:A"
    certificate_ends_at: datetime | None = None
    ended: str = "complete"


Fault = Callable[[Day], Day]

FAULTS: dict[str, Fault] = {
    "silent": lambda day: replace(
        day, articles=0, rejected=0, fetched=0, discovered=0, words=None, undated=0, same_title=0
    ),
    "dropping": lambda day: replace(
        day,
        articles=day.articles // 4,
        rejected=day.rejected // 4,
        undated=0,
        same_title=min(day.articles // 4, 1),
    ),
    "surging": lambda day: replace(day, articles=day.articles * 6 + 10),
    "blocked": lambda day: replace(day, blocked=day.requests, articles=0, words=None),
    "unreachable": lambda day: replace(day, requests=3, unreachable=3, articles=0, words=None),
    "denied": lambda day: replace(day, robots_denied=day.requests - 2, articles=0, words=None),
    "feeds dead": lambda day: replace(day, failing=["https://gazette.example/rss"]),
    "drifting": lambda day: replace(day, words=day.words and day.words / 6),
    "undated": lambda day: replace(day, undated=day.articles),
    "one title": lambda day: replace(day, same_title=day.articles),
    "walled": lambda day: replace(day, rejected=day.articles, articles=0, words=None),
    "certificate ending": lambda day: replace(day, certificate_ends_at=datetime(2026, 1, 1, tzinfo=UTC)),
}


def history(source: str, mean: float, days: int, seed: int) -> list[Day]:
    """A source at peace: so many articles a weekday, weeks alike, chance as in life; some days off by a holiday."""
    chance = np.random.default_rng(seed)
    told = []
    for number in range(days):
        day = BEGIN + timedelta(days=number)
        articles = int(chance.poisson(mean * WEEK[day.weekday()] * chance.lognormal(0, 0.15)))
        rejected = int(chance.binomial(articles + 2, 0.05))
        words = float(chance.lognormal(6, 0.5 / max(1, articles) ** 0.5)) if articles else None
        undated = int(chance.binomial(articles, 0.03))
        asked = articles + rejected
        told.append(
            Day(
                source,
                day,
                asked + 3,
                asked,
                asked + 3,
                articles,
                rejected,
                int(chance.binomial(3, 0.01)),
                words=words,
                undated=undated,
                same_title=min(articles, 1 + int(chance.poisson(0.05 * articles))),
            )
        )
    return told


def struck(days: Iterable[Day], fault: Fault, since: date) -> list[Day]:
    """The history with a fault from that day on."""
    return [fault(one) if one.day >= since else one for one in days]


def health(days: Iterable[Day], today: date | None = None) -> dict[str, dict[str, Any]]:
    """What the view `source_health` says of these histories, by source, as of a day."""
    rows = [one for one in days if today is None or one.day <= today]
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        names = list(Day.__dataclass_fields__)
        columns = {
            name: (
                TYPES.get(name, "varchar" if name in TEXTS else "bigint"),
                [plain(getattr(one, name)) for one in rows],
            )
            for name in names
        }
        sql.hand(connection, "source_days", columns)
        connection.execute(sql.text("views/source_health"))
        return {str(row["source"]): row for row in sql.rows(connection, "queries/source_health")}


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    return value.isoformat() if isinstance(value, date | datetime) else value
