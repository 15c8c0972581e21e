"""The paces of all hosts that a crawl process asks, and the rest that hosts asked for in earlier runs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from crawler.politeness.pace import LONGEST_REST, Pace
from crawler.sources import Source
from crawler.stagefiles import write_record


class Hosts:
    """One pace a host (and port), whichever source asks: two sources on one host are one guest there."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "hosts"
        self._paces: dict[str, Pace] = {}

    def pace(self, host: str, source: Source) -> Pace:
        """The pace of a host; where sources share one, the slowest delay holds."""
        if host not in self._paces:
            self._paces[host] = Pace(source.delay, source.concurrency, self._rest(host))
        pace = self._paces[host]
        pace.ask_for(source.delay)
        return pace

    def keep_rest(self, host: str, seconds: float) -> None:
        """Remember a Retry-After (seconds) beyond this run."""
        until = datetime.now(UTC) + timedelta(seconds=min(seconds, LONGEST_REST))
        write_record(self._file(host), {"host": host, "rest_until": until.isoformat()})

    def _rest(self, host: str) -> float:
        """Seconds that a host still wants to be left alone, by what it said in an earlier run."""
        try:
            told = json.loads(self._file(host).read_text(encoding="utf-8"))
            until = datetime.fromisoformat(told["rest_until"])
            left = (until - datetime.now(UTC)).total_seconds()
        except FileNotFoundError:
            return 0.0
        except (OSError, ValueError, KeyError, TypeError) as error:
            logging.getLogger(host).warning("its file of rest can't be read and is not followed: %s", error)
            return 0.0
        return min(max(left, 0.0), LONGEST_REST)

    def _file(self, host: str) -> Path:
        return self._folder / f"{quote(host, safe='')[:200]}.json"
