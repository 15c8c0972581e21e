"""The list of news sites: `sources.toml` read into validated, frozen sources."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

FIRST_REVISITS = ("1h", "3h", "8h", "1d", "3d", "7d", "30d")


class Source(BaseModel):
    """A news site: facts, no code. Every field is a key of a `[[source]]` entry or of `[defaults]`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=40)]
    home: str
    title: str | None = None
    language: str | None = None  # BCP 47
    timezone: str = "UTC"  # IANA name; what the site's local times mean
    country: str | None = None  # ISO 3166-1 alpha-2
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    archive: str | None = None  # a URL with {date:%Y-%m-%d} in it
    article: str | None = None  # a regular expression that article URLs match
    delay: float = 1.0  # seconds between requests to one host, a floor
    concurrency: int = 1  # requests at a time to one host
    max_pages: int = 2000  # a night
    max_minutes: float = 30  # a night
    max_bytes: int = 2_000_000_000  # a night, on the wire
    user_agent: str = ""  # must tell whom to write to
    revisit: tuple[str, ...] = FIRST_REVISITS  # after the first sight
    spider: str | None = None  # only for a site that needs code of its own
    allow_private: bool = False  # true for sites on loopback or in a private network
    ports: tuple[int, ...] = (80, 443)
    render: bool = False
    verified: str | None = None  # where the addresses above were found


def span(text: str) -> timedelta:
    """`"1h"`, `"3d"`, `"90s"`, `"15m"` as a length of time; ValueError for anything else."""
    unit = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}.get(text[-1:])
    if unit is None:
        msg = f"{text!r} is not a length of time: write a number and s, m, h or d, for example '8h'"
        raise ValueError(msg)
    return timedelta(**{unit: float(text[:-1])})
