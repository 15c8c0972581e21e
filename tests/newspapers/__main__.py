"""The newspapers as a process of their own: `python -m tests.newspapers --port-file F --first-day D`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

from tests.newspapers.newsstand import Newspapers


def main() -> None:
    """Serve until standard input closes, which it does when whoever started us ends."""
    parser = argparse.ArgumentParser(prog="python -m tests.newspapers", description=__doc__)
    parser.add_argument("--port-file", type=Path, required=True, help="where to write the addresses, as JSON")
    parser.add_argument("--first-day", type=date.fromisoformat, required=True, help="the date of night 1")
    parser.add_argument("--night", type=int, default=1)
    parser.add_argument("--ports", type=Path, help="an earlier port file: serve at the same addresses")
    parser.add_argument("--sources", type=Path, help="where to write a sources.toml for them")
    asked = parser.parse_args()
    remembered = {}
    if asked.ports and asked.ports.exists():
        remembered = json.loads(asked.ports.read_text(encoding="utf-8"))["ports"]
    try:
        serve(asked, remembered)
    except OSError as error:
        sys.exit(f"the newspapers can't be served: {error.strerror}")


def serve(asked: argparse.Namespace, ports: dict[str, int]) -> None:
    """Serve, and tell where, until standard input closes."""
    with Newspapers(asked.first_day, asked.night, ports) as papers:
        if asked.sources:
            papers.sources_toml(asked.sources)
        _write_whole(
            asked.port_file,
            {
                "ports": papers.ports,
                "homes": {paper.name: paper.home for paper in papers.papers},
                "pid": os.getpid(),
            },
        )
        sys.stdin.buffer.read()


def _write_whole(path: Path, facts: dict[str, object]) -> None:
    """The file appears only when complete: its appearance says that the papers are served."""
    unfinished = path.with_name(path.name + ".open")
    unfinished.write_text(json.dumps(facts), encoding="utf-8")
    unfinished.replace(path)


if __name__ == "__main__":
    main()
