"""All newspapers at once: started, listed as sources, moved from night to night."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType

from tests.newspapers.courier import Courier
from tests.newspapers.ledger import Edition, Hold, Served
from tests.newspapers.meridian import Meridian
from tests.newspapers.paper import Expected, Paper
from tests.newspapers.server import Press
from tests.newspapers.talbote import Talbote
from tests.newspapers.zarechye import Zarechye

PAPERS: tuple[type[Paper], ...] = (Meridian, Talbote, Courier, Zarechye)
DEFAULTS = {
    "user_agent": "Nightdesk/0.1 (+mailto:night-editor@example.org)",
    "delay": 0,
    "concurrency": 4,
}


class Newspapers:
    """The made-up newspapers on loopback, as they are on one night of their calendar.

    Night N is the small hours of `first_day + N - 1` days; the newest article is of the day before.
    `ports` fixes the port of a paper; without it each takes a free one.
    """

    def __init__(self, first_day: date, night: int = 1, ports: Mapping[str, int] | None = None) -> None:
        self.papers: tuple[Paper, ...] = tuple(paper(first_day) for paper in PAPERS)
        self._edition = Edition(night)
        self._ports = ports or {}
        self._presses: list[Press] = []

    def __enter__(self) -> Newspapers:
        try:
            for paper in self.papers:
                self._presses.append(Press(paper, self._edition, self._ports.get(paper.name, 0)))
        except OSError:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        for press in self._presses:
            press.shutdown()
            press.server_close()

    @property
    def night(self) -> int:
        return self._edition.night

    def set_night(self, night: int) -> None:
        """Move the calendar."""
        self._edition.night = night

    @contextmanager
    def holding(self, path: str, after: float) -> Iterator[Hold]:
        """Stop the next answer for a path that holds this text, when that part of its body is sent (0 to 1)."""
        self._edition.hold = hold = Hold(path, after)
        try:
            yield hold
        finally:
            hold.released.set()
            self._edition.hold = None

    @property
    def log(self) -> list[Served]:
        """What was served so far, in the order it ended."""
        return self._edition.settled()

    @property
    def ports(self) -> dict[str, int]:
        return {paper.name: paper.port for paper in self.papers}

    def __getitem__(self, name: str) -> Paper:
        return next(paper for paper in self.papers if paper.name == name)

    def expected(self, night: int) -> dict[str, list[Expected]]:
        """The truth about every address of every paper on that night, by source name."""
        return {paper.name: paper.expected(night) for paper in self.papers}

    def sources_toml(self, path: Path) -> Path:
        """Write the papers' `sources.toml` to the path."""
        lines = ["[defaults]", *_table(DEFAULTS)]
        for paper in self.papers:
            facts = {
                "name": paper.name,
                "title": paper.title,
                "home": paper.home + "/",
                "language": paper.language,
                "timezone": paper.timezone,
                **paper.facts(),
                "allow_private": True,
                "ports": [paper.port],
                "revisit": ["0s"],
            }
            lines += ["", "[[source]]", *_table(facts)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path


def _table(facts: Mapping[str, object]) -> list[str]:
    """Keys and values as TOML; the values used here are written alike in JSON."""
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
