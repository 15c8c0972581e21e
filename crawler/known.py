"""What is known of a source before a crawl: documents with their validators, pages with their next visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import orjson

from crawler.discovery.shape import LOOKED_AT
from crawler.items import Candidate, Purpose


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request sends back (RFC 9110, 13.1)."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """If-None-Match and If-Modified-Since, as far as known."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value}


NOTHING = Validators()


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A feed, sitemap or page of links that was read before."""

    validators: Validators = NOTHING
    leads_to: tuple[
        tuple[Purpose, str], ...
    ] = ()  # the documents that it named: asked too if it is unchanged


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page seen before."""

    url: str
    due_at: datetime | None  # UTC; None is never again
    validators: Validators
    is_article: bool = False  # else it was a reject, is gone, or another address of an article
    title: str | None = None  # what the site last announced of it
    published_at: datetime | None = None  # UTC; what the site first announced of it


@dataclass(slots=True)
class Known:
    """known.jsonl of one source."""

    documents: dict[str, KnownDocument] = field(default_factory=dict)  # by URL
    pages: dict[str, KnownPage] = field(default_factory=dict)  # by URL key: those that are due, or may be
    others: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)  # their validators, by key
    newest: list[str] = field(default_factory=list)  # keys of articles among the others, so many at most

    def is_due(self, url_key: str, now: datetime) -> bool:
        """Whether a page is to be fetched: it is new, or its revisit has come."""
        page = self.pages.get(url_key)
        if page is None:
            return url_key not in self.others
        return page.due_at is not None and page.due_at <= now

    def hinted(self, candidate: Candidate, url_key: str) -> Candidate:
        """The candidate, with what was announced of its page before wherever it says nothing itself.

        So that a page that its feed names no longer is read with the same hints as on its first night.
        """
        page = self.pages.get(url_key)
        if page is None:
            return candidate
        title, published_at = candidate.title or page.title, candidate.published_at or page.published_at
        return replace(candidate, title=title, published_at=published_at)

    def articles(self) -> Iterator[str]:
        """The URL keys of known articles: those that are due, then the newest of the others."""
        due = (key for key, page in self.pages.items() if page.is_article)
        return chain(due, self.newest)

    def validators_of(self, purpose: Purpose, url: str, key: str) -> Validators:
        """What a conditional request for this address sends."""
        if purpose != Purpose.ARTICLE:
            return self.documents[url].validators if url in self.documents else NOTHING
        if key in self.pages:
            return self.pages[key].validators
        return Validators(*self.others[key]) if key in self.others else NOTHING


def read_known(path: Path) -> Known:
    """What known.jsonl tells; nothing if there is no such file."""
    known = Known()
    if path.exists():
        with path.open("rb") as lines:
            for line in lines:
                _take_in(known, orjson.loads(line))
    return known


def _take_in(known: Known, told: dict[str, Any]) -> None:
    if told["what"] == "document":
        leads_to = tuple((Purpose(one["purpose"]), one["url"]) for one in told.get("leads_to") or ())
        known.documents[told["url"]] = KnownDocument(_validators(told), leads_to)
    elif told["what"] == "page":
        known.pages[told["url_key"]] = KnownPage(
            told["url"],
            _time(told.get("due_at")),
            _validators(told),
            told.get("article", False),
            told.get("title"),
            _time(told.get("published_at")),
        )
    else:
        keys: list[str] = told["url_keys"]
        nothing: Iterable[None] = repeat(None)
        validators = zip(told["etags"] or nothing, told["last_modified"] or nothing, strict=False)
        known.others.update(zip(keys, validators, strict=False))
        if told["article"]:
            known.newest += keys[: LOOKED_AT - len(known.newest)]


def _validators(told: dict[str, Any]) -> Validators:
    return Validators(told.get("etag"), told.get("last_modified"))


def _time(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
