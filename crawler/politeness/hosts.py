"""The paces of all hosts that a crawl process asks, and the rest that hosts asked for in earlier runs."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import ada_url

from crawler.politeness.gate import SharedGate
from crawler.politeness.pace import LONGEST_REST, Pace
from crawler.sources import Source
from crawler.stagefiles import write_record


class Hosts:
    """One pace a host (and port), whichever source asks: two sources on one host are one guest there."""

    def __init__(self, folder: Path, sources: Iterable[Source] = ()) -> None:
        """`folder` holds the hosts' rests and gates, for all crawls; `sources` are those of this crawl."""
        self._folder = folder
        self._paces: dict[str, Pace] = {}
        self._guests: dict[str, list[Source]] = {}
        for source in sources:
            for host in {host_of(url) for url in source.addresses}:
                self._guests.setdefault(host, []).append(source)

    def pace(self, url: str, source: Source) -> Pace:
        """The pace of an address's host; of sources that share it the slowest holds."""
        host = host_of(url)
        if host not in self._paces:
            guests = self._guests.get(host, [source])
            delay = max(one.delay for one in guests)
            at_once = min(one.concurrency for one in guests)
            gate = SharedGate(self._file(host, "gate"))
            self._paces[host] = Pace(delay, at_once, self._rest(host), gate)
        pace = self._paces[host]
        pace.ask_for(source.delay)
        return pace

    def keep_rest(self, url: str, seconds: float) -> None:
        """Remember a Retry-After (seconds) of an address's host beyond this run."""
        host = host_of(url)
        until = datetime.now(UTC) + timedelta(seconds=min(seconds, LONGEST_REST))
        write_record(self._file(host, "json"), {"host": host, "rest_until": until.isoformat()})

    def _rest(self, host: str) -> float:
        """Seconds that a host still wants to be left alone, by what it said in an earlier run."""
        try:
            told = json.loads(self._file(host, "json").read_text(encoding="utf-8"))
            until = datetime.fromisoformat(told["rest_until"])
            left = (until - datetime.now(UTC)).total_seconds()
        except FileNotFoundError:
            return 0.0
        except (OSError, ValueError, KeyError, TypeError) as error:
            logging.getLogger(host).warning("its file of rest can't be read and is not followed: %s", error)
            return 0.0
        return min(max(left, 0.0), LONGEST_REST)

    def _file(self, host: str, kind: str) -> Path:
        return file_of(self._folder, host, kind)


def file_of(folder: Path, host: str, kind: str) -> Path:
    """Where something is kept of a host: `json` its rest, `gate` its gate."""
    return folder / f"{quote(host, safe='')[:200]}.{kind}"


def host_of(url: str) -> str:
    """Host and port of an address, the port left out where it is the scheme's own."""
    try:
        return str(ada_url.URL(url).host)
    except ValueError:
        return urlsplit(url).netloc
