"""The gate of the warehouse: every line of a stage file is checked, mended where possible, or set aside."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

# What DuckDB, or anybody's client, can't take as text: NUL, and halves of a surrogate pair.
UNFIT = re.compile("[\x00\ud800-\udfff]")
ESCAPED = re.compile(rb"\\u(?:00|[dD])")  # how JSON may spell them
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
SHOWN = 10_000  # characters of a line that quarantine keeps


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that can't be loaded, and why."""

    file: str
    line: int
    reason: str
    record: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A stage file as it may be loaded: itself if nothing was wrong, else a mended copy."""

    path: Path
    longest: int  # bytes of the longest line
    lines: int
    set_aside: tuple[SetAside, ...]


def check(path: Path, check_line: Callable[[bytes], None], mended: Path) -> Checked:
    """Read a stage file line by line; write `mended` only when a line had to be changed or left out.

    `check_line` raises ValueError, saying what is wrong with a line.
    """
    good: list[bytes] = []
    aside: list[SetAside] = []
    longest, changed = 0, False
    for number, line in lines(path):
        try:
            fit = fitted(line)
            check_line(fit)
        except ValueError as error:
            shown = UNFIT.sub(REPLACEMENT, line.decode(errors="replace"))[:SHOWN]
            aside.append(SetAside(path.name, number, said(error), shown))
            continue
        changed = changed or fit is not line
        longest = max(longest, len(fit))
        good.append(fit)
    if changed or aside:
        mended.write_bytes(b"".join(line + b"\n" for line in good))
    return Checked(mended if changed or aside else path, longest, len(good), tuple(aside))


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not empty, with their numbers from 1."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.isspace():
                yield number, line.rstrip(b"\n")


def fitted(line: bytes) -> bytes:
    """The line itself if a database can take its texts, or mended. Raises ValueError if it is no JSON then.

    Halves of surrogate pairs and NUL become U+FFFD, so a reader sees that something stood there.
    """
    if (b"\\u" in line and ESCAPED.search(line)) or not is_utf8(line):
        mended = json.dumps(mend(json.loads(line.decode(errors="replace"))), ensure_ascii=False).encode()
        return line if mended == line else mended
    return line


def is_utf8(line: bytes) -> bool:
    """Whether the bytes are UTF-8."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def mend(value: object) -> object:
    """The same JSON value, its texts fit for a database."""
    if isinstance(value, str):
        return UNFIT.sub(REPLACEMENT, value)
    if isinstance(value, list):
        return [mend(item) for item in value]
    if isinstance(value, dict):
        return {UNFIT.sub(REPLACEMENT, str(key)): mend(item) for key, item in value.items()}
    return value


def said(error: ValueError) -> str:
    """What a ValueError says, short: the first fault and its place."""
    if isinstance(error, ValidationError):
        fault = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(str(step) for step in fault['loc']) or 'line'}: {fault['msg']}"
    return str(error)
