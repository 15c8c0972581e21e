"""Addresses: links made absolute, what belongs to one site, canonical addresses that can be believed."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

import ada_url
from courlan import extract_domain

from crawler.urlkey import HASHBANG, is_address, url_key

__all__ = ["LONGEST", "absolute", "credible", "is_address", "is_home", "site", "url_key"]

LONGEST = 2048  # characters of a URL
PAGE_ID = re.compile(r"(?:^|&)(?:p|(?:\w*[_.])?\w*id|story|article|news)=\w*\d", re.IGNORECASE)  # /?p=123
TELLING = re.compile(
    r"\d{4}|[^/?]*[-_][^/?]*[-_]|[?&]\w*id=|%[0-9A-Fa-f]{2}"
)  # a number, a slug: what names one page


def absolute(base: str, href: str) -> str | None:
    """A link on a page as an absolute http(s) URL by the rules of the URL standard; None if it is none.

    Without fragment, unless it is a hashbang, and without a password. Longer than 2,048 characters is none.
    """
    try:
        found = ada_url.URL(href.strip(), base=base or None)
    except (ValueError, UnicodeError):
        return None
    if found.protocol not in {"http:", "https:"} or not found.hostname:
        return None
    found.username = found.password = ""
    if not HASHBANG.match(found.hash):
        found.hash = ""
    url = str(found.href)
    return url if len(url) <= LONGEST else None


def is_web(url: str) -> bool:
    """Whether an operator's address is one of http or https, with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def site(url: str) -> str:
    """What belongs together: the registrable domain, or host and port where there is none. "" for no URL."""
    try:
        parts = urlsplit(url)
        host, netloc = parts.hostname or "", parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
    if not host:
        return ""
    if is_address(host):
        return netloc
    return extract_domain(url, fast=True) or netloc


def credible(canonical: str, of: str) -> bool:
    """Whether a page at `of` may call `canonical` its address: the same site, and not its home page."""
    if len(canonical) > LONGEST or site(canonical) != site(of) or not site(of):
        return False
    try:
        there, here = urlsplit(canonical), urlsplit(of)
    except ValueError:
        return False
    if is_home(canonical):
        return is_home(of)
    if TELLING.search(_rest(here)) and not TELLING.search(_rest(there)):
        return False  # an address that every article of the site could claim
    # A section's address cannot be the article's: it is where the article's own path begins.
    return not (
        here.path.startswith(there.path.rstrip("/") + "/")
        and here.path.count("/") > there.path.count("/") + 1
    )


def _rest(parts: SplitResult) -> str:
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def is_home(url: str) -> bool:
    """Whether an address is a site's front page, whatever parameters it carries that name no page."""
    path, _, query = url_key(url).partition("?")
    return "/" not in path and "#!" not in f"{path}{query}" and not PAGE_ID.search(query)
