"""Golden pages: a saved page beside the fields it must be read to, so that no change goes unseen."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.extraction.page import Page
from crawler.extraction.reader import examine
from crawler.saved_pages import record
from crawler.sources import Source
from crawler.stagefiles import appearing

FIELDS = (
    *("verdict", "paragraphs", "title", "subtitle", "authors", "date", "date_from", "modified_at"),
    *("printed_on", "dateline", "agency", "section", "tags", "language", "is_free", "image_url"),
    *("image_caption", "image_credit", "charset"),
)
FETCHED_AT = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)  # of pages whose expectation does not say


def told(page: Path) -> dict[str, Any]:
    """The fields that a saved page is read to, and where and when it was served."""
    served = said(page).get("served") or {}
    url = served.get("url") or f"https://{page.stem}.example/story"
    fetched_at = datetime.fromisoformat(served["fetched_at"]) if served.get("fetched_at") else FETCHED_AT
    source = Source(name="golden", home=url, user_agent="golden pages (+https://example.org/)")
    seen = examine(Page(url, fetched_at, page.read_bytes()), source, None)
    fields = record(seen)
    paragraphs = [f"{one.role}: {one.text}" for one in seen.article.paragraphs] if seen.article else []
    named = {name: fields.get(name) for name in FIELDS} | {"paragraphs": paragraphs}
    return named | ({"served": served} if served else {})


def expectation(page: Path) -> Path:
    """The file beside a page that says what it must be read to."""
    return page.with_suffix(".json")


def said(page: Path) -> dict[str, Any]:
    """What the expectation of a page says; nothing where there is none."""
    path = expectation(page)
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def expect(page: Path) -> dict[str, Any]:
    """Write down how a page is read now, to be read by a person and corrected."""
    fields = told(page)
    _write(expectation(page), fields)
    return fields


def save(folder: Path, name: str, body: bytes, url: str, fetched_at: datetime) -> Path:
    """Keep a page with its expectation; the page's path. FileExistsError when the name is taken."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        msg = f"{name!r} is no name for a page: small letters, digits, - and _"
        raise ValueError(msg)
    page = folder / f"{name}.html"
    if page.exists():
        raise FileExistsError(17, "there is such a page already; choose another --name", str(page))
    with appearing(page) as file:
        file.write(body)
    _write(expectation(page), {"served": {"url": url, "fetched_at": fetched_at.isoformat()}})
    expect(page)
    return page


def _write(path: Path, fields: dict[str, Any]) -> None:
    with appearing(path) as file:
        text = json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True, default=str)
        file.write(f"{text}\n".encode("utf-8", "replace"))
