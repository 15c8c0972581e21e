"""Names out of bylines: no "By", no role, no date, no address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.extraction import dates, words
from crawler.extraction.agencies import agency_named
from crawler.extraction.metadata.bylines import (
    AND,
    CASED,
    DESK,
    DONE,
    FIRM,
    FOREIGN_LED,
    FOREIGN_ROLE,
    GENERIC,
    JUNK,
    LATE_BY,
    LEADS,
    LED,
    NO_NAME,
    NOBODY,
    NOT_WRITERS,
    NOUN_LED,
    PARTICLES,
    PERSON,
    ROLE,
    SHORT_AND,
    SURELY_LED,
)

LONGEST = 60  # characters of one name
SENTENCE = re.compile(r"[^\W\d_]{6,}\. \S")  # a full stop that ends no title or first name


@dataclass(frozen=True, slots=True)
class Signers:
    """Whom a byline names."""

    people: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # desks, user names, agencies: what may sign when no person does


def signers(raw: list[str], language: str | None, is_prose: bool = True) -> Signers:
    """People and desks named in bylines, in order, each once.

    `is_prose` tells lines that readers see ("Di Anna Rossi") from values that name somebody ("Di Marzio").
    """
    people: dict[str, str] = {}
    others: dict[str, str] = {}
    for text in raw:
        for name, is_person in _named_in(text, language, is_prose):
            (people if is_person else others).setdefault(words.key(name), name)
    return Signers(tuple(people.values()), tuple(others.values()))


@lru_cache(maxsize=2000)
def _named_in(text: str, language: str | None, is_prose: bool) -> tuple[tuple[str, bool], ...]:
    """The names in one byline, and whether each is a person's; several places on a page say the same."""
    told = (_name(part) for part in _parts(text, language, is_prose))
    return tuple((name, is_person) for name, is_person in told if name)


def is_person(text: str) -> bool:
    """Whether a line may be one person's name and nothing else: two to four words, each with a capital."""
    return PERSON.fullmatch(text) is not None and _name(text)[1]


def is_led(text: str) -> bool:
    """Whether a line begins as bylines do: "By ...", "Text: ..."."""
    return any(pattern.match(text) for pattern in (LED, FOREIGN_LED)) and not NOT_WRITERS.search(text)


def _parts(text: str, language: str | None, is_prose: bool) -> list[str]:
    if "://" in text or text.startswith("www."):
        return []
    text = words.squeeze(text[: LONGEST * 6])
    if re.search(r"\d", text):
        text = words.squeeze(dates.cut(text, language)[0])
    text = text.strip("()（）") if text.startswith(("(", "（")) else text
    text = re.sub(r"\([^)]*\)|（[^）]*）|\S+@\S+|(?<!\w)@\w+", " ", text)
    parts, is_credit = [], False
    for part in AND.split(_unled(text, is_prose)):
        # "Photo: One / Two" credits both; "Photo: One / Text: Two" does not
        is_credit = NOT_WRITERS.search(part) is not None or (is_credit and not is_led(part))
        if part and not is_credit:
            parts.append(_unled(part, is_prose))
    return [name for part in parts if part for name in _pair(part)]


def _pair(text: str) -> list[str]:
    halves = SHORT_AND.split(text)
    return halves if all(words.count(half) >= 2 for half in halves) else [text]


def _unled(text: str, is_prose: bool) -> str:
    """The text without what leads to the name."""
    if NOT_WRITERS.search(text):
        return text
    for pattern in (LED if is_prose else SURELY_LED, LATE_BY, NOUN_LED, FOREIGN_LED):
        text = pattern.sub("", text, count=1)
    return text.strip()


def _name(text: str) -> tuple[str | None, bool]:
    """The name, and whether it is surely a person's."""
    text = FOREIGN_ROLE.sub("", text.strip(" .,:-–—|*\"'“”«»·()")).strip()
    if not text or len(text) > LONGEST or NO_NAME.search(text) or not any(map(str.isalpha, text)):
        return None, False
    if SENTENCE.search(text):
        return None, False
    if words.UNSPACED.search(text):
        return (text, True) if 2 <= len(re.sub(r"\W", "", text)) <= 8 else (None, False)
    if not CASED.search(text):  # Arabic, Hindi, Korean: no capitals to go by
        return (text, True) if words.count(text) <= 5 and not JUNK.search(text) else (None, False)
    return _cased(text)


def _cased(text: str) -> tuple[str | None, bool]:
    if agency_named(text):
        return text, False
    tokens = text.split()
    role = next((n for n, token in enumerate(tokens) if ROLE.search(token)), None)
    if (role is not None and role < 2) or DESK.search(tokens[-1]) or FIRM.search(text):
        signs = (DESK.search(text) and not NOBODY.search(text)) or FIRM.search(text)
        return (text, False) if signs and len(tokens) <= 6 and not JUNK.search(text) else (None, False)
    tokens = _named(tokens[:role])
    while len(tokens) > 1 and tokens[-1].casefold() in DONE:
        tokens.pop()
    if len(tokens) > 2 and max(map(len, tokens)) <= 2:  # "Fr It En": languages to choose from
        return None, False
    name = " ".join(tokens).strip(" ,.-–—:")
    if not name or JUNK.search(name) or len(tokens) > 6:
        return None, False
    if len(tokens) == 1 or re.search(r"\d", name):
        return (None if name.casefold() in PARTICLES | LEADS | GENERIC else name), False
    if tokens[0][0].islower() and tokens[0].casefold() not in PARTICLES:
        return None, False
    return (name.title() if name.isupper() and len(name) > 5 else name), True


def _named(tokens: list[str]) -> list[str]:
    """The words up to the first that no name holds: "Ana Ruiz" of "Ana Ruiz im Gespräch"."""
    rest = enumerate(tokens[1:], 1)
    end = next((n for n, t in rest if t[0].islower() and t.casefold() not in PARTICLES), len(tokens))
    while end > 1 and tokens[end - 1].casefold() in PARTICLES and tokens[end - 1][0].islower():
        end -= 1
    return tokens[:end]
