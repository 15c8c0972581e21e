"""When the page was published and changed: claims in the order of trust, impossible ones refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from crawler.extraction import dates
from crawler.extraction.blocks import Layout
from crawler.extraction.dates import DateRefusedError, Moment
from crawler.extraction.metadata import jsonld
from crawler.extraction.metadata.claims import Claim, Ledger
from crawler.extraction.metadata.found import Found, Piece
from crawler.extraction.page import Page
from crawler.extraction.prune import is_clutter
from crawler.extraction.vocabulary import phrases
from crawler.items import Candidate

PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "article:published",
    "parsely-pub-date", "sailthru.date", "publish-date", "publishdate", "publish_date", "published",
    "pubdate", "publication_date", "date_published", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.created", "dc.date.created", "dcterms.issued", "dc.date", "dcterms.date", "date",
    "article.published", "article_date_original", "originalpublicationdate", "citation_publication_date",
    "article:publish_date", "og:published_time", "og:pubdate", "created", "datecreated", "timestamp",
    "shareaholic:article_published_time", "rnews:datepublished",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified",
    "dc.date.modified", "lastmod", "og:modified_time", "revised",
)  # fmt: skip
UPDATED = phrases(
    """
    updat | modif | edited | aktualisiert | geändert | mis à jour | actualizad | atualizad | aggiornat
    обновлен | изменен | bijgewerkt | uppdater | opdater | oppdater | ενημέρωση | aktualiz | güncelle
    更新 | 수정 | محدث
    """,
    before="",
)
URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/._-]?(0[1-9]|1[0-2])[/._-]?(0[1-9]|[12]\d|3[01])(?!\d)")
URL_WORD = re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?=/)")
ABOVE, BELOW = 8, 14  # lines before and after the headline in which a date is the article's
LINE = 30  # words; a longer line is prose, and a date in it belongs to what it tells


@dataclass(frozen=True, slots=True)
class Times:
    """What is needed to judge a date."""

    zone: tzinfo
    language: str | None
    country: str | None
    fetched_at: datetime


def published(
    found: Found, layout: Layout, headline: int | None, page: Page, times: Times, ledger: Ledger
) -> list[Claim[Moment]]:
    """Claims of when it was published, best first; what was refused is in the ledger with its reason."""
    sources = (
        _json(found, ("datePublished", "dateCreated", "uploadDate")),
        _metas(found, PUBLISHED),
        _pieces(found.microdata, ("datepublished", "datecreated", "pubdate", "dateline", "date")),
    )
    claims = [claim for source in sources for claim in _read(source, times, ledger, "published_at")]
    hints = page.hints
    if hints and hints.published_at:
        claims.append(Claim(Moment(hints.published_at, "second"), "feed", str(hints.via)))
    claims += _from_url(page.url, times)
    claims += _from_time_elements(found, times, ledger)
    claims += _near_headline(layout, headline, times, ledger)
    claims += _marked(found, times, ledger)
    return [claim for claim in claims if _is_possible(claim, times, ledger, "published_at")]


def modified(found: Found, times: Times, ledger: Ledger, hints: Candidate | None) -> list[Claim[Moment]]:
    """Claims of when it was last changed."""
    sources = (
        _json(found, ("dateModified",)),
        _metas(found, MODIFIED),
        _pieces(found.microdata, ("datemodified",)),
    )
    claims = [claim for source in sources for claim in _read(source, times, ledger, "modified_at")]
    if hints and hints.modified_at:
        claims.append(Claim(Moment(hints.modified_at, "second"), "feed", str(hints.via)))
    return [claim for claim in claims if _is_possible(claim, times, ledger, "modified_at")]


def _json(found: Found, names: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    article = found.article()
    for name in names:
        if text := jsonld.text(article.get(name)):
            yield "json-ld", name, text
    for name in names[:1]:
        for node in found.graph.nodes:
            if (
                node is not article
                and "WebPage" in " ".join(jsonld.types(node))
                and (text := jsonld.text(node.get(name)))
            ):
                yield "json-ld", f"WebPage {name}", text


def _metas(found: Found, names: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for name in names:
        for text in found.meta.get(name, ())[:1]:
            yield "meta", name, text


def _pieces(microdata: dict[str, list[Piece]], names: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for name in names:
        for piece in microdata.get(name, ())[:1]:
            yield "microdata", name, piece.value or piece.text


def _read(
    said: Iterator[tuple[str, str, str]], times: Times, ledger: Ledger, field: str
) -> Iterator[Claim[Moment]]:
    for place, rule, text in said:
        try:
            moment = dates.machine(text, times.zone)
        except DateRefusedError as error:
            ledger.lose(field, f"{place}: {text}, refused: {error}")
            continue
        if moment is None:
            told = dates.human(text, times.language, times.zone, times.country)
            moment = told[0] if told else None
        if moment is None:
            ledger.lose(field, f"{place}: {text}, refused: not a date, or an ambiguous one")
        else:
            yield Claim(moment, place, rule)


def _from_url(url: str, times: Times) -> Iterator[Claim[Moment]]:
    match = URL_DAY.search(url)
    if match:
        text = "-".join(match.groups())
    elif match := URL_WORD.search(url.lower()):
        text = f"{match[3]} {match[2]} {match[1]}"
    else:
        return
    for moment in dates.human(text, "en", times.zone)[:1]:
        yield Claim(moment, "url", "a day in the path")


def _from_time_elements(found: Found, times: Times, ledger: Ledger) -> Iterator[Claim[Moment]]:
    """The first `time` element, if it is the only one or is marked as the date of publication."""
    for piece in found.times[:3]:
        if UPDATED.search(piece.mark) or UPDATED.search(piece.text):
            continue
        yield from _read(
            iter([("time", piece.mark or "time", piece.value or piece.text)]), times, ledger, "published_at"
        )
        return


def _near_headline(
    page: Layout, headline: int | None, times: Times, ledger: Ledger
) -> Iterator[Claim[Moment]]:
    if headline is None:
        return
    below = range(headline + 1, min(len(page.blocks), headline + BELOW))
    above = range(headline - 1, max(-1, headline - ABOVE), -1)
    for number in (*below, *above):
        text = page.blocks[number].text
        beside = any(is_clutter(page.boxes[box].name) for box in page.chain(page.blocks[number].box))
        if len(text.split()) > LINE or beside:
            continue
        yield from _told(text, "near the headline", times, ledger)


def _marked(found: Found, times: Times, ledger: Ledger) -> Iterator[Claim[Moment]]:
    for piece in found.dated[:12]:
        yield from _told(piece.text, f"class {piece.mark.strip()[:40]}", times, ledger)


def _told(text: str, rule: str, times: Times, ledger: Ledger) -> Iterator[Claim[Moment]]:
    doubt = dates.ambiguous(text, times.language, times.country)
    if doubt:
        ledger.lose("published_at", f"text: {doubt}, refused: day and month could be either")
    for moment in dates.human(text, times.language, times.zone, times.country):
        if not UPDATED.search(text[max(0, moment.start - 25) : moment.start]):
            yield Claim(moment, "text", rule)


def _is_possible(claim: Claim[Moment], times: Times, ledger: Ledger, field: str) -> bool:
    if claim.value.at <= times.fetched_at + timedelta(days=1):
        return True
    ledger.lose(field, f"{claim.place}: {claim.value.at.isoformat()}, refused: more than a day in the future")
    return False
