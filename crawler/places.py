"""In which country a site is, and which time zones that country has."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

import pytz

ELSEWHERE = frozenset(
    {"ac", "ai", "cc", "co", "fm", "gg", "io", "la", "ly", "me", "nu", "sh", "su", "to", "tv", "vc", "ws"}
)
OTHERWISE = {"uk": "GB"}  # top-level domains that are no ISO 3166-1 codes
SPEAKS = re.compile(r"[a-z]{2,3}[-_]([A-Z]{2})(?:[.@]|$)")


def country_of(url: str, locale: str | None) -> str | None:
    """ISO 3166-1 alpha-2, by the top-level domain, else by a locale such as `es_AR`; None if nothing tells.

    `en_US` tells nothing: it is what publishing systems say before anyone has chosen. Nor do the top-level
    domains that are sold to everybody.
    """
    ending = (urlsplit(url).hostname or "").rpartition(".")[2].lower()
    code = OTHERWISE.get(ending, ending.upper())
    if ending not in ELSEWHERE and code in pytz.country_names:
        return code
    found = SPEAKS.match(locale or "")
    if found and not (locale or "").startswith(("en_US", "en-US")) and found[1] in pytz.country_names:
        return found[1]
    return None


def zones_of(country: str) -> tuple[str, ...]:
    """IANA names of a country's zones, that of most people first; one alone where all keep the same time."""
    zones = tuple(pytz.country_timezones.get(country, ()))
    rules = {pytz.timezone(zone).zone: _rules(zone) for zone in zones}
    return zones[:1] if len(set(rules.values())) == 1 else zones


def _rules(zone: str) -> tuple[object, ...]:
    """The offsets that a zone keeps, in January and in July."""
    there = pytz.timezone(zone)
    return tuple(there.utcoffset(datetime(2026, month, 1)) for month in (1, 7))  # noqa: DTZ001, asked of the zone
