"""Whatever a page says is text: it comes back as it was, or is mended or set aside with a reason."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.stagefiles import plain
from tests import private
from tests.stage import Night
from warehouse import checks, snapshot, store

NAUGHTY = [
    'Robert"); DROP TABLE articles;--', "'; delete from versions; --", "$title", "{}", "[]", "null", "NULL", "\\", "\\n",
    "\x00begins", "in\x00side", "\ud800", "half \udc00 a pair", "\U0001f600", "\u202eright to left", "\ufeffmark", "a\u0301\u0327",
    "e\u0301" * 400, "\x1b[31mred", "line\nline\r\n", "\t", " ", "", "\x85\u2028\u2029", "<script>alert(1)</script>", "=1+1", "\x7f\x80\x9f",
]  # fmt: skip
TEXTS = (
    "title",
    "subtitle",
    "agency",
    "dateline",
    "section",
    "language",
    "image_url",
    "image_caption",
    "image_credit",
)
LISTS = ("authors", "tags", "corrections")


def mended(text: str) -> str:
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)


def loaded(home: Path, texts: list[str]) -> list[tuple[Any, ...]]:
    """One article a text, which stands in each of its fields; what the warehouse says of them, in order."""
    night = Night(home)
    for number, text in enumerate(texts):
        night.page(f"https://gazette.example/news/{number}", text, (text, f"The {number}th story, told in nine words of text."),
                   **dict.fromkeys(TEXTS[1:], text), **dict.fromkeys(LISTS, (text, text)))  # fmt: skip
    folder = night.write()
    lines = [
        json.dumps(plain(replace(one, fetched_at=one.fetched_at + timedelta(0)))) for one in night.readings
    ]
    (folder / night.source / "readings.jsonl").write_text("\n".join(lines) + "\n")
    with store.writing(home) as warehouse:
        warehouse.start_run(folder)
        told = warehouse.load(folder, night.source)
        assert told.quarantined == 0
        assert checks.run(warehouse.connection) == []
    snapshot.publish(home)
    with snapshot.reading(home) as connection:
        return connection.execute(
            f"select {', '.join(TEXTS + LISTS)}, body from articles order by split_part(url, '/', 5)::int"
        ).fetchall()


def expected(number: int, text: str) -> tuple[Any, ...]:
    right = mended(text)
    body = f"{right}\n\nThe {number}th story, told in nine words of text."
    return (*(right for _ in TEXTS), *([right, right] for _ in LISTS), body)


def test_naughty_text_comes_back_from_every_field(tmp_path):
    rows = loaded(tmp_path, NAUGHTY)
    assert rows == [expected(number, text) for number, text in enumerate(NAUGHTY)]


def test_the_big_list_of_naughty_strings_comes_back_from_every_field(tmp_path):
    listed = json.loads((private.suites() / "blns" / "blns.json").read_text())
    assert len(listed) > 400
    assert loaded(tmp_path, listed) == [expected(number, text) for number, text in enumerate(listed)]


def test_fields_of_ten_megabytes_are_kept_whole(tmp_path):
    night = Night(tmp_path)
    long = "Ten megabytes of words. " * 420_000
    night.page("https://gazette.example/1", long, (long,), subtitle=long)
    night.page(
        "https://gazette.example/2", "Short", ("A story that is short, and stands beside a very long one.",)
    )
    folder = night.write()
    with store.writing(tmp_path) as warehouse:
        warehouse.start_run(folder)
        warehouse.load(folder, "gazette")
        found = warehouse.connection.execute(
            "select length(title), length(body), length(subtitle) from articles order by url"
        ).fetchall()
    assert found[0] == (len(long),) * 3
    assert len(found) == 2


POISON = {
    "torn": ('{"capture_id": "x", "verd', "Expecting|Unterminated|EOF|column"),
    "no article": ('"article": {', "without an article|article"),
    "a number for a title": ('"title": 7', "article.title: Input should be a valid string"),
    "a date that is none": ('"published_at": "2026-13-45T00:00:00+00:00"', "article.published_at: Input should be a valid datetime"),
    "a date without a zone": ('"published_at": "2026-03-01T00:00:00"', "article.published_at: Input should have timezone info"),
    "paragraphs that are text": ('"paragraphs": "text"', "article.paragraphs: Input should be a valid array"),
    "not JSON at all": ("\x89PNG\r", "JSON|Expecting|column"),
}  # fmt: skip


def poisoned(home: Path, kind: str, pages: int) -> tuple[Any, ...]:
    """Load so many pages, one of which is spoiled: what was loaded, then again, and what was set aside."""
    night = Night(home)
    for number in range(pages):
        night.page(
            f"https://gazette.example/news/{number}", f"Title {number}", (f"Story {number} of a day. " * 5,)
        )
    path = night.write() / "gazette" / "readings.jsonl"
    lines = path.read_text().splitlines()
    line, _ = POISON[kind]
    spoiled = json.loads(lines[pages // 2])
    key = line.partition(":")[0].strip('"')
    if kind == "no article":
        spoiled["article"] = None
    elif key in spoiled["article"]:
        spoiled["article"] |= json.loads("{" + line + "}")
    lines[pages // 2] = line if kind in ("torn", "not JSON at all") else json.dumps(spoiled)
    path.write_text("\n".join(lines) + "\n")
    with store.writing(home) as warehouse:
        warehouse.start_run(path.parents[1])
        once, twice = (warehouse.load(path.parents[1], "gazette") for _ in range(2))
        aside = warehouse.connection.execute("select line, reason from quarantine").fetchall()
        count = warehouse.connection.execute("select count(*) from articles").fetchall()[0][0]
    return (once.readings, once.quarantined), (twice.readings, twice.quarantined), aside, count


def test_of_five_hundred_rows_one_of_them_poison_499_load_and_one_is_set_aside(tmp_path):
    once, twice, aside, count = poisoned(tmp_path, "a number for a title", 500)
    assert (once, twice, count) == ((499, 1), (0, 0), 499)
    assert aside == [(251, "article.title: Input should be a valid string")]


@pytest.mark.parametrize("kind", POISON)
def test_what_is_wrong_with_a_row_is_told_and_the_others_load(tmp_path, kind):
    once, _, aside, count = poisoned(tmp_path, kind, 9)
    assert (once, count) == ((8, 1), 8)
    assert aside[0][0] == 5
    assert re.search(POISON[kind][1], aside[0][1])
