"""Many small made-up papers on one host: `python -m tests.cluster.press ADDRESS COUNT STORIES SOURCES LOG`.

Writes `sources.toml` when all are served, and a line for each answer: when, to whom, which paper, what.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.tinysite import Page, TinySite, rss

WHO = [
    "the harbour master",
    "a retired tram driver",
    "the school board",
    "two beekeepers",
    "the bell founder",
    "a night nurse",
]
DID = [
    "counted",
    "repaired",
    "sold",
    "forgot",
    "painted",
    "measured",
    "moved",
    "defended",
    "mapped",
    "borrowed",
]
WHAT = [
    "the ferries",
    "nine lanterns",
    "a stone bridge",
    "the winter stores",
    "an orchard",
    "the old timetable",
    "forty chairs",
    "a well",
]
WHERE = [
    "behind the town hall",
    "on the north quay",
    "near the mill",
    "above the station",
    "under the arches",
    "along the dyke",
]
WHY = [
    "after the storm",
    "before the fair",
    "because nobody else would",
    "as in other years",
    "to settle a wager",
    "for the museum",
]


class LoggedSite(TinySite):
    """A tiny site that tells who asked."""

    name: str
    log: Path
    writing = threading.Lock()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        began = time.time()
        super()._answer(request)
        told = [began, time.time(), request.client_address[0], self.name, request.path, self.asked[-1][1]]
        with self.writing, self.log.open("a") as file:
            file.write(json.dumps(told) + "\n")


def story(paper: int, number: int) -> Page:
    """An article with words of its own."""
    pick = random.Random(1000 * paper + number)
    said = list(sentences(pick))
    text = "".join(f"<p>{' '.join(said[start : start + 3])}</p>" for start in range(0, len(said), 3))
    title = (
        f"{pick.choice(WHO).capitalize()} {pick.choice(DID)} {pick.choice(WHAT)}, edition {paper}.{number}"
    )
    return Page(
        f'<html lang="en"><head><title>{title}</title></head><body><nav><a href="/">Front page</a></nav>'
        f"<article><h1>{title}</h1>{text}</article></body></html>"
    )


def sentences(pick: random.Random) -> Iterator[str]:
    for _ in range(12):
        words = [pick.choice(kind) for kind in (WHO, DID, WHAT, WHERE, WHY)]
        yield f"On day {pick.randrange(400)} {' '.join(words)}, and {pick.randrange(20, 900)} people came to see it."


def paper(number: int, stories: int, address: str, log: Path) -> LoggedSite:
    paths = [f"/story/{number}-{one}" for one in range(stories)]
    pages = {path: story(number, one) for one, path in enumerate(paths)}
    pages["/feed"] = rss(*paths)
    pages["/"] = Page('<html><body><a href="/feed">All stories</a></body></html>')
    pages["/robots.txt"] = Page("User-agent: *\nAllow: /\n", kind="text/plain")
    site = LoggedSite(pages, address)
    site.name, site.log = f"paper{number:03}", log
    return site


def listed(sites: list[LoggedSite]) -> str:
    lines = ["[defaults]", 'user_agent = "Nightdesk tests (+mailto:desk@example.org)"']
    for site in sites:
        facts = site.entry(name=site.name, feeds=[f"{site.home}/feed"], delay=0.3)
        lines += ["", "[[source]]", *(f"{key} = {json.dumps(value)}" for key, value in facts.items())]
    return "\n".join(lines) + "\n"


def main() -> None:
    address, count, stories, sources, log = sys.argv[1], *map(int, sys.argv[2:4]), *map(Path, sys.argv[4:6])
    with ExitStack() as stack:
        sites = [stack.enter_context(paper(number, stories, address, log)) for number in range(count)]
        unfinished = sources.with_name(sources.name + ".open")
        unfinished.write_text(listed(sites), encoding="utf-8")
        unfinished.replace(sources)
        sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
