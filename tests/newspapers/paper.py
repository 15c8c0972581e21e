"""What all the newspapers have in common: an address, articles, and the truth about them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.items import Outcome, Verdict
from tests.newspapers.exchange import Answer, Asked, Page
from tests.newspapers.manuscripts import Manuscript, read

VERDICTS = {"article": Verdict.ARTICLE, "live": Verdict.LIVE_BLOG, "stub": Verdict.STUB}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader without fault makes of one address on one night."""

    url: str  # canonical
    outcome: Outcome  # of the last attempt to get it
    verdict: Verdict | None  # None: no page came
    change: str = "same"  # new, edited, same, withdrawn, restored, gone: since the night before
    title: str | None = None
    paragraphs: tuple[str, ...] = ()  # the standfirst first, where one is printed; none of a reject
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None  # the true moment, with the paper's own offset
    precision: str | None = None  # as exact as the page itself says: second or day
    story: str | None = None  # equal in all papers that print the same wire story
    aliases: tuple[str, ...] = ()  # further addresses that serve it or lead to it
    announced: tuple[str, ...] = ()  # where the feeds, sitemaps and sections of that night point


class Paper(ABC):
    """One made-up newspaper."""

    name: str
    title: str
    address: str  # in 127.0.0.0/8
    language: str
    timezone: str
    precision = "second"  # of the dates on its pages

    def __init__(self, first_day: date) -> None:
        self.first_day = first_day
        self.port = 0
        self.manuscripts = read(self.name)
        self._sites: dict[int, dict[str, Page]] = {}

    @property
    def home(self) -> str:
        return f"http://{self.address}:{self.port}"

    def standing(self, night: int) -> list[Manuscript]:
        """The articles served on that night, as edited, newest first."""
        pieces = [piece.on(night) for piece in self.manuscripts if piece.stands(night)]
        return sorted(pieces, key=lambda piece: (piece.day, piece.time, piece.number), reverse=True)

    def withdrawn(self, night: int) -> list[Manuscript]:
        return [p for p in self.manuscripts if p.night <= night and not p.stands(night)]

    def today(self, night: int) -> date:
        """The day whose paper is out on that night: the eve of the run."""
        return self.first_day + timedelta(days=night - 2)

    def when(self, piece: Manuscript) -> datetime:
        return piece.published(self.first_day, self.timezone)

    def answer(self, asked: Asked) -> Answer:
        """What is served under that path and query, else under that path."""
        if asked.night not in self._sites:
            self._sites[asked.night] = self.pages(asked.night)
        site = self._sites[asked.night]
        page = site.get(asked.target) or site.get(asked.target.partition("?")[0])
        return page(asked) if page else Answer(b"<html><body><h1>Not found</h1></body></html>", 404)

    def expected(self, night: int) -> list[Expected]:
        """The truth about every address that it announces on that night, or announced before."""
        pieces = [piece for piece in self.manuscripts if piece.night <= night]
        return [self._truth(piece, night) for piece in pieces] + self.oddities(night)

    def _truth(self, piece: Manuscript, night: int) -> Expected:
        now, url = piece.on(night), self.home + self.path(piece)
        aliases = tuple(self.home + path for path in self.twins(piece))
        if not piece.stands(night):
            return Expected(url, Outcome.GONE, None, piece.change(night), aliases=aliases)
        verdict = VERDICTS[piece.kind]
        return Expected(
            url,
            Outcome.OK,
            verdict,
            piece.change(night),
            now.title,
            () if verdict is Verdict.STUB else self.printed(now),
            tuple(name for name in now.authors if "Correspondent" not in name),  # a role is no name
            self.when(now),
            self.precision,
            now.wire,
            aliases,
            tuple(self.home + path for path in self.announced(piece)),
        )

    def printed(self, piece: Manuscript) -> tuple[str, ...]:
        """The paragraphs of its body as the page shows them."""
        return tuple(block.text for block in piece.blocks)

    def announced(self, piece: Manuscript) -> list[str]:
        """The paths under which feeds and sitemaps name it."""
        return [self.path(piece)]

    @abstractmethod
    def path(self, piece: Manuscript) -> str:
        """Its canonical path and query."""

    @abstractmethod
    def twins(self, piece: Manuscript) -> list[str]:
        """Other paths that serve it or lead to it."""

    @abstractmethod
    def facts(self) -> dict[str, object]:
        """Its entry in sources.toml: how it announces its articles."""

    @abstractmethod
    def pages(self, night: int) -> dict[str, Page]:
        """What it serves on that night, by path, or by path and query."""

    @abstractmethod
    def oddities(self, night: int) -> list[Expected]:
        """The truth about what it announces and is no article."""
