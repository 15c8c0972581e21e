"""What the warehouse of a home is: one DuckDB file in it, or a DuckLake that many hosts write to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import WrongPlace

SCHEME = "ducklake:postgres:"
PASSWORD = re.compile(r"(?i)password\s*=|//[^/@\s]*:[^/@\s]*@")


@dataclass(frozen=True, slots=True)
class Lake:
    """A DuckLake: its catalog in a PostgreSQL database, its tables in Parquet files."""

    catalog: str  # libpq's words, without a password: dbname=news host=db.example user=nightdesk
    data: str  # a folder, or s3://bucket/prefix
    s3_endpoint: str | None = None  # of a server that speaks S3; None: that of AWS
    s3_region: str | None = None

    def __str__(self) -> str:
        return f"the catalog {self.catalog}"


_LAKES: dict[Path, Lake] = {}


def keep_in(home: Path, lake: Lake | None) -> None:
    """Say once in a process where the warehouse of a home is; if nothing is said, it is the file in it."""
    _LAKES.pop(home.absolute(), None)
    if lake is not None:
        _LAKES[home.absolute()] = lake


def lake_of(home: Path) -> Lake | None:
    """The DuckLake of a home; None: its warehouse is the file in it."""
    return _LAKES.get(home.absolute())


def named(
    words: str, data: str | None, s3_endpoint: str | None = None, s3_region: str | None = None
) -> Lake | None:
    """The DuckLake that `ducklake:postgres:...` names; None for words of a file. Raises WrongPlace."""
    if not words.startswith("ducklake:"):
        return None
    if PASSWORD.search(words):
        raise WrongPlace(
            "the warehouse's address holds a password: leave it out, and put it into ~/.pgpass, a service "
            "file or PGPASSWORD, where PostgreSQL looks for it"
        )
    catalog = words.removeprefix(SCHEME).strip()
    if not words.startswith(SCHEME) or not catalog:
        raise WrongPlace(f"{words!r} is no warehouse: it is {SCHEME}dbname=... host=..., or left out")
    if not data or not data.strip():
        raise WrongPlace(f"{words!r} needs a place for its Parquet files: a folder, or s3://bucket/prefix")
    place = data if "://" in data else str(Path(data).expanduser().absolute())
    return Lake(catalog, place, s3_endpoint, s3_region)
