"""When the page was published and changed: claims in the order of trust, impossible ones refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crawler.extraction import dates
from crawler.extraction.blocks import Layout
from crawler.extraction.dates import DateRefusedError, Moment
from crawler.extraction.metadata import jsonld, visible
from crawler.extraction.metadata.agreement import agreed
from crawler.extraction.metadata.claims import Claim, Ledger
from crawler.extraction.metadata.found import Found, Piece
from crawler.extraction.metadata.headline import Spot
from crawler.extraction.metadata.visible import UPDATED, Times
from crawler.extraction.page import Page
from crawler.items import Candidate

PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "article:published",
    "parsely-pub-date", "sailthru.date", "publish-date", "publishdate", "publish_date", "published",
    "pubdate", "publication_date", "date_published", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.created", "dc.date.created", "dcterms.issued", "article.published", "article_date_original",
    "originalpublicationdate", "citation_publication_date", "article:publish_date", "og:published_time",
    "og:pubdate", "shareaholic:article_published_time", "rnews:datepublished",
)  # fmt: skip
# Often the day the page was made or last touched: what readers see is believed before these.
LOOSE = ("dc.date", "dcterms.date", "date", "created", "datecreated", "timestamp")
NEAR = 150  # elements around the headline in which a time element is the article's
MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified",
    "dc.date.modified", "lastmod", "og:modified_time", "revised",
)  # fmt: skip


def published(
    found: Found, layout: Layout, head: Spot, page: Page, times: Times, ledger: Ledger
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
    claims += visible.in_address(page.url, times)
    claims += _from_time_elements(found, head.place, times, ledger)
    claims += visible.told(found, layout, head, times, ledger)
    if head.place is not None:
        claims += _from_time_elements(found, None, times, ledger)
    claims += _read(_metas(found, LOOSE), times, ledger, "published_at")
    return agreed([claim for claim in claims if _is_possible(claim, times, ledger, "published_at")])


def modified(found: Found, times: Times, ledger: Ledger, hints: Candidate | None) -> list[Claim[Moment]]:
    """Claims of when it was last changed."""
    sources = (
        _json(found, ("dateModified",)),
        _metas(found, MODIFIED),
        _pieces(found.microdata, ("datemodified",)),
        _updated(found),
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


def _updated(found: Found) -> Iterator[tuple[str, str, str]]:
    """The first `time` element that speaks of a change."""
    for piece in found.times[:5]:
        if UPDATED.search(f"{piece.mark} {piece.text}"):
            yield "time", piece.mark or "time", piece.value or piece.text
            return


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


def _from_time_elements(
    found: Found, place: int | None, times: Times, ledger: Ledger
) -> Iterator[Claim[Moment]]:
    """The first `time` element near the headline that doesn't speak of a change."""
    for piece in found.times:
        is_near = place is None or -NEAR <= piece.place - place <= NEAR
        if is_near and not UPDATED.search(piece.mark) and not UPDATED.search(piece.text):
            said = ("time", piece.mark or "time", piece.value or piece.text)
            yield from _read(iter([said]), times, ledger, "published_at")
            return


def _is_possible(claim: Claim[Moment], times: Times, ledger: Ledger, field: str) -> bool:
    if claim.value.at <= times.fetched_at + timedelta(days=1):
        return True
    ledger.lose(field, f"{claim.place}: {claim.value.at.isoformat()}, refused: more than a day in the future")
    return False
