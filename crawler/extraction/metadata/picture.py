"""The article's picture, its caption and its credit (of the image itself, only the address is kept)."""

from __future__ import annotations

from urllib.parse import urljoin

from crawler.extraction import words
from crawler.extraction.metadata import jsonld
from crawler.extraction.metadata.claims import Claim
from crawler.extraction.metadata.found import Found
from crawler.extraction.vocabulary import phrases

CREDIT = phrases(
    """
    photo(?:graph)?(?: by)? | foto | picture | image | bild | credit | crédit | courtesy | copyright
    © | \\(c\\)
    """,
    before=r"(?:\b|(?=[©(]))",
    after=r"\s*(?:by|credit|:|/|—|-)?\s*(\S.*)$",
)
LONGEST = 1000


def address(found: Found, url: str) -> list[Claim[str]]:
    """Addresses of the leading picture."""
    image = found.article().get("image")
    first = jsonld.values(found.graph.resolve(image))[:1]
    node = found.graph.resolve(first[0]) if first else None
    named = (
        jsonld.text(node.get("url") or node.get("contentUrl"))
        if isinstance(node, dict)
        else jsonld.text(node)
    )
    said = [("json-ld", "image", named)]
    said += [("meta", name, found.first(name)) for name in ("og:image", "twitter:image", "twitter:image:src")]
    return [
        Claim(whole, place, rule) for place, rule, text in said if text and (whole := _absolute(url, text))
    ]


def _absolute(url: str, address: str) -> str | None:
    try:
        whole = urljoin(url, address)
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) and len(whole) <= 2048 else None


def caption(found: Found) -> tuple[str | None, str | None]:
    """Caption and credit of the first figure that has them."""
    for figure in found.figures:
        text, credit = figure.text[:LONGEST], figure.value
        if credit:
            led = CREDIT.match(credit)
            return text.replace(credit, "").strip(" -–—|/") or None, (led[1] if led else credit).strip(
                " ()|/"
            )
        match = CREDIT.search(text)
        if match and words.count(match[0]) <= 8:
            return text[: match.start()].strip(" -–—|/([") or None, match[1].strip(" ()[]")
        return text, None
    return None, None
