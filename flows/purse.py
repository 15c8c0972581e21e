"""What is left of each source's budget when a backfill asks it again and again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from crawler.sources import Source
from flows.runs import Run

WELL = frozenset({"complete"})  # a crawl that ended so has asked for all that its days hold


@dataclass(slots=True)
class Purse:
    """What is left of each source's budget for one backfill: pages, minutes, bytes."""

    spent: dict[str, str] = field(default_factory=dict)  # source -> why nothing more is asked of it
    _pages: dict[str, int] = field(default_factory=dict)
    _minutes: dict[str, float] = field(default_factory=dict)
    _bytes: dict[str, int] = field(default_factory=dict)

    def left(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """The sources that may still be asked, each with the budget that it has left."""
        able = (source for source in sources if source.name not in self.spent)
        return tuple(
            source.model_copy(
                update={
                    "max_pages": max(1, source.max_pages - self._pages.get(source.name, 0)),
                    "max_minutes": max(0.1, source.max_minutes - self._minutes.get(source.name, 0)),
                    "max_bytes": max(1, source.max_bytes - self._bytes.get(source.name, 0)),
                }
            )
            for source in able
        )

    def pay(self, run: Run, sources: Iterable[Source]) -> None:
        """Take what a chunk has cost; `sources` have their whole budget."""
        for source in sources:
            folder = run.of(source.name)
            if source.name in self.spent or not (folder / "crawl.json").exists():
                continue
            crawl = json.loads((folder / "crawl.json").read_text(encoding="utf-8"))
            began, ended = (datetime.fromisoformat(crawl[key]) for key in ("started_at", "finished_at"))
            name, minutes = source.name, (ended - began).total_seconds() / 60
            self._pages[name] = self._pages.get(name, 0) + crawl["fetched"]
            self._minutes[name] = self._minutes.get(name, 0.0) + minutes
            with (folder / "fetches.jsonl").open(encoding="utf-8") as lines:
                self._bytes[name] = self._bytes.get(name, 0) + sum(
                    json.loads(line)["bytes"] for line in lines
                )
            if crawl["ended"] not in WELL:
                self.spent[name] = str(crawl["ended"])
            elif self._pages[name] >= source.max_pages:
                self.spent[name] = "pages"
            elif self._minutes[name] >= source.max_minutes:
                self.spent[name] = "minutes"
            elif self._bytes[name] >= source.max_bytes:
                self.spent[name] = "bytes"
