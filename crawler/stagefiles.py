"""Stage files: records as JSON lines, and files that appear only when they are complete."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import IO, Any, TypeVar, get_args, get_origin, get_type_hints

import orjson

Record = TypeVar("Record")


@contextmanager
def appearing(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written that appears under its name only when the block ended well: fsync, then rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".open")
    with unfinished.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_lines(path: Path, records: Iterable[object]) -> None:
    """Write records, one a line."""
    with appearing(path) as file:
        for record in records:
            file.write(line(record))


def write_record(path: Path, record: object) -> None:
    """Write a file of one record."""
    with appearing(path) as file:
        file.write(line(record))


def line(record: object) -> bytes:
    """A record as a JSON line."""
    return dumped(record) + b"\n"


def dumped(record: object) -> bytes:
    """A record, or lists and objects of such, as JSON in UTF-8. Halves of surrogate pairs become "?"."""
    try:
        return orjson.dumps(record, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:  # a lone surrogate, a number beyond 64 bits: rare, and no reason to lose the record
        return json.dumps(plain(record), ensure_ascii=False).encode("utf-8", "replace")


def plain(value: Any) -> Any:
    """A record as what JSON knows: datetimes in ISO 8601, dataclasses as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value


def read_lines(path: Path, kind: type[Record]) -> Iterator[Record]:
    """The records of a file, one by one. ValueError names the line that can't be read."""
    with path.open("rb") as file:
        for number, text in enumerate(file, 1):
            try:
                yield record_of(kind, json.loads(text))
            except (ValueError, TypeError, KeyError) as error:
                msg = f"{path}, line {number}: not a {kind.__name__} ({error})"
                raise ValueError(msg) from error


def record_of(kind: type[Record], told: dict[str, Any]) -> Record:
    """A dataclass from its JSON object; keys that it doesn't know are ignored."""
    return kind(**{name: _value(hint, told[name]) for name, hint in _hints(kind) if name in told})  # type: ignore[arg-type]


@cache
def _hints(kind: type) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(one.name, hints[one.name]) for one in fields(kind)]


def _value(hint: Any, told: Any) -> Any:
    if get_origin(hint) is UnionType:
        if told is None:
            return None
        hint = next(one for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) in (tuple, list):
        items = [_value(get_args(hint)[0], item) for item in told]
        return tuple(items) if get_origin(hint) is tuple else items
    if hint in (datetime, date):
        return hint.fromisoformat(told)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(told)
    if is_dataclass(hint):
        return record_of(hint, told)  # type: ignore[arg-type]
    return told
