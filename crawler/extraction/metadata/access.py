"""Is the article free to read? Only what the page says, else None."""

from __future__ import annotations

from crawler.extraction.metadata import jsonld
from crawler.extraction.metadata.claims import Claim
from crawler.extraction.metadata.found import Found

YES, NO = (
    frozenset({"true", "yes", "1", "free"}),
    frozenset({"false", "no", "0", "locked", "metered", "subscription", "premium"}),
)


def claims(found: Found) -> list[Claim[bool]]:
    """What JSON-LD, meta and microdata say of it."""
    said = [("json-ld", "isAccessibleForFree", found.article().get("isAccessibleForFree"))]
    said += [
        ("json-ld", "isAccessibleForFree", node.get("isAccessibleForFree"))
        for node in found.graph.nodes
        if "WebPage" in jsonld.types(node)
    ]
    said += [
        ("meta", name, found.first(name))
        for name in ("isaccessibleforfree", "article:content_tier", "content_tier")
    ]
    said += [
        ("microdata", "isAccessibleForFree", piece.value or piece.text)
        for piece in found.microdata.get("isaccessibleforfree", [])[:1]
    ]
    return [Claim(value, place, rule) for place, rule, raw in said if (value := _truth(raw)) is not None]


def _truth(raw: object) -> bool | None:
    text = str(raw).strip().rsplit("/", 1)[-1].casefold()
    return True if text in YES else False if text in NO else None
