"""A backfill in chunks of days: which are left, in which order, and a run for each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha1
from pathlib import Path

from crawler.sources import Source
from flows.days import asked
from flows.purse import WELL, Purse
from flows.runs import Run, begin

DAYS = 7  # in one chunk
SETTLED = timedelta(days=2)  # after a day, its pages may still be growing
Days = Mapping[str, frozenset[date]]  # by source


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some days in a row, of the sources that still want them."""

    first: date
    last: date
    sources: tuple[Source, ...]

    @property
    def days(self) -> str:
        """`2023-09-01 to 2023-09-07`."""
        return f"{self.first} to {self.last}" if self.first != self.last else str(self.first)


def plan(
    sources: Sequence[Source], first: date, last: date, order: str, size: int, done: Days
) -> list[Chunk]:
    """The chunks that are left, newest or oldest first. Chunks of one span share their sources."""
    spans: dict[tuple[date, date], list[Source]] = defaultdict(list)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    for source in sources:
        wanted = [day for day in days if day not in done.get(source.name, frozenset())]
        if order == "newest":
            wanted.reverse()
        for group in _in_a_row(wanted, size):
            spans[min(group), max(group)].append(source)
    chunks = [Chunk(*span, tuple(those)) for span, those in spans.items()]
    return sorted(chunks, key=lambda one: (one.first, one.last), reverse=order == "newest")


def _in_a_row(days: Iterable[date], size: int) -> Iterator[list[date]]:
    """Groups of days that follow each other, each at most so long."""
    group: list[date] = []
    for day in days:
        if group and (len(group) == size or abs((day - group[-1]).days) != 1):
            yield group
            group = []
        group.append(day)
    if group:
        yield group


def filled(home: Path) -> Days:
    """The days that earlier backfills have brought to their end, by source.

    A day counts only if it was over for two days by then: what is printed late is not missed.
    """
    done: dict[str, set[date]] = defaultdict(set)
    for path in (home / "runs").glob("*-backfill-*/run.json"):
        asked_for = json.loads(path.read_text(encoding="utf-8"))
        days = asked_for["parameters"].get("days")
        if not days or not (path.parent / "report.json").exists():
            continue
        first, last = map(date.fromisoformat, days)
        settled = (datetime.fromisoformat(asked_for["started_at"]) - SETTLED).date()
        for crawl in path.parent.glob("*/crawl.json"):
            told = json.loads(crawl.read_text(encoding="utf-8"))
            if told["ended"] in WELL and (crawl.parent / "readings.jsonl").exists():
                span = range((min(last, settled) - first).days + 1)
                done[crawl.parent.name] |= {first + timedelta(days=number) for number in span}
    return {name: frozenset(those) for name, those in done.items()}


@dataclass(slots=True)
class Filling:
    """One backfill under way: what is left is asked for chunk by chunk."""

    home: Path
    sources: tuple[Source, ...]
    chunks: list[Chunk]
    order: str
    flow_run: str
    purse: Purse = field(default_factory=Purse)
    left_out: dict[str, list[str]] = field(default_factory=dict)  # source -> spans that were not begun

    def runs(self) -> Iterator[tuple[Run, Chunk]]:
        """A run for each chunk, with the sources that may still be asked; it is paid for by the next call."""
        whole = {source.name: source for source in self.sources}
        for chunk in self.chunks:
            for source in chunk.sources:
                if source.name in self.purse.spent:
                    self.left_out.setdefault(source.name, []).append(chunk.days)
            able = self.purse.left(chunk.sources)
            if not able:
                continue
            own_id = sha1(f"{self.flow_run} {chunk.days}".encode(), usedforsecurity=False).hexdigest()
            parameters = asked(able, chunk.first, chunk.last, self.order)
            parameters |= {"days": [str(chunk.first), str(chunk.last)], "flow_run": self.flow_run}
            run = begin(self.home, "backfill", own_id, able, parameters=parameters)
            yield run, chunk
            self.purse.pay(run, (whole[source.name] for source in able))

    def findings(self) -> list[str]:
        """What was not asked for, and why."""
        return [
            f"{name}: {len(spans)} chunks were not begun, because its crawl ended early "
            f"({self.purse.spent[name]}); the same backfill goes on from there"
            for name, spans in self.left_out.items()
        ]


def runs_of(home: Path, flow_run: str) -> list[Path]:
    """The folders of the runs that belong to a backfill, in the order in which they began."""
    told = []
    for path in (home / "runs").glob("*-backfill-*/run.json"):
        asked_for = json.loads(path.read_text(encoding="utf-8"))
        if asked_for["parameters"].get("flow_run") == flow_run and (path.parent / "report.json").exists():
            told.append((datetime.fromisoformat(asked_for["started_at"]).astimezone(UTC), path.parent))
    return [folder for _, folder in sorted(told)]
