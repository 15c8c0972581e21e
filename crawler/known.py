"""What is known of a source before a crawl: documents with their validators, pages with their next visit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

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
    is_article: bool = False  # else it was a reject, or is gone
    title: str | None = None  # what the site last announced of it
    published_at: datetime | None = None  # UTC; what the site first announced of it


@dataclass(slots=True)
class Known:
    """known.jsonl of one source."""

    documents: dict[str, KnownDocument] = field(default_factory=dict)  # by URL
    pages: dict[str, KnownPage] = field(default_factory=dict)  # by URL key

    def is_due(self, url_key: str, now: datetime) -> bool:
        """Whether a page is to be fetched: it is new, or its revisit has come."""
        page = self.pages.get(url_key)
        return page is None or (page.due_at is not None and page.due_at <= now)

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
        """The addresses of known articles."""
        return (page.url for page in self.pages.values() if page.is_article)

    def validators_of(self, purpose: Purpose, url: str, key: str) -> Validators:
        """What a conditional request for this address sends."""
        if purpose == Purpose.ARTICLE:
            return self.pages[key].validators if key in self.pages else NOTHING
        return self.documents[url].validators if url in self.documents else NOTHING


def read_known(path: Path) -> Known:
    """What known.jsonl tells; nothing if there is no such file."""
    known = Known()
    if not path.exists():
        return known
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            validators = Validators(told.get("etag"), told.get("last_modified"))
            if told["what"] == "document":
                leads_to = tuple((Purpose(one["purpose"]), one["url"]) for one in told.get("leads_to") or ())
                known.documents[told["url"]] = KnownDocument(validators, leads_to)
            else:
                due = told.get("due_at")
                due_at = datetime.fromisoformat(due) if due else None
                said = told.get("published_at")
                page = KnownPage(
                    told["url"],
                    due_at,
                    validators,
                    told.get("article", False),
                    told.get("title"),
                    datetime.fromisoformat(said) if said else None,
                )
                known.pages[told["url_key"]] = page
    return known
