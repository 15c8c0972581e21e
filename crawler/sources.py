"""The list of news sites: `sources.toml` read into validated, frozen sources."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

FIRST_REVISITS = ("1h", "3h", "8h", "1d", "3d", "7d", "30d")
CONTACT = re.compile(r"https?://\S+\.\S+|\S+@\S+\.\S+", re.IGNORECASE)


class SourcesError(Exception):
    """The list can't be used; the sentence names the file, the entry, the key, and what is allowed."""


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
            if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
                msg = f"{url!r} is no web address; write https://www.example.org/..."
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


def load(path: Path) -> tuple[Source, ...]:
    """The sources of a file, in its order. SourcesError says what is wrong, where, and what is allowed."""
    try:
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except OSError as error:
        msg = f"{path} can't be read ({error.strerror}); name another list with --sources FILE"
        raise SourcesError(msg) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourcesError(f"{path} is not TOML: {error}") from error
    _only(path, "the top level", told, ("defaults", "source"))
    defaults, entries = told.get("defaults", {}), told.get("source", [])
    if not isinstance(defaults, dict) or not isinstance(entries, list) or not entries:
        raise SourcesError(
            f"{path} holds no source: write a [[source]] table with name and home for each site"
        )
    _only(path, "[defaults]", defaults, [key for key in Source.model_fields if key not in {"name", "home"}])
    sources = tuple(_source(path, number, {**defaults, **entry}) for number, entry in enumerate(entries, 1))
    names = [source.name for source in sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SourcesError(f"{path}: two entries have the name {twice[0]!r}; names must differ")
    return sources


def select(sources: Iterable[Source], names: Sequence[str]) -> tuple[Source, ...]:
    """The sources with these names, all if none is given. SourcesError for a name that is not in the list."""
    by_name = {source.name: source for source in sources}
    for name in names:
        if name not in by_name:
            raise SourcesError(f"no source {name!r} in the list{_nearest(name, by_name)}")
    return tuple(source for name, source in by_name.items() if not names or name in names)


def _source(path: Path, number: int, facts: Mapping[str, Any]) -> Source:
    where = f"entry {number} ({facts.get('name', 'without a name')})"
    _only(path, where, facts, list(Source.model_fields))
    try:
        source = Source.model_validate(facts)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        key = ".".join(str(step) for step in fault["loc"])
        said = fault["msg"].removeprefix("Value error, ")
        given = "" if fault["type"] in {"missing", "value_error"} else f", not {fault['input']!r}"
        raise SourcesError(f"{path}, {where}{', ' + key if key else ''}: {said}{given}") from error
    rude = _rude(source)
    if rude:
        raise SourcesError(f"{path}, {where}: {rude}")
    return source


def _rude(source: Source) -> str | None:
    """What a guest must not do at a site that is not ours."""
    if source.allow_private:
        return None
    if source.delay == 0:
        return "delay = 0 is allowed only with allow_private = true; write at least 0.1"
    if not CONTACT.search(source.user_agent):
        return (
            f"user_agent = {source.user_agent!r} must tell whom to write to, "
            "by a web or mail address: 'Nightdesk/0.1 (+https://example.org/about-our-archive)'"
        )
    return None


def _only(path: Path, where: str, table: Mapping[str, Any], allowed: Sequence[str]) -> None:
    for key in table:
        if key not in allowed:
            hint = _nearest(key, allowed)
            raise SourcesError(
                f"{path}, {where}: unknown key {key!r}{hint or '; allowed: ' + ', '.join(allowed)}"
            )


def _nearest(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else ""
