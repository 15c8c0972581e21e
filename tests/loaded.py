"""A home into which nights were loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.stage import Night
from warehouse import checks, store


def load(home: Path, *nights: Night, told: bool = True) -> None:
    """Load them one after the other, the promises checked after each; `told`: with what changed told too."""
    for night in nights:
        folder = night.write()
        with store.writing(home) as warehouse:
            warehouse.start_run(folder)
            warehouse.load(folder, night.source)
            if told:
                warehouse.tell_changes()
            assert checks.run(warehouse.connection) == []


def ask(home: Path, question: str) -> list[tuple[Any, ...]]:
    """The rows of a question to the warehouse."""
    with store.writing(home) as warehouse:
        return warehouse.connection.execute(question).fetchall()
