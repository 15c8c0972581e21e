"""The language of the text, by what it says before what it claims to be."""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from crawler.extraction.metadata.claims import Claim
from crawler.extraction.metadata.found import Found

SAMPLE = 600  # characters that are looked at
SURE = 0.9
ENOUGH = 100  # characters; below it the text says too little
TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


def declared(found: Found, known: str | None) -> list[Claim[str]]:
    """What the page and its source claim."""
    said = [
        ("meta", "html lang", found.language),
        ("meta", "content-language", found.first("content-language")),
        ("json-ld", "inLanguage", found.article().get("inLanguage")),
        ("meta", "og:locale", found.first("og:locale")),
        ("source", "language", known),
    ]
    return [Claim(tag, place, rule) for place, rule, raw in said if (tag := _tag(raw))]


def claims(text: str, stated: list[Claim[str]]) -> list[Claim[str]]:
    """The text's own language first when it is long enough to tell; the claimed tag if they agree."""
    sample = text[:SAMPLE]
    if len(sample) < ENOUGH:
        return stated
    language, sure = _identifier().classify(sample)
    agreeing = [claim for claim in stated if claim.value.split("-")[0] == language]
    if agreeing:
        return [agreeing[0], *(claim for claim in stated if claim is not agreeing[0])]
    if sure < SURE and stated:
        return stated
    return [Claim(str(language), "text", "py3langid"), *stated]


def warm() -> None:
    """Load the model now; it takes half a second."""
    _identifier()


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _tag(raw: object) -> str | None:
    match = TAG.match(raw.strip()) if isinstance(raw, str) else None
    if not match or len(match[0]) > 12:
        return None
    first, *rest = re.split("[-_]", match[0])
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)])
