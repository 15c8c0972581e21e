"""Whatever the public suites hold, inside JSON-LD, as title and author or as a page: the reader has an answer."""

import json
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from crawler.extraction import charset
from crawler.extraction.page import Page
from crawler.extraction.reader import Examined, examine
from crawler.items import Verdict
from tests.private import suites

pytestmark = pytest.mark.slow
TOGETHER = 100  # of the many small inputs, in one page
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
STORY = [
    "The harbour board voted on Monday to rebuild the northern pier, which a storm had torn away in January.",
    "The work is to begin in May and to last until the autumn, the board's chairwoman told reporters.",
    "Fishermen had asked for a temporary landing stage, which the board refused for want of money.",
]


def read(head: bytes, headline: str = "Pier to be rebuilt") -> Examined:
    body = "".join(f"<p>{text}</p>" for text in STORY)
    page = (
        b'<!doctype html><html><head><meta charset="utf-8">'
        + head
        + f"</head><body><article><h1>{headline}</h1>{body}</article></body></html>".encode(
            "utf-8", "surrogatepass"
        )
    )
    return examine(Page("https://harbour.example/pier", NOW, page, "text/html"), None, None)


def lost(seen: Examined) -> list[str]:
    kept = [one.text for one in seen.article.paragraphs] if seen.article else []
    return [text for text in STORY if text not in kept]


def test_json_of_every_kind_inside_json_ld():
    files = sorted((suites() / "nst-json").rglob("*.json"))
    assert len(files) > 300
    for file in files:
        data = file.read_bytes()
        if b"<" in data:  # it would end the script, and be page text
            continue
        seen = read(b'<script type="application/ld+json">' + data + b"</script>")
        assert seen.verdict is Verdict.ARTICLE, (file.name, seen.reason)
        assert lost(seen) == [], file.name


def test_json_of_every_kind_as_a_value_inside_json_ld():
    for file in sorted((suites() / "nst-json" / "test_parsing").glob("y_*.json")):
        value = file.read_bytes()
        names = (
            b"headline",
            b"author",
            b"datePublished",
            b"articleSection",
            b"keywords",
            b"image",
            b"inLanguage",
        )
        said = b",".join(b'"' + name + b'":' + value for name in names)
        seen = read(
            b'<script type="application/ld+json">{"@type":"NewsArticle",'
            + said
            + b',"@id":'
            + value
            + b"}</script>"
        )
        assert seen.verdict in {Verdict.ARTICLE, Verdict.STUB}, (file.name, seen.reason)
        assert lost(seen) == [], file.name


def test_naughty_strings_as_titles_and_authors():
    for text in json.loads((suites() / "blns" / "blns.json").read_text(encoding="utf-8")):
        said = escape(text)
        seen = read(
            f'<title>{said}</title><meta name="author" content="{said}"><meta property="og:title" content="{said}">'
            f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": text})}'.replace(
                "</s", "<\\/s"
            ).encode("utf-8", "surrogatepass")
            + b"</script>",
            headline=said,
        )
        assert seen.reason, text
        assert lost(seen) == [], text


def test_token_tests_of_html5lib_as_pages():
    inputs = [
        test["input"].encode("utf-8", "surrogatepass")
        for file in sorted((suites() / "html5lib" / "tokenizer").glob("*.test"))
        for test in json.loads(file.read_text(encoding="utf-8")).get("tests", [])
    ]
    assert len(inputs) > 5000
    for start in range(0, len(inputs), TOGETHER):
        some = inputs[start : start + TOGETHER]
        assert read(b"<div>".join(some)).reason
        for data in some[:2]:
            assert examine(Page("https://t.example/", NOW, data), None, None).reason, data


def test_encoding_tests_of_html5lib_as_pages():
    agreed, told = 0, 0
    for file in sorted((suites() / "html5lib" / "encoding").rglob("*.dat")):
        for page, name in cases(file):
            assert examine(Page("https://t.example/", NOW, page), None, None).reason
            told += 1
            agreed += name.lower() in charset.decode(page, None).charset or page.isascii()
    assert agreed > 0.8 * told  # a page that says one charset and is in another is read by its bytes


def cases(file: Path) -> list[tuple[bytes, str]]:
    """Data and the expected charset of each test in a file."""
    found = []
    for part in file.read_bytes().split(b"#data\n")[1:]:
        data, _, name = part.partition(b"\n#encoding\n")
        found.append((data, name.strip().decode("ascii")))
    return found


@pytest.mark.parametrize(
    "title", ["\x00", "\ud800", "\u202e", "<", "]]>", "&#0;", "&#xD800;", "\ufffe", "%s%n{0}"]
)
def test_odd_characters_in_a_title(title):
    assert lost(read(b"<title>x</title>", headline=title)) == []
