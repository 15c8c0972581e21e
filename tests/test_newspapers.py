"""The made-up newspapers keep their word: what they serve, and what they say of it."""

import gzip
import http.client
import json
import subprocess
import sys
import tomllib
from datetime import date
from urllib.parse import urlsplit

import brotli
import pytest

from crawler.items import Outcome
from crawler.sources import Source
from tests.newspapers import Newspapers, dawn_like_page

FIRST_DAY = date(2026, 3, 2)


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers={name.replace("_", "-"): v for name, v in headers.items()})
    response = connection.getresponse()
    return response.status, dict(response.headers), response.read()


@pytest.fixture
def papers():
    with Newspapers(FIRST_DAY) as papers:
        yield papers


@pytest.mark.parametrize("night", [1, 2, 3])
def test_every_expected_article_is_served_and_every_withdrawn_one_is_gone(papers, night):
    papers.set_night(night)
    for expected in (truth for truths in papers.expected(night).values() for truth in truths):
        status, _, _ = get(expected.url)
        assert (status in {404, 410}) == (expected.outcome is Outcome.GONE), expected.url


def test_the_sources_they_write_are_valid(papers, tmp_path):
    listed = tomllib.loads(papers.sources_toml(tmp_path / "sources.toml").read_text(encoding="utf-8"))
    assert [Source(**entry).name for entry in listed["source"]] == list(papers.expected(1))
    assert "@" in listed["defaults"]["user_agent"]


def test_the_second_night_has_new_edited_and_same_articles(papers):
    changes = {truth.change for truths in papers.expected(2).values() for truth in truths}
    assert {"new", "edited", "same"} <= changes


def test_one_wire_story_stands_in_all_papers_on_the_second_night(papers):
    assert all(any(t.story == "skarholm" for t in truths) for truths in papers.expected(2).values())
    assert not any(t.story for truths in papers.expected(1).values() for t in truths)


def test_the_old_paper_is_windows_1252_and_does_not_say_so(papers):
    _, headers, body = get(papers["courier"].home + "/story.asp?id=412")
    assert headers["Content-Type"] == "text/html"
    assert b"charset" not in body
    assert b"\x93a very large ashtray" in body


def test_the_modern_paper_answers_a_held_etag_with_304(papers):
    feed = papers["talbote"].home + "/feed.xml"
    _, headers, _ = get(feed)
    assert get(feed, If_None_Match=headers["ETag"])[0] == 304


def test_pages_are_compressed_for_clients_that_ask(papers):
    url = papers.expected(1)["talbote"][0].url
    assert brotli.decompress(get(url, Accept_Encoding="br")[2]) == get(url)[2]
    url = papers.expected(1)["courier"][0].url
    assert gzip.decompress(get(url, Accept_Encoding="gzip")[2]) == get(url)[2]


def test_the_log_tells_what_was_sent_to_its_end(papers):
    body = get(papers["courier"].home + "/rss.xml")[2]
    line = papers.log[-1]
    assert (line.paper, line.path, line.status, line.bytes, line.finished) == (
        "courier",
        "/rss.xml",
        200,
        len(body),
        True,
    )


def test_the_sidebar_of_the_first_page_changes_and_its_story_does_not():
    one, two = dawn_like_page(1), dawn_like_page(2)
    assert one != two
    assert one.split(b"<aside")[0] == two.split(b"<aside")[0]
    assert b"Published in Dawn, September 6th, 2023" in one


def test_as_a_process_they_keep_their_addresses_follow_the_calendar_and_end_with_their_parent(tmp_path):
    first = start(tmp_path / "first.json")
    home = await_file(first, tmp_path / "first.json")["homes"]["meridian"]
    connection = http.client.HTTPConnection(urlsplit(home).netloc, timeout=10)
    connection.request("POST", "/_control/night", b"2")
    assert connection.getresponse().read() == b"2"
    assert b"last-lighthouse-keepers" in get(home + "/feeds/home")[2]
    end(first)
    second = start(tmp_path / "second.json", "--ports", str(tmp_path / "first.json"))
    assert await_file(second, tmp_path / "second.json")["homes"]["meridian"] == home
    end(second)


def start(port_file, *further):
    command = [sys.executable, "-m", "tests.newspapers", "--port-file", str(port_file)]
    return subprocess.Popen([*command, "--first-day", "2026-03-02", *further], stdin=subprocess.PIPE)


def await_file(process, path):
    while not path.exists():
        assert process.poll() is None, "the newspapers ended before they were served"
    return json.loads(path.read_text(encoding="utf-8"))


def end(process):
    process.stdin.close()
    assert process.wait(10) == 0
