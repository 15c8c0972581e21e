"""Saved pages and the fields they must be read to: one test for each field of each page.

A page without an expectation gets one written, and fails once: read it, then run again.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.extraction.page import Page
from crawler.extraction.reader import examine
from crawler.saved_pages import record
from crawler.sources import Source

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
FIELDS = (
    "verdict", "paragraphs", "title", "subtitle", "authors", "date", "date_from", "modified_at", "printed_on",
    "dateline", "agency", "section", "tags", "language", "is_free", "image_url", "image_caption",
    "image_credit", "charset",
)  # fmt: skip
FETCHED = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)


def told(name: str) -> dict[str, Any]:
    """The fields that a saved page is read to."""
    page = Page(f"https://{name}.example/story", FETCHED, (PAGES / f"{name}.html").read_bytes())
    seen = examine(
        page, Source(name="golden", home=f"https://{name}.example/", user_agent="x@example.org"), None
    )
    fields = record(seen)
    paragraphs = [f"{one.role}: {one.text}" for one in seen.article.paragraphs] if seen.article else []
    return {field: fields.get(field) for field in FIELDS} | {"paragraphs": paragraphs}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("name", NAMES)
def test_a_saved_page_is_read_as_expected(name, field):
    expected = PAGES / f"{name}.json"
    if not expected.exists():
        text = json.dumps(told(name), ensure_ascii=False, indent=1, sort_keys=True)
        expected.write_text(text + "\n", encoding="utf-8")
        pytest.fail(f"{expected} was missing and is written now: read it, then run again")
    assert told(name)[field] == json.loads(expected.read_text(encoding="utf-8"))[field]
