"""What passes between a client and a newspaper, and the answers that all papers know how to give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Template

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


Page = Callable[[Asked], Answer]


@cache
def _template(name: str) -> Template:
    return Template((TEMPLATES / name).read_text(encoding="utf-8"))


def fill(name: str, **values: str) -> str:
    """A template of `templates/`, filled in."""
    return _template(name).substitute(values)


def always(answer: Answer) -> Page:
    return lambda asked: answer


def text(words: str, kind: str = "text/plain") -> Page:
    """A small file such as robots.txt."""
    return always(Answer(words.encode(), kind=kind))


def moved(to: str, status: int = 301) -> Page:
    return always(Answer(status=status, headers={"Location": to}))


def gone(words: str) -> Page:
    """A page that was withdrawn."""
    return always(Answer(f"<html><body><h1>{words}</h1></body></html>".encode(), 410))


def busy(page: Page) -> Page:
    """429 with a Retry-After of one second to the first who asks, then the page."""
    refusal = Answer(b"Too many readers", 429, "text/plain", {"Retry-After": "1"})
    return lambda asked: refusal if asked.times == 1 else page(asked)


def stumbling(page: Page) -> Page:
    """500 to the first who asks, then the page."""
    fault = Answer(b"<html><body>ADODB.Connection error '800a0e7a'</body></html>", 500)
    return lambda asked: fault if asked.times == 1 else page(asked)
