"""A news site: facts, no code; every field is a key of `sources.toml`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from crawler.urlkey import KeyRules, url_key
from crawler.urls import is_web

FIRST_REVISITS = ("1h", "3h", "8h", "1d", "3d", "7d", "30d")


class Source(BaseModel):
    """A news site: facts, no code. Every field is a key of a `[[source]]` entry or of `[defaults]`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=40)]
    home: str
    title: str | None = None
    language: str | None = None  # BCP 47
    timezone: str = "UTC"  # IANA name; what the site's local times mean
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None  # ISO 3166-1 alpha-2
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    archive: str | None = None  # a URL with {date:%Y-%m-%d} in it
    article: str | None = None  # a regular expression that article URLs match
    delay: Annotated[float, Field(ge=0, le=3600)] = 1.0  # seconds between requests to one host, a floor
    concurrency: Annotated[int, Field(ge=1, le=32)] = 1  # requests at a time to one host
    max_pages: Annotated[int, Field(ge=1)] = 2000  # a night
    max_minutes: Annotated[float, Field(gt=0)] = 30  # a night
    max_bytes: Annotated[int, Field(ge=1)] = 2_000_000_000  # a night, on the wire
    user_agent: str = ""  # must tell whom to write to
    revisit: tuple[str, ...] = FIRST_REVISITS  # after the first sight; "0s" is always due
    spider: str | None = None  # only for a site that needs code of its own
    allow_private: bool = False  # true for sites on loopback or in a private network
    ports: tuple[int, ...] = (80, 443)
    obey_ai_notices: bool = False  # skip pages whose site asks AI crawlers to keep off
    insecure_tls: bool = False  # accept a certificate that can't be verified; reported
    render: bool = False
    parameters: tuple[str, ...] | None = None  # the only query parameters that tell its pages apart
    twins: tuple[tuple[str, str], ...] = ()  # expressions on URL keys, and what stands in their place
    verified: str | None = None  # where the addresses above were found

    @field_validator("timezone")
    @classmethod
    def _zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError) as error:
            msg = f"{name!r} is no time zone; write an IANA name such as 'Asia/Karachi'"
            raise ValueError(msg) from error
        return name

    @field_validator("home", "feeds", "sitemaps", "sections", "archive")
    @classmethod
    def _web(cls, value: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
        for url in (value,) if isinstance(value, str) else value or ():
            if not is_web(url):
                msg = f"{url!r} is no web address; write https://www.example.org/..."
                raise ValueError(msg)
            if "@" in urlsplit(url).netloc:
                host = urlsplit(url).hostname
                msg = f"the address at {host} holds a name or password, which Nightdesk never sends"
                raise ValueError(msg)
        return value

    @field_validator("archive")
    @classmethod
    def _dated(cls, template: str | None) -> str | None:
        if template is not None:
            try:
                differs = template.format(date=date(2001, 2, 3)) != template.format(date=date(2001, 2, 4))
            except (KeyError, IndexError, ValueError, AttributeError):
                differs = False
            if not differs:
                msg = f"{template!r} holds no day; write {{date:%Y-%m-%d}} where the day stands"
                raise ValueError(msg)
        return template

    @field_validator("article")
    @classmethod
    def _pattern(cls, pattern: str | None) -> str | None:
        try:
            re.compile(pattern or "")
        except re.error as error:
            msg = f"{pattern!r} is no regular expression ({error})"
            raise ValueError(msg) from error
        return pattern

    @field_validator("revisit")
    @classmethod
    def _spans(cls, spans: tuple[str, ...]) -> tuple[str, ...]:
        for text in spans:
            span(text)
        return spans

    @field_validator("twins")
    @classmethod
    def _twins(cls, twins: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        for pattern, replacement in twins:
            try:
                re.sub(pattern, replacement, "")
            except (re.error, IndexError) as error:
                msg = f"{[pattern, replacement]!r} can't be replaced ({error})"
                raise ValueError(msg) from error
        return twins

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that the entry names; of the archive pages the template."""
        archive = (self.archive,) if self.archive else ()
        return (self.home, *self.feeds, *self.sitemaps, *self.sections, *archive)

    def key(self, url: str) -> str:
        """The URL key of an address of this site, by its own rules too."""
        return url_key(url, KeyRules(self.parameters, self.twins))

    @property
    def revisits(self) -> tuple[timedelta, ...]:
        """`revisit` as lengths of time."""
        return tuple(span(text) for text in self.revisit)


def span(text: str) -> timedelta:
    """`"1h"`, `"3d"`, `"90s"`, `"15m"` as a length of time; ValueError for anything else."""
    unit = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}.get(text[-1:])
    try:
        return timedelta(**{unit or "": float(text[:-1])})
    except (TypeError, ValueError) as error:
        msg = f"{text!r} is not a length of time: write a number and s, m, h or d, for example '8h'"
        raise ValueError(msg) from error
