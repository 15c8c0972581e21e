"""Sources crawled and read by hosts: what is handed out, and what is made of the work of a lost host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crawler.items import Fetch, Outcome
from crawler.stagefiles import read_lines
from flows import again, mending, steps
from flows.children import Log
from flows.early import ended_early
from flows.runs import Run
from flows.spread import carrying
from flows.spread.pool import sites_of

FLOW = "crawl and read a batch"
NO_WAY = {  # outcomes that may be due to the host's own way to the net
    Outcome.DNS_ERROR,
    Outcome.CONNECTION_ERROR,
    Outcome.TIMEOUT,
    Outcome.TLS_ERROR,
    Outcome.TRUNCATED,
    Outcome.ROBOTS_UNREACHABLE,
    Outcome.CANCELLED,
}


@dataclass(frozen=True)
class Visiting:
    """The sources of a run, to be crawled and read."""

    run: Run
    wait: float
    log: Log
    flow: str = FLOW

    def parameters(self, names: Sequence[str]) -> Mapping[str, object]:
        """What the flow must be told. Raises DepotError."""
        carrying.send(self.run, names)
        return {"run": self.run.name, "names": list(names)}

    def sites(self, names: Sequence[str]) -> list[str]:
        """The sites that these sources name."""
        return sites_of(self.run.chosen(names))

    def left(self, names: Sequence[str]) -> list[str]:
        """Those that are not read yet. Raises DepotError."""
        carrying.take_in(self.run, names)
        return [name for name in names if not (self.run.of(name) / "readings.jsonl").exists()]

    def mend(self, names: Sequence[str], at_work: Sequence[str]) -> None:
        """Load what the lost host had kept, and write down anew what is known: nothing is fetched twice."""
        carrying.take_in(self.run, names)
        mending.mend(self.run.home, self.wait, self.log, self.run, [self.run.of(name) for name in at_work])
        some = replace(self.run, sources=self.run.chosen(names))
        again.make_room(some, self.wait, self.log, in_doubt)
        for name in names:
            if not (self.run.of(name) / "crawl.json").exists():
                (self.run.of(name) / "known.jsonl").unlink(missing_ok=True)
        steps.prepare(some, self.wait)


def in_doubt(folder: Path) -> str | None:
    """Why a visit of a host that was lost has to be made again: it may have been cut off already."""
    if why := ended_early(folder):
        return why
    if not (folder / "crawl.json").exists():
        return None
    failed = next((one for one in read_lines(folder / "fetches.jsonl", Fetch) if one.outcome in NO_WAY), None)
    return f"{failed.url}: {failed.reason}" if failed else None
