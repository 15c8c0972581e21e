"""The article's fields, each chosen from what the page claims, with the losers kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.extraction import locks
from crawler.extraction.blocks import Layout
from crawler.extraction.dateline import Print
from crawler.extraction.dates import Moment
from crawler.extraction.metadata import (
    access,
    authors,
    entries,
    labels,
    language,
    picture,
    published,
    signatures,
    title,
    visible,
)
from crawler.extraction.metadata.claims import Claim, Ledger
from crawler.extraction.metadata.found import Found
from crawler.extraction.metadata.headline import Spot, spot
from crawler.extraction.page import Page
from crawler.items import Article
from crawler.sources import Source

T = TypeVar("T")
OUTRANK_PRINT = frozenset({"json-ld", "meta", "microdata", "feed", "url"})


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the fields are chosen from."""

    page: Page
    source: Source | None
    found: Found
    headlines: list[Claim[str]]
    layout: Layout  # before anything was cut
    text: Print
    caption: tuple[str | None, str | None]  # and credit


@dataclass(frozen=True, slots=True)
class Told:
    """The article, and how it came to be what it is."""

    article: Article
    published: Moment | None  # in the page's own offset
    ledger: Ledger


def describe(scene: Scene) -> Told:
    """Choose every field."""
    found, ledger, source = scene.found, Ledger(), scene.source
    stated = language.declared(found, source.language if source else None)
    body = " ".join(paragraph.text for paragraph in scene.text.paragraphs)
    tongue = _value(ledger, "language", language.claims(body, stated))
    country = source.country if source else None
    times = visible.Times(zone(source), short(tongue), country, scene.page.fetched_at)
    headline = _value(ledger, "title", scene.headlines)
    head = spot(found, scene.layout, headline, title.forms(found, scene.headlines), scene.text.paragraphs)
    when = _published(scene, head, times, ledger)
    changed = ledger.choose("modified_at", published.modified(found, times, ledger, scene.page.hints), shown)
    people, wire = _authors(scene, head, headline, times, ledger)
    told = entries.claims(found, times.zone, scene.page.fetched_at, body)
    opening = next((one.text for one in scene.text.paragraphs if one.role == "text"), "")
    _note(ledger, scene, wire)
    posts = ledger.choose("entries", told, lambda several: f"{len(several)} posts")
    article = Article(
        title=headline,
        paragraphs=tuple(scene.text.paragraphs),
        subtitle=_value(
            ledger, "subtitle", labels.shown(labels.subtitle(found, headline), headline, opening)
        ),
        authors=people,
        agency=scene.text.agency or wire,
        dateline=scene.text.dateline,
        published_at=when.value.at.astimezone(UTC) if when else None,
        published_precision=when.value.precision if when else None,
        published_from=when.place if when else None,
        modified_at=changed.value.at.astimezone(UTC) if changed else None,
        printed_on=scene.text.printed_on,
        section=_value(ledger, "section", labels.section(found)),
        tags=_value(ledger, "tags", labels.tags(found)) or (),
        language=tongue,
        is_free=_value(
            ledger, "is_free", access.claims(found) + locks.claims(scene.layout, scene.text.paragraphs)
        ),
        image_url=_value(ledger, "image_url", picture.address(found, scene.page.url)),
        image_caption=scene.caption[0],
        image_credit=scene.caption[1],
        entries=posts.value if posts else (),
        corrections=tuple(one.text for one in scene.text.paragraphs if one.role == "correction"),
    )
    return Told(article, when.value if when else None, ledger)


def _authors(
    scene: Scene, head: Spot, headline: str | None, times: visible.Times, ledger: Ledger
) -> tuple[tuple[str, ...], str | None]:
    """The people, and an agency that signed beside them."""
    site = scene.source.title if scene.source else None
    sites = frozenset(title.site_names(scene.found, scene.page.url, site))
    signed = signatures.signed(scene.layout, head, times.language)
    signing = authors.Setting(times.language, headline, sites, signed)
    return authors.without_agency(_value(ledger, "authors", authors.claims(scene.found, signing)) or ())


def _published(scene: Scene, head: Spot, times: visible.Times, ledger: Ledger) -> Claim[Moment] | None:
    claims = published.published(scene.found, scene.layout, head, scene.page, times, ledger)
    if scene.text.printed_on:
        at = datetime.combine(scene.text.printed_on, datetime.min.time(), times.zone)
        trusted = sum(claim.place in OUTRANK_PRINT for claim in claims)
        claims.insert(trusted, Claim(Moment(at, "day"), "print_line", (scene.text.line or "")[:80]))
    if not claims and "published_at" not in ledger.losers:
        ledger.lose("published_at", "none: no date stands where an article's own would")
    return ledger.choose("published_at", claims, shown)


def _note(ledger: Ledger, scene: Scene, wire: str | None) -> None:
    """Tell where the fields come from that only one place can tell."""
    text, (caption, credit) = scene.text, scene.caption
    facts = {
        "agency": (text.agency or wire, "text: dateline or last line" if text.agency else "the authors"),
        "dateline": (text.dateline, "text: the line that opens it"),
        "printed_on": (text.printed_on, f"print_line: {(text.line or '')[:80]}"),
        "image_caption": (caption, "text: figcaption"),
        "image_credit": (credit, "text: figcaption"),
    }
    ledger.provenance.update({name: origin for name, (value, origin) in facts.items() if value})


def shown(moment: Moment) -> str:
    """A date in the offset it was told in; a day alone if no time was told."""
    return moment.at.date().isoformat() if moment.precision == "day" else moment.at.isoformat()


def short(tag: str | None) -> str | None:
    """The language of a tag: "pt" of "pt-BR"."""
    return tag.split("-")[0] if tag else None


def zone(source: Source | None) -> tzinfo:
    """What the source's local times mean; UTC where it doesn't say."""
    try:
        return ZoneInfo(source.timezone) if source else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _value(ledger: Ledger, name: str, claims: Iterable[Claim[T]]) -> T | None:
    claim = ledger.choose(name, claims)
    return claim.value if claim else None
