"""Where the site memory of each source lies between runs."""

from __future__ import annotations

import logging
from pathlib import Path

from crawler.extraction.memory import Memory
from crawler.sources import Source
from crawler.stagefiles import appearing

log = logging.getLogger("reading")


def memory_file(home: Path, source: Source) -> Path:
    """Where the site memory of a source lies."""
    return home / "memory" / f"{source.name}.json"


def recall(home: Path, source: Source) -> Memory:
    """The site memory of a source; an empty one where there is none, or one of another format."""
    try:
        return Memory.loads(memory_file(home, source).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Memory()
    except (ValueError, KeyError, TypeError) as error:
        log.warning("%s: the site memory can't be read (%s); it is learned anew", source.name, error)
        return Memory()


def remember(home: Path, source: Source, memory: Memory) -> None:
    """Keep the site memory for the next run."""
    with appearing(memory_file(home, source)) as file:
        file.write(memory.dumps().encode())
