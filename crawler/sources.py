"""The list of news sites: `sources.toml` read into validated, frozen sources."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from crawler.source import Source, span
from crawler.urls import absolute

__all__ = ["CONTACT", "Source", "SourcesError", "load", "select", "span", "unlisted"]
CONTACT = re.compile(r"https?://\S+\.\S+|\S+@\S+\.\S+", re.IGNORECASE)


class SourcesError(Exception):
    """The list can't be used; the sentence names the file, the entry, the key, and what is allowed."""


def load(path: Path) -> tuple[Source, ...]:
    """The sources of a file, in its order. SourcesError says what is wrong, where, and what is allowed."""
    defaults, entries = _read(path)
    if not entries:
        raise SourcesError(
            f"{path} holds no source: write a [[source]] table with name and home for each site"
        )
    sources = tuple(_source(path, number, {**defaults, **entry}) for number, entry in enumerate(entries, 1))
    names = [source.name for source in sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SourcesError(f"{path}: two entries have the name {twice[0]!r}; names must differ")
    return sources


def unlisted(path: Path, url: str, allow_private: bool = False) -> Source:
    """A site that is not in the list, with the defaults of the list. Raises SourcesError."""
    home = absolute("", url if "//" in url else f"https://{url}")
    if home is None:
        raise SourcesError(f"{url!r} is no web address; write https://www.example.org/")
    facts: dict[str, Any] = {**_read(path)[0], "name": "unlisted", "home": home}
    if allow_private:
        port = urlsplit(home).port
        facts |= {"allow_private": True, "ports": [port] if port else [80, 443]}
    return _source(path, 0, facts)


def _read(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The defaults and the entries of a file."""
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
    if not isinstance(defaults, dict) or not isinstance(entries, list):
        raise SourcesError(f"{path}: [defaults] must be a table, and [[source]] a table for each site")
    _only(path, "[defaults]", defaults, [key for key in Source.model_fields if key not in {"name", "home"}])
    return defaults, entries


def select(sources: Iterable[Source], names: Sequence[str]) -> tuple[Source, ...]:
    """The sources with these names, all if none is given. SourcesError for a name that is not in the list."""
    by_name = {source.name: source for source in sources}
    for name in names:
        if name not in by_name:
            raise SourcesError(f"no source {name!r} in the list{_nearest(name, by_name)}")
    return tuple(source for name, source in by_name.items() if not names or name in names)


def _source(path: Path, number: int, facts: Mapping[str, Any]) -> Source:
    where = f"entry {number} ({facts.get('name', 'without a name')})" if number else str(facts["home"])
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
