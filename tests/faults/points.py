"""The named points at which a night is killed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """Where a process ends itself: at the nth audit event that fits, or at the nth call of a function."""

    name: str
    event: str | None = None
    match: str | None = None
    call: str | None = None
    when: str | None = None  # before, after, torn
    nth: int = 1
    signal: str = "SIGKILL"
    once: bool = False  # only the first process that passes it; else each

    def as_json(self) -> str:
        """For NIGHTDESK_FAULT."""
        return json.dumps({key: value for key, value in asdict(self).items() if value is not None})


POINTS = (
    Point("before connect", event="socket.connect", match=r"127\.", nth=2),
    Point("before a WARC record", call="crawler.archive:Archive._write", when="before", nth=14),
    Point("in a WARC record", call="crawler.archive:Archive._write", when="torn", nth=14),
    Point("after fsync, before the WARC file's rename", event="os.rename", match=r"\.warc\.gz[' ]", nth=2),
    Point("after the rename, before the ledger", event="open", match=r"fetches\.jsonl\.open", nth=2),
    Point("before crawl.json's rename", event="os.rename", match=r"/crawl\.json[' ]", nth=2),
    Point("mid extraction", call="crawler.workers:Workers._next", when="before", nth=7),
    Point("before readings.jsonl's rename", event="os.rename", match=r"/readings\.jsonl[' ]", nth=2),
    Point("mid batch", call="warehouse.load:keep_crawls", when="before"),
    Point("before the commit", call="warehouse.load:counts", when="after", nth=2),
    Point("after the commit, before the report", call="flows.steps:load", when="after"),
    Point("half of the edits told", call="warehouse.changes:of_row", when="before", nth=2),
    Point("finding copies", call="warehouse.similarity:find_copies", when="before"),
    Point("mid publish", event="os.rename", match=r"/news\.duckdb[' ]"),
    Point("mid report", event="os.rename", match=r"/report\.json[' ]"),
)
