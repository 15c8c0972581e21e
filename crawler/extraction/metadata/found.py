"""All that a page says about itself, unweighed: what metadata is later chosen from."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.extraction.metadata import jsonld


@dataclass(frozen=True, slots=True)
class Piece:
    """A marked bit of the page."""

    text: str
    mark: str  # the class, property or relation that marks it
    value: str | None = None  # datetime, content or title attribute
    links: tuple[str, ...] = ()  # texts of the links in it
    parts: tuple[str, ...] = ()  # texts of its innermost elements
    place: int = 0  # its number among the page's elements, in reading order
    is_profile: bool = False  # whether it links to its author's page
    kind: str = ""  # microdata: the type of the object it describes, such as "NewsArticle"


@dataclass(frozen=True, slots=True)
class Found:
    """What the page says about itself, unweighed."""

    graph: jsonld.Graph
    own: jsonld.Node  # what `article` answers
    meta: dict[str, list[str]]  # name or property, lower case -> contents
    microdata: dict[str, list[Piece]]  # itemprop, lower case
    headlines: list[str]  # h1
    lesser: list[str]  # h2 in reading order, for pages without h1
    document_title: str | None
    times: list[Piece]
    bylines: list[Piece]
    dated: list[Piece]  # short elements whose class speaks of a date
    figures: list[Piece] = field(default_factory=list)  # figcaptions; `value` holds the marked credit
    posts: list[Piece] = field(
        default_factory=list
    )  # of a live blog; `value` is the time, `parts` the heading
    links: dict[str, str] = field(default_factory=dict)  # rel -> absolute address
    language: str | None = None
    headline_places: tuple[int, ...] = ()  # of each of `headlines`, as `Piece.place`
    lesser_places: tuple[int, ...] = ()
    kicked: dict[str, str] = field(default_factory=dict)  # h1 -> the headline in it, without its kicker

    def first(self, *names: str) -> str | None:
        """The first meta element that says anything under one of the names."""
        return next((value for name in names for value in self.meta.get(name, ())), None)

    def article(self) -> jsonld.Node:
        """The JSON-LD object that describes this page's article, or an empty one."""
        return self.own
