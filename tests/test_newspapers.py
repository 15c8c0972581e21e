"""The made-up newspapers keep their word: what they serve, and what they say of it."""

import gzip
import http.client
import json
import subprocess
import sys
from collections import Counter
from datetime import date
from html import unescape
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from protego import Protego

from crawler import sources
from crawler.items import Outcome, Verdict
from tests.newspapers import Expected, Newspapers, dawn_like_page

FIRST_DAY = date(2026, 3, 2)
CHARSETS = {"127.0.0.13": "windows-1252", "127.0.0.14": "windows-1251"}


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


def follow(url: str, **headers: str) -> tuple[str, int, bytes]:
    """The address that answered in the end, its status and its body, as a patient reader gets them."""
    for _ in range(5):
        status, fields, body = get(url, **headers)
        if status in {301, 302}:
            url = urljoin(url, fields["Location"])
        elif status not in {429, 500}:
            return url, status, body
    raise AssertionError(url)


def truths(papers: Newspapers, night: int) -> list[Expected]:
    return [truth for paper in papers.expected(night).values() for truth in paper]


@pytest.mark.parametrize("night", [1, 2, 3])
def test_every_article_shows_its_title_and_every_paragraph_at_each_of_its_addresses(papers, night):
    papers.set_night(night)
    for truth in (truth for truth in truths(papers, night) if truth.paragraphs):
        for url in {truth.url, *truth.aliases, *truth.announced}:
            charset = CHARSETS.get(urlsplit(url).hostname, "utf-8")
            page = unescape(follow(url)[2].decode(charset))
            assert truth.title in page
            assert [text for text in truth.paragraphs if text not in page] == []


def test_what_is_withdrawn_answers_410_and_the_night_before_it_stood_there(papers):
    truth = next(truth for truth in truths(papers, 2) if truth.change == "withdrawn")
    assert get(truth.url)[0] == 200
    papers.set_night(2)
    assert get(truth.url)[0] == 410


def test_what_was_withdrawn_by_mistake_comes_back_on_the_third_night(papers):
    (truth,) = (truth for truth in truths(papers, 3) if truth.change == "restored")
    papers.set_night(2)
    assert get(truth.url)[0] == 410
    papers.set_night(3)
    assert get(truth.url)[0] == 200


def test_the_sources_they_write_are_valid(papers, tmp_path):
    listed = sources.load(papers.sources_toml(tmp_path / "sources.toml"))
    assert [source.name for source in listed] == list(papers.expected(1))
    assert all(source.allow_private for source in listed)


def test_the_second_night_has_new_edited_and_same_articles(papers):
    changes = Counter(truth.change for truth in truths(papers, 2))
    assert changes["new"] >= 10
    assert changes["edited"] >= 5
    assert changes["withdrawn"] >= 1


def test_no_two_articles_are_alike(papers):
    bodies = [truth.paragraphs for truth in truths(papers, 2) if truth.paragraphs and not truth.story]
    assert len(bodies) >= 59
    assert max(Counter(text for body in bodies for text in body).values()) == 1


def test_an_edited_article_differs_from_the_night_before(papers):
    before = {truth.url: (truth.title, truth.paragraphs) for truth in truths(papers, 1)}
    for truth in (truth for truth in truths(papers, 2) if truth.change == "edited"):
        assert (truth.title, truth.paragraphs) != before[truth.url]


def test_one_wire_story_stands_in_all_papers_on_the_second_night(papers):
    copies = [truth.paragraphs for truth in truths(papers, 2) if truth.story == "skarholm"]
    assert len(copies) == 3
    assert len(set(copies)) == 3
    assert not any(truth.story for truth in truths(papers, 1))


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


def test_a_moved_article_is_reached_in_three_hops(papers):
    short = next(t for t in truths(papers, 1) if t.url.endswith("weigh-their-boats"))
    (announced,) = short.announced
    assert [get(url)[0] for url in (announced, announced.replace("trends", "news"))] == [302, 301]
    assert follow(announced)[0] == short.url


def test_a_dropped_story_leads_to_the_front_page(papers):
    home = papers["meridian"].home
    assert follow(home + "/news/1842031/dockyard-band-to-tour")[0] == home + "/"


def test_a_crowded_page_answers_429_once_and_says_when_to_come_back(papers):
    url = papers["meridian"].home + "/news/1842092/the-clerk-who-saved-the-land-records"
    status, headers, _ = get(url)
    assert (status, headers["Retry-After"], get(url)[0]) == (429, "1", 200)


def test_a_faulty_page_answers_500_once(papers):
    url = papers["courier"].home + "/story.asp?id=407"
    assert [get(url)[0], get(url)[0]] == [500, 200]


def test_the_feed_announces_what_robots_txt_denies(papers):
    home = papers["meridian"].home
    denied = next(t.url for t in truths(papers, 1) if t.outcome is Outcome.ROBOTS_DENIED)
    robots = Protego.parse(get(home + "/robots.txt")[2].decode())
    assert not robots.can_fetch(denied, "Nightdesk")
    assert denied.encode() in get(home + "/feeds/home")[2]


def test_the_sitemap_announces_a_draft_that_is_not_there(papers):
    home = papers["talbote"].home
    draft = next(t.url for t in papers.expected(1)["talbote"] if t.outcome is Outcome.GONE)
    assert draft.encode() in get(home + "/sitemap-1.xml")[2]
    assert get(draft)[0] == 404


@pytest.mark.parametrize(
    ("verdict", "mark"),
    [
        (Verdict.SOFT404, b"no longer available"),
        (Verdict.CONSENT, b"Alle akzeptieren"),
        (Verdict.LISTING, b"<li><a href="),
        (Verdict.STUB, b'"isAccessibleForFree": false'),
        (Verdict.LIVE_BLOG, b'"liveBlogUpdate"'),
    ],
)
def test_a_page_that_is_no_plain_article_answers_200(papers, verdict, mark):
    found = [get(truth.url) for truth in truths(papers, 1) if truth.verdict is verdict]
    assert found
    assert all(status == 200 and mark in body for status, _, body in found)


def test_a_paywalled_page_keeps_the_rest_to_itself(papers):
    stub = next(truth for truth in truths(papers, 1) if truth.verdict is Verdict.STUB)
    assert "Wärmepumpe".encode() not in get(stub.url)[2]


def test_the_old_feed_announces_one_article_under_two_addresses(papers):
    feed = get(papers["courier"].home + "/rss.xml")[2].decode("windows-1252")
    assert feed.count("<title>Lifeboat called out to a piano</title>") == 2


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


def test_an_address_that_is_taken_is_named_in_one_sentence(papers, tmp_path):
    (tmp_path / "old.json").write_text(json.dumps({"ports": papers.ports}))
    child = start(tmp_path / "new.json", "--ports", str(tmp_path / "old.json"))
    _, err = child.communicate(timeout=20)
    assert child.returncode == 1
    assert f"The Meridian can't be served at 127.0.0.11:{papers.ports['meridian']}" in err.decode()
    assert "Traceback" not in err.decode()


def start(port_file, *further):
    command = [sys.executable, "-m", "tests.newspapers", "--port-file", str(port_file)]
    return subprocess.Popen(
        [*command, "--first-day", "2026-03-02", *further], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )


def await_file(process, path):
    while not path.exists():
        assert process.poll() is None, "the newspapers ended before they were served"
    return json.loads(path.read_text(encoding="utf-8"))


def end(process):
    process.stdin.close()
    assert process.wait(10) == 0
