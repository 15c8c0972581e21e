"""Month names and the order of numeric dates, by language, from Unicode's CLDR."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from babel import Locale, UnknownLocaleError

BARE = re.compile("[a-z\u00e0-\u017f\u0370-\u03ff]")  # Latin and Greek
# Newspapers' own abbreviations beside CLDR's.
PRESS = {
    "en": {"sept": 9, "febr": 2, "jun": 6, "jul": 7},
    "de": {"jänner": 1, "feber": 2},
    "fr": {"fev": 2, "aout": 8},
    "sr": {
        "januara": 1,
        "februara": 2,
        "marta": 3,
        "aprila": 4,
        "juna": 6,
        "jula": 7,
        "avgusta": 8,
        "septembra": 9,
        "oktobra": 10,
        "novembra": 11,
        "decembra": 12,
        "јануара": 1,
        "фебруара": 2,
        "марта": 3,
        "априла": 4,
        "јуна": 6,
        "јула": 7,
        "августа": 8,
        "септембра": 9,
        "октобра": 10,
        "новембра": 11,
        "децембра": 12,
    },
    # Levantine and Iraqi names; CLDR's "ar" has those of Egypt and the Gulf
    "ar": {
        "كانون الثاني": 1,
        "شباط": 2,
        "آذار": 3,
        "نيسان": 4,
        "أيار": 5,
        "حزيران": 6,
        "تموز": 7,
        "آب": 8,
        "أيلول": 9,
        "تشرين الأول": 10,
        "تشرين الثاني": 11,
        "كانون الأول": 12,
    },
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one language writes dates."""

    names: dict[str, int] = field(repr=False)  # casefolded, without full stops
    order: str | None  # "dmy", "mdy", "ymd"; None where it differs between countries


@lru_cache(maxsize=64)
def calendar(language: str | None, country: str | None = None) -> Calendar:
    """The language's calendar and English beside it, since templates are often left in English."""
    names = {**_names("en"), **(_names(language) if language else {})}
    return Calendar(names, _order(language, country))


@lru_cache(maxsize=64)
def pattern(language: str | None) -> str:
    """A regular expression group body that matches any month name of `calendar(language)`, longest first."""
    names = calendar(language).names
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _locale(language: str, country: str | None = None) -> Locale | None:
    try:
        return Locale.parse(f"{language}_{country}" if country else language)
    except (UnknownLocaleError, ValueError):
        return None


def _names(language: str) -> dict[str, int]:
    locale = _locale(language)
    if locale is None:
        return {}
    names: dict[str, int] = dict(PRESS.get(language, {}))
    for context in ("stand-alone", "format"):
        for width in ("abbreviated", "wide"):
            for number, name in locale.months[context][width].items():
                plain = name.casefold().strip(" .")
                if (
                    not re.fullmatch(r"[\d\W]*|\d+月|\d+월|[一二三四五六七八九十]+月|m\d\d", plain)
                    and len(plain) > 1
                ):
                    names[plain] = number
                    # capitals are written without accents, and folding may spell one letter as three
                    names.setdefault(name.lower().strip(" ."), number)
                    names.setdefault(_bare(plain), number)
    return names


def _bare(name: str) -> str:
    """Latin and Greek letters without their accents."""
    if not BARE.match(name):
        return name
    parts = unicodedata.normalize("NFD", name)
    return "".join(one for one in parts if not unicodedata.combining(one))


def _order(language: str | None, country: str | None) -> str | None:
    if not language or (language == "en" and not country):
        return None  # 03/04 is March in New York and April in London
    locale = _locale(language, country)
    if locale is None:
        return None
    letters = re.sub(r"[^dmy]", "", re.sub(r"'[^']*'", "", locale.date_formats["short"].pattern.lower()))
    return "".join(dict.fromkeys(letters)) or None
