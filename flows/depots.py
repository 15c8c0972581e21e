"""Which depot a home has, by its configuration."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from crawler.depot import Depot, opened
from flows import config


def depot_of(home: Path) -> Depot:
    """Where the closed files of a home are kept. Raises ConfigError, DepotError."""
    return _opened(home, *archive_of(home).items())


def archive_of(home: Path) -> dict[str, str]:
    """The same as plain values, for the job of a child process: empty where it is the home itself."""
    return told_of(config.load(home))


def told_of(told: config.Config) -> dict[str, str]:
    """The depot of a configuration as plain values."""
    if told.archive is None or Path(told.archive) == told.home:
        return {}
    values = {"place": told.archive, "endpoint": told.s3_endpoint, "region": told.s3_region}
    return {name: value for name, value in values.items() if value is not None}


@lru_cache(maxsize=8)  # a client of object storage takes a while to make
def _opened(home: Path, *told: tuple[str, str]) -> Depot:
    return opened(home, dict(told) or None)
