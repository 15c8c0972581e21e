"""The register of hostile documents: a function for each, with what a reader may make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from crawler.items import Verdict

WORDS = [
    "harbour",
    "clerk",
    "tide",
    "board",
    "morning",
    "boat",
    "slip",
    "rope",
    "market",
    "lamp",
    "bridge",
    "letter",
    "winter",
    "wagon",
    "orchard",
    "council",
    "baker",
    "ferry",
    "signal",
    "mill",
    "chimney",
    "ladder",
    "garden",
    "window",
    "river",
    "meadow",
    "quarry",
    "station",
    "bell",
    "village",
    "teacher",
]
VERBS = [
    "counted",
    "carried",
    "mended",
    "watched",
    "painted",
    "measured",
    "remembered",
    "forgot",
    "borrowed",
    "returned",
]
Make = Callable[[str], bytes | str]


@dataclass(frozen=True, slots=True)
class Document:
    """A page that is broken or lies, and what may come of it."""

    name: str
    make: Make
    allowed: frozenset[Verdict]
    keeps: int  # of its first lines, as many must stand in the body when it is read as an article
    days: frozenset[date | None]  # what its date may be; empty: whatever
    kind: str  # Content-Type as served

    def body(self) -> bytes:
        """Its bytes."""
        made = self.make(self.name)
        return made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made


DOCUMENTS: list[Document] = []


def reads(
    *allowed: Verdict,
    keeps: int = 0,
    days: tuple[date | None, ...] = (None,),
    kind: str = "text/html",
) -> Callable[[Make], Make]:
    """Register a document under its function's name. With no date in it, None is all that its date may be."""

    def register(make: Make) -> Make:
        DOCUMENTS.append(Document(make.__name__, make, frozenset(allowed), keeps, frozenset(days), kind))
        return make

    return register


def lines(name: str, count: int = 8) -> list[str]:
    """Paragraphs that no other document has: the site's memory must not take them for furniture."""
    dice = Random(name)  # the same lines in each run
    made = []
    for number in range(count):
        clauses = [
            f"the {dice.choice(WORDS)} {dice.choice(VERBS)} the {dice.choice(WORDS)} near the {dice.choice(WORDS)}"
            for _ in range(4)
        ]
        made.append(f"On day {dice.randrange(10, 999)} {', and '.join(clauses)}, {number} times over.")
    return made


def title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def page(name: str, inner: str | None = None, head: str = "", count: int = 8) -> str:
    """A plain article page, with something put into its head or in place of its paragraphs."""
    told = "".join(f"<p>{line}</p>\n" for line in lines(name, count)) if inner is None else inner
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title(name)}</title>{head}</head>"
        f"<body><article><h1>{title(name)}</h1>{told}</article></body></html>"
    )
