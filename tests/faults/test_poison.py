"""A line of a stage file that no warehouse can load: it is set aside and told, and its page is not lost."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import duckdb

from tests.faults import night
from tests.faults.points import Point

BEFORE_LOAD = Point("before the load", call="flows.steps:load", when="before")


def test_a_poison_row_is_set_aside_and_its_page_is_read_again(
    home: Path, nothing_lost: Callable[[], None]
) -> None:
    night.start(home, str(uuid4()), BEFORE_LOAD).wait(night.PATIENCE)
    newest = max(home.glob("runs/*/courier/readings.jsonl"), key=lambda path: path.stat().st_mtime_ns)
    lines = newest.read_text().splitlines()
    number = next(n for n, line in enumerate(lines) if json.loads(line)["article"])
    spoiled = json.loads(lines[number])
    spoiled["article"]["title"] = 7
    lines[number] = json.dumps(spoiled)
    newest.write_text("\n".join(lines) + "\n")
    nothing_lost()
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        aside = connection.execute("select file, line, reason from quarantine").fetchall()
    assert aside == [("readings.jsonl", number + 1, "article.title: Input should be a valid string")]
