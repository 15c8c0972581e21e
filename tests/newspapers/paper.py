"""What all the newspapers have in common: an address, articles, and pages that are answered by path."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from string import Template

from crawler.items import Outcome, Verdict
from tests.newspapers.manuscripts import Manuscript, read

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as much of it as a newspaper looks at."""

    target: str  # path and query
    night: int
    times: int  # how often this target was asked, this time included
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A response before it is encoded for the wire."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    coding: str | None = None  # gzip or br, where the client accepts it
    validated: bool = False  # with an ETag, answered by 304 when it still holds


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader without fault makes of one address on one night."""

    url: str  # canonical
    outcome: Outcome
    verdict: Verdict | None  # None: no page came, or the one that came is not one to read
    change: str = "same"  # new, edited, same, withdrawn, restored, gone: since the night before
    title: str | None = None
    paragraphs: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None  # with the paper's own offset
    precision: str | None = None  # minute or day: as exact as the page says
    story: str | None = None  # equal in all papers that print the same wire story
    aliases: tuple[str, ...] = ()  # further addresses that announce or serve it


TypePage = Callable[[Asked], Answer]


class Paper(ABC):
    """One made-up newspaper."""

    name: str
    title: str
    address: str  # in 127.0.0.0/8
    language: str
    timezone: str

    def __init__(self, first_day: date) -> None:
        self.first_day = first_day
        self.port = 0
        self._sites: dict[int, dict[str, TypePage]] = {}

    @cached_property
    def manuscripts(self) -> tuple[Manuscript, ...]:
        return read(self.name)

    @property
    def home(self) -> str:
        return f"http://{self.address}:{self.port}"

    def standing(self, night: int) -> list[Manuscript]:
        """The articles served on that night, as edited, newest first."""
        pieces = [piece.on(night) for piece in self.manuscripts if piece.stands(night)]
        return sorted(pieces, key=lambda piece: (piece.day, piece.time, piece.number), reverse=True)

    def today(self, night: int) -> date:
        """The day whose paper is out on that night: the eve of the run."""
        return self.first_day + timedelta(days=night - 2)

    def when(self, piece: Manuscript) -> datetime:
        return piece.published(self.first_day, self.timezone)

    def answer(self, asked: Asked) -> Answer:
        if asked.night not in self._sites:
            self._sites[asked.night] = self.pages(asked.night)
        site = self._sites[asked.night]
        path = asked.target.partition("?")[0]
        page = site.get(asked.target) or site.get(path)
        return page(asked) if page else self.missing(asked)

    def missing(self, asked: Asked) -> Answer:
        return Answer(
            b"<html><head><title>Not found</title></head><body><h1>Not found</h1></body></html>", 404
        )

    @abstractmethod
    def facts(self) -> dict[str, object]:
        """Its entry in sources.toml: how it announces its articles."""

    @abstractmethod
    def pages(self, night: int) -> dict[str, TypePage]:
        """What it serves on that night, by path, or by path and query."""

    @abstractmethod
    def expected(self, night: int) -> list[Expected]:
        """The truth about each address that it announces on that night, or did before."""


def fill(name: str, **values: str) -> str:
    """A template of `templates/`, filled in."""
    return Template((TEMPLATES / name).read_text(encoding="utf-8")).substitute(values)


def always(answer: Answer) -> TypePage:
    return lambda asked: answer


def moved(to: str, status: int = 301) -> TypePage:
    return always(Answer(status=status, headers={"Location": to}))
