"""One hop on the way to a page: what is asked for, and as what its answer is to be seen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.fetcher import Attempt
from crawler.items import Candidate, Fetch, Outcome, Purpose
from crawler.known import Validators
from crawler.politeness import notices
from crawler.sources import Source
from crawler.urls import absolute, is_home, site, url_key

PAGES = frozenset({Purpose.ARTICLE, Purpose.SECTION, Purpose.HOME, Purpose.ARCHIVE})


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be got: one hop of it."""

    purpose: Purpose
    url: str
    validators: Validators
    candidate: Candidate | None = None
    before: Fetch | None = None  # the hop that led here


def judged(errand: Errand, attempt: Attempt, source: Source) -> tuple[Attempt, str | None]:
    """The attempt as what it is to its source: gone, reserved ...; and where a redirect leads."""
    reserved = notices.reserved(attempt.notices) if source.obey_ai_notices else None
    if reserved and errand.purpose == Purpose.ARTICLE and attempt.outcome == Outcome.OK:
        return attempt.without_body(Outcome.BLOCKED, f"the page keeps machines off: {reserved}"), None
    if attempt.outcome != Outcome.REDIRECTED:
        return attempt, None
    target = attempt.header("location")
    location = absolute(errand.url, target) if target else None
    if location is None:
        lacking = "to no address that can be asked" if target else "without an address"
        reason = f"{attempt.reason} {lacking}"
        return replace(attempt, outcome=Outcome.PROTOCOL_ERROR, reason=reason), None
    if errand.purpose == Purpose.ARTICLE and is_front(location, source) and site(location) in sites(source):
        reason = f"{attempt.reason}: to the home page"
        return replace(attempt, outcome=Outcome.GONE, reason=reason), location
    return attempt, location


def is_front(url: str, source: Source) -> bool:
    """The site's front page, or the source's, which may be that of a language."""
    return is_home(url) or url_key(url) == url_key(source.home)


def sites(source: Source) -> frozenset[str]:
    """The sites that a source names: its articles lie there."""
    return frozenset(site(url) for url in (source.home, *source.feeds, *source.sitemaps, *source.sections))


def is_page(errand: Errand, attempt: Attempt) -> bool:
    """Whether a web page came, which a browser may make more of."""
    kind = attempt.header("content-type") or "text/html"
    return errand.purpose in PAGES and attempt.outcome == Outcome.OK and "html" in kind.lower()
