"""Whatever stands where metadata should stand, reading it ends: nothing is raised, nothing is invented."""

import json
from datetime import UTC, datetime
from html import escape

import pytest

from crawler.extraction import charset, tree
from crawler.extraction.metadata import authors, labels, language, published, title
from crawler.extraction.metadata.claims import Ledger
from crawler.extraction.metadata.collect import collect
from crawler.extraction.metadata.found import Found
from crawler.extraction.metadata.visible import Times
from crawler.extraction.page import Page
from crawler.extraction.reader import examine
from tests.private import existing, suites

FETCHED = datetime(2026, 3, 6, tzinfo=UTC)
STORY = "<p>The harbour reopened on Tuesday after a closure of nine days, the port authority said.</p>" * 4
WRONG = [
    None,
    True,
    0,
    -1,
    1.5,
    10**400,
    "",
    "x" * 5000,
    [],
    {},
    [[[]]],
    {"@type": []},
    [None, {"name": {}}],
    {"@value": None},
]


def found(html: str) -> Found:
    root = tree.parse(charset.decode(html.encode("utf-8", "surrogatepass"), "text/html; charset=utf-8").text)
    assert root is not None
    return collect(root, "https://paper.example/story")


def read(html: str):
    return examine(Page("https://paper.example/story", FETCHED, html.encode("utf-8", "replace")), None, None)


@pytest.fixture(scope="module")
def naughty() -> list[str]:
    """Strings that have broken programs."""
    told: list[str] = json.loads((existing(suites() / "blns") / "blns.json").read_text(encoding="utf-8"))
    return told


def test_naughty_strings_as_titles_authors_and_dates(naughty):
    for text in naughty:
        plain = escape(text)
        told = found(
            f'<html lang="{plain}"><head><title>{plain}</title><meta name="author" content="{plain}">'
            f'<meta property="og:title" content="{plain}"><meta name="keywords" content="{plain}">'
            f'<meta property="article:published_time" content="{plain}"></head><body><h1>{plain}</h1>'
            f'<span class="byline">By {plain}</span><time datetime="{plain}">{plain}</time>{STORY}</body></html>'
        )
        ledger = Ledger()
        headlines = title.claims(told, "https://paper.example/story", None)
        authors.claims(told, authors.Setting("en", headlines[0].value if headlines else None, frozenset()))
        labels.tags(told)
        labels.subtitle(told, text)
        language.declared(told, None)
        claims = published.modified(told, Times(UTC, "en", None, FETCHED), ledger, None)
        assert all(claim.value.at <= FETCHED for claim in claims)


def test_a_few_naughty_pages_are_read_to_the_end(naughty):
    for text in naughty[::25]:
        seen = read(
            f"<html><head><title>{text}</title></head><body><h1>{text}</h1>By {text}{STORY}</body></html>"
        )
        assert seen.verdict


def test_broken_json_inside_json_ld():
    for file in sorted(existing(suites() / "nst-json").rglob("*.json")):
        text = file.read_bytes().decode("utf-8", "replace").replace("</", "<\\/")
        told = found(
            f'<html><head><script type="application/ld+json">{text}</script></head><body>{STORY}</body></html>'
        )
        title.claims(told, "https://paper.example/story", None)
        authors.claims(told, authors.Setting(None, None, frozenset()))


@pytest.mark.parametrize("value", WRONG, ids=lambda value: str(value)[:20])
def test_json_ld_of_the_wrong_types(value):
    keys = (
        "headline", "author", "creator", "datePublished", "dateModified", "publisher", "image", "keywords",
        "articleSection", "isAccessibleForFree", "mainEntityOfPage", "url", "@id", "inLanguage", "description",
        "alternativeHeadline", "liveBlogUpdate",
    )  # fmt: skip
    for node in ({"@type": "NewsArticle", key: value} for key in keys):
        script = json.dumps([node, {"@type": ["NewsArticle", 3], "author": [value, {"name": value}]}])
        seen = read(
            f'<html><head><script type="application/ld+json">{script}</script></head><body>{STORY}</body></html>'
        )
        assert seen.article is not None
        assert seen.article.published_at is None


def test_a_future_date_is_refused_with_a_reason():
    seen = read(
        '<html><head><meta property="article:published_time" content="2031-01-01T00:00:00Z"></head>'
        f"<body><h1>The harbour is open again</h1>{STORY}</body></html>"
    )
    assert seen.article is not None
    assert seen.article.published_at is None
    assert any("future" in reason for reason in seen.ledger.losers["published_at"])


def test_a_hundred_thousand_bylines_end():
    many = '<span class="author">By Ana Ruiz</span><time datetime="2026-03-05">5 March 2026</time>' * 50_000
    told = found(f"<html><body><h1>The harbour is open again</h1>{STORY}{many}</body></html>")
    assert len(told.bylines) <= 60
    assert len(told.times) <= 60
