"""What a site's front page says of the site: its name, its language, and whether it needs JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from lxml import html

from crawler.discovery.bounds import LONGEST_TAG, longest_tag
from crawler.discovery.days import OF_PAGE
from crawler.discovery.links import anchors, parse
from crawler.urls import site

UNSEEN = {"script", "style", "noscript", "template", "title"}
FEW_WORDS, FEW_LINKS = 60, 5
SHELLS = re.compile(  # what the scripts of single-page applications fill
    rb"""<div[^>]{0,200}\bid=["']?(?:root|app|__next|__nuxt|___gatsby|svelte|main-app)["'\s>]|<app-root|ng-app"""
    rb"""|<noscript>[^<]{0,300}(?:enable|activ|aktivier|habilit)[^<]{0,100}javascript""",
    re.IGNORECASE,
)
GENERIC = {"home", "homepage", "home page", "news", "startseite", "accueil", "inicio", "главная", "welcome"}
SEPARATORS = re.compile(r"\s+[|–—·»-]\s+|\s*[|»]\s*|:\s+")
DAY_AT_END = re.compile(r"(?:19|20)\d\d([-/]?)(?:0?[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])/?$")


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page says. None: it does not say."""

    name: str | None = None  # of the site
    language: str | None = None  # BCP 47, as written in `lang`
    locale: str | None = None  # og:locale, "en_GB"
    needs_script: str | None = None  # why it seems to be empty without JavaScript
    archive: str | None = None  # a template for the archive page of a day
    archive_example: str | None = None  # the address that it was found in


def read_front(body: bytes, url: str) -> Front:
    """What a front page says of its site. Never raises."""
    root = parse(body) if longest_tag(body) <= LONGEST_TAG else None
    if root is None:
        return Front()
    meta = {
        (one.get("property") or one.get("name") or "").lower(): " ".join((one.get("content") or "").split())
        for one in root.iter("meta")
    }
    title = next((" ".join(one.text_content().split()) for one in root.iter("title")), "")
    name = meta.get("og:site_name") or meta.get("application-name") or name_in(title, url)
    language = next((one.get("lang") for one in root.iter("html") if one.get("lang")), None)
    template, example = archive_of(address for address, _ in islice(anchors(root, url), 5000))
    return Front(
        name or None, language, meta.get("og:locale"), needs_script(body, root, url), template, example
    )


def name_in(title: str, url: str) -> str | None:
    """The site's name in a front page's title: the part that the domain speaks of, else the shortest."""
    parts = [part.strip() for part in SEPARATORS.split(title) if part.strip()]
    parts = [part for part in parts if part.lower() not in GENERIC] or parts
    domain = re.sub(r"[^a-z0-9]", "", site(url).partition(".")[0].lower())
    for part in parts:
        letters = re.sub(r"[^a-z0-9]", "", part.lower())
        if letters and domain and (letters in domain or domain in letters):
            return part
    return min(parts, key=len, default=None)


def needs_script(body: bytes, root: html.HtmlElement | None = None, url: str = "") -> str | None:
    """Why a page seems to be filled by JavaScript only; None if it says something by itself."""
    root = parse(body) if root is None else root
    if root is None:
        return None
    scripts = sum(1 for _ in root.iter("script"))
    texts = (f"{'' if one.tag in UNSEEN else one.text or ''} {one.tail or ''}" for one in root.iter())
    words = sum(len(text.split()) for text in texts)
    links = sum(1 for _ in islice(anchors(root, url or "http://site.invalid/"), 100))
    if not scripts or words >= FEW_WORDS or links >= FEW_LINKS:
        return None
    shell = SHELLS.search(body)
    if shell or scripts > 2:
        return f"{words} words and {links} links without JavaScript, {scripts} scripts"
    return None


def archive_of(addresses: Iterable[str]) -> tuple[str | None, str | None]:
    """A template of archive pages, from a link that ends in a day; and that link."""
    for address in addresses:
        found = DAY_AT_END.search(address)
        if found and OF_PAGE.search(address):
            cut, between = address[: found.start()], found[1]
            ending = "/" if address.endswith("/") else ""
            if "{" not in cut and "?" not in cut:
                return f"{cut}{{date:%Y{between}%m{between}%d}}{ending}", address
    return None, None
