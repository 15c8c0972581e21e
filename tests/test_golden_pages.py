"""Saved pages and the fields they must be read to: one test for each field of each page.

A page without an expectation gets one written, and fails once: read it, then run again.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler import golden
from tests.commandline import nightdesk, one_sentence

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
PAGE = """<!doctype html><html lang="en"><head><title>Ferry tied up | The Post</title>
<meta property="article:published_time" content="2026-03-01T08:00:00+00:00"></head><body><article>
<h1>Ferry tied up</h1><p>By Ines Marlow</p>{}</article></body></html>""".format(
    "".join(f"<p>The ferry stayed at its quay for the {word} day, said the master of the harbour on Monday, and the "
            f"trucks that wait for it now reach back to the mill behind the church.</p>"
            for word in ("third", "fourth", "fifth"))
)  # fmt: skip


@cache
def told(name: str) -> dict[str, Any]:
    return golden.told(PAGES / f"{name}.html")


@pytest.mark.parametrize("field", golden.FIELDS)
@pytest.mark.parametrize("name", NAMES)
def test_a_saved_page_is_read_as_expected(name, field):
    page = PAGES / f"{name}.html"
    if not golden.expectation(page).exists():
        golden.expect(page)
        pytest.fail(f"{golden.expectation(page)} was missing and is written now: read it, then run again")
    assert told(name)[field] == golden.said(page)[field]


def test_save_page_keeps_a_file_with_the_fields_it_is_read_to(tmp_path):
    (tmp_path / "saved.html").write_text(PAGE)
    said = nightdesk("sources", "save-page", tmp_path / "saved.html", "--url", "https://post.example/2026/ferry.html",
                     "--to", tmp_path / "pages")  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "Ferry tied up" in said.stdout
    page = tmp_path / "pages" / "ferry.html"
    assert page.read_text() == PAGE
    fields = json.loads(golden.expectation(page).read_text())
    assert (fields["title"], fields["authors"], fields["date"][:10]) == (
        "Ferry tied up",
        ["Ines Marlow"],
        "2026-03-01",
    )
    assert fields["served"]["url"] == "https://post.example/2026/ferry.html"
    assert golden.told(page) == fields
    again = nightdesk(
        "sources", "save-page", tmp_path / "saved.html", "--name", "ferry", "--to", tmp_path / "pages"
    )
    assert "there is such a page already" in one_sentence(again)


def test_a_changed_page_is_told_from_its_expectation(tmp_path):
    golden_page = golden.save(
        tmp_path, "ferry", PAGE.encode(), "https://post.example/ferry", golden.FETCHED_AT
    )
    golden_page.write_text(PAGE.replace("Ferry tied up", "Ferry sails"))
    assert golden.told(golden_page)["title"] != golden.said(golden_page)["title"]


@pytest.mark.parametrize("name", ["../up", "a b", "", "Große"])
def test_a_name_is_no_path(tmp_path, name):
    with pytest.raises(ValueError, match="no name for a page"):
        golden.save(tmp_path, name, b"", "https://post.example/", golden.FETCHED_AT)
