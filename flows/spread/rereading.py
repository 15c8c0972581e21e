"""Stored pages read again by hosts, in parts of whole WARC files; all of a source with one site memory."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.stagefiles import appearing
from flows import rereading
from flows.children import Log, StepFailed
from flows.files import write_whole
from flows.runs import Run
from flows.shipped import READ
from flows.spread import carrying

FLOW = "read a batch again"
PAGES = 2_000  # in a part at least, but for the last: what a flow run costs is little against it


@dataclass(frozen=True)
class Rereading:
    """Parts of the stored pages of some sources, each named `<source>/<part>`."""

    run: Run
    flow: str = FLOW

    def parameters(self, names: Sequence[str]) -> Mapping[str, object]:
        """What the flow must be told; one part at a time. Raises DepotError."""
        (name,) = names
        source, _, part = name.partition("/")
        carrying.send(self.run, [source], part)
        return {"run": self.run.name, "names": [source], "part": part}

    def sites(self, names: Sequence[str]) -> list[str]:  # noqa: ARG002
        """None: nothing is fetched."""
        return []

    def left(self, names: Sequence[str]) -> list[str]:
        """Those that are not read yet. Raises DepotError."""
        carrying.take_in_readings(self.run, names)
        return [name for name in names if not (self.run.folder / name / READ).exists()]

    def mend(self, names: Sequence[str], at_work: Sequence[str]) -> None:
        """Nothing: half a part is no part."""


def read_again(run: Run, names: Sequence[str], log: Log) -> list[str]:
    """Have hosts read what wanted.jsonl of these sources names; the sources that had something to read.

    Raises StepFailed for those not read to their end; a retry reads the parts that are missing.
    """
    from flows.spread.tasks import handed_out, ready

    asked = [name for name in names if (run.of(name) / "wanted.jsonl").exists()]
    missing = [name for name in asked if not (run.of(name) / READ).exists()]
    ours = [name for name in missing if not settle_memory(run, name)]
    if ours:  # their memory is lost: it has to be learned from the newest pages first
        rereading.read_again(run, ours, log)
    spread = {name: list(split(run, name)) for name in missing if name not in ours}
    work = Rereading(run)
    left = work.left([f"{name}/{part}" for name, parts in spread.items() for part in parts])
    if left:
        ready(())
        if troubles := handed_out(run.name, work, [(one,) for one in left]):
            raise StepFailed("; ".join(troubles))
    for name, parts in spread.items():
        join(run, name, parts)
    return asked


def settle_memory(run: Run, name: str) -> bool:
    """Put the site memory that all pages are read with beside wanted.jsonl; whether there is one."""
    from crawler.sitememory import recall

    (source,) = run.chosen([name])
    memory = recall(run.home, source)
    if not (run.of(name) / "memory.json").exists() and memory.pages:
        write_whole(run.of(name) / "memory.json", memory.slim().dumps())
    return (run.of(name) / "memory.json").exists()


def split(run: Run, name: str) -> Iterator[str]:
    """Deal the lines of wanted.jsonl to parts, each of whole WARC files; the names of the parts."""
    folder = run.of(name)
    by_file: dict[str, list[bytes]] = {}
    with (folder / "wanted.jsonl").open("rb") as lines:
        for line in lines:
            by_file.setdefault(json.loads(line)["fetch"]["capture"]["warc_file"], []).append(line)
    dealt: list[bytes] = []
    number = 0
    for last, lines_of in enumerate(by_file.values(), 1 - len(by_file)):
        dealt += lines_of
        if len(dealt) < PAGES and last:
            continue
        number += 1
        part = folder / f"{name}-{number:04}"
        if not (part / "wanted.jsonl").exists():
            part.mkdir(exist_ok=True)
            shutil.copyfile(folder / "memory.json", part / "memory.json")
            with appearing(part / "wanted.jsonl") as file:
                file.writelines(dealt)
        dealt = []
        yield part.name


def join(run: Run, name: str, parts: Sequence[str]) -> None:
    """Make one readings.jsonl of those of the parts, and remove these."""
    folder = run.of(name)
    with appearing(folder / READ) as whole:
        for part in parts:
            with (folder / part / READ).open("rb") as file:
                shutil.copyfileobj(file, whole)
    for part in parts:
        shutil.rmtree(folder / part)
