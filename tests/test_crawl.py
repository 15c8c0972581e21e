"""A crawl of the made-up newspapers: a real child process, real HTTP, real WARC."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.archive import read_capture
from crawler.items import Crawl, Fetch, Outcome, Purpose, Reading
from crawler.sources import Source, load
from crawler.stagefiles import read_lines
from crawler.urls import url_key
from tests.newspapers import Newspapers

RUN = "2026-02-28-demo-00000001"
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def papers() -> Iterator[Newspapers]:
    with Newspapers(date(2026, 2, 28)) as open_papers:
        yield open_papers


def job(home: Path, sources: tuple[Source, ...], **more: object) -> Path:
    facts = [source.model_dump(mode="json") for source in sources]
    told = {
        "home": str(home),
        "run": RUN,
        "kind": "demo",
        "logical_date": "2026-02-28",
        "now": datetime(2026, 2, 28, 2, 15, tzinfo=UTC).isoformat(),
        "sources": facts,
        **more,
    }
    path = home / "job.json"
    path.write_text(json.dumps(told))
    return path


def child(module: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, str(path)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    out, err = process.stdout.read(), process.stderr.read()  # stdin stays open: it is the leash
    process.stdin.close()
    return subprocess.CompletedProcess(command, process.wait(), out, err)


@pytest.fixture(scope="module")
def home(papers: Newspapers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    done = child("crawler.crawl", job(home, load(papers.sources_toml(home / "sources.toml"))))
    assert done.returncode == 0, done.stderr
    return home


def fetches(home: Path, source: str) -> list[Fetch]:
    return list(read_lines(home / "runs" / RUN / source / "fetches.jsonl", Fetch))


def test_every_paper_has_a_closed_ledger(home, papers):
    for paper in papers.papers:
        (ended,) = read_lines(home / "runs" / RUN / paper.name / "crawl.json", Crawl)
        assert ended.ended == "complete"
        assert ended.warc_file is not None
        assert (home / ended.warc_file).exists()
    assert not list(home.rglob("*.open"))


def test_every_article_that_a_paper_announces_is_fetched_or_told_why_not(home, papers):
    for name, truths in papers.expected(1).items():
        asked = {fetch.url_key for fetch in fetches(home, name) if fetch.purpose == Purpose.ARTICLE}
        announced = {url_key(truth.url) for truth in truths if truth.verdict == "article"}
        assert announced <= asked


def test_every_request_that_a_paper_served_is_in_the_ledger(home, papers):
    kept = Counter(
        fetch.url for paper in papers.papers for fetch in fetches(home, paper.name) if fetch.capture
    )
    served = Counter(f"{papers[one.paper].home}{one.path}" for one in papers.log)
    assert kept == served


def test_every_good_answer_lies_in_the_archive_as_served(home, papers):
    for paper in papers.papers:
        for fetch in fetches(home, paper.name):
            if fetch.outcome == Outcome.OK:
                where = fetch.capture
                found = read_capture(home, where.warc_file, where.warc_offset, where.warc_length)
                assert len(found.body) == fetch.bytes
                assert found.decoded()


def test_no_fetch_is_without_a_reason(home, papers):
    assert all(fetch.reason for paper in papers.papers for fetch in fetches(home, paper.name))


def test_a_crawl_that_is_complete_is_not_done_again(home, papers):
    before = len(papers.log)
    assert child("crawler.crawl", home / "job.json").returncode == 0
    assert len(papers.log) == before


@pytest.fixture(scope="module")
def readings(home: Path, papers: Newspapers) -> dict[str, Reading]:
    done = child("crawler.reading", home / "job.json")
    assert done.returncode == 0, done.stderr
    files = [home / "runs" / RUN / paper.name / "readings.jsonl" for paper in papers.papers]
    return {reading.capture_id: reading for file in files for reading in read_lines(file, Reading)}


def test_every_page_that_was_kept_is_read_once(home, papers, readings):
    pages = [
        fetch.capture.capture_id
        for paper in papers.papers
        for fetch in fetches(home, paper.name)
        if fetch.purpose == Purpose.ARTICLE and fetch.outcome == Outcome.OK
    ]
    assert sorted(pages) == sorted(readings)


def test_every_article_says_what_was_printed(papers, readings):
    read = {one.url_key: one.article for one in readings.values() if one.article}
    for truths in papers.expected(1).values():
        for truth in truths:
            if truth.verdict == "article":
                article = read[url_key(truth.url)]
                texts = [one.text for one in article.paragraphs if one.text != article.subtitle]
                assert article.title == truth.title
                assert texts == [text for text in truth.paragraphs if text != article.subtitle]


def test_every_address_that_led_to_a_page_is_an_alias(readings):
    for reading in readings.values():
        assert reading.url in reading.aliases
        assert len(reading.alias_keys) == len(reading.aliases)
