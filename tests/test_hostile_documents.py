"""Whatever a page is made of ends in a verdict with a reason; no text is lost in silence, no date invented."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.items import Fetch, Purpose, Reading, Verdict
from crawler.stagefiles import read_lines
from tests.hostile.document import Document, lines
from tests.hostile.documents import DOCUMENTS
from tests.hostile.impatient_reading import SECONDS
from tests.hostile.library import library

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
RUN = "2026-11-24-nightly-0000b00c"
ROOT = Path(__file__).parent.parent
SLACK = 8.0  # seconds of a busy machine


@dataclass(frozen=True, slots=True)
class Night:
    """What the reading process made of all documents."""

    fetches: dict[str, Fetch]  # by document
    readings: dict[str, Reading]
    log: str


@pytest.fixture(scope="module")
def night(tmp_path_factory) -> Night:
    home = tmp_path_factory.mktemp("home")
    with library(DOCUMENTS) as web:
        job = write_job(home, web.source(web.behaviours[0]))
        run("crawler.crawl", job)
    log = run("tests.hostile.impatient_reading", job)
    folder = home / "runs" / RUN / "library"
    fetches = list(read_lines(folder / "fetches.jsonl", Fetch))
    readings = list(read_lines(folder / "readings.jsonl", Reading))
    return Night(
        {named(fetch.url): fetch for fetch in fetches if fetch.purpose is Purpose.ARTICLE},
        {named(reading.url): reading for reading in readings},
        log,
    )


def named(subject: str | Document) -> str:
    """The document's name, from its address or itself."""
    if isinstance(subject, Document):
        return subject.name
    return DOCUMENTS[int(subject.rsplit("-", 1)[1])].name


def write_job(home: Path, source: dict[str, object]) -> Path:
    told = {
        "home": str(home),
        "run": RUN,
        "kind": "nightly",
        "logical_date": "2026-11-24",
        "now": datetime(2026, 11, 24, 2, 15, tzinfo=UTC).isoformat(),
        "sources": [source | {"concurrency": 4}],
        "workers": 2,
    }
    path = home / "job.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def run(module: str, job: Path) -> str:
    """Carry out a job in a child process; its log."""
    with (job.parent / "log").open("w+") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", module, str(job)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            env=os.environ | {"PYTHONWARNINGS": "ignore"},
        )
        code = child.wait(200)
        child.stdin.close()
        log.seek(0)
        told = log.read()
        assert code == 0, told
        return told


def test_there_are_enough_of_them():
    assert len(DOCUMENTS) >= 70
    assert len({document.name for document in DOCUMENTS}) == len(DOCUMENTS)


def test_every_document_was_read_once(night):
    assert sorted(night.readings) == sorted(document.name for document in DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_it_has_an_allowed_verdict_with_a_reason(night, document):
    reading = night.readings[document.name]
    assert reading.reason
    assert reading.verdict in document.allowed, reading.reason


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_what_is_read_as_an_article_has_lost_no_line(night, document):
    reading = night.readings[document.name]
    if reading.verdict is Verdict.ARTICLE:
        kept = " ".join(paragraph.text for paragraph in reading.article.paragraphs)
        assert [line for line in lines(document.name)[: document.keeps] if line not in kept] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_no_date_is_invented(night, document):
    article = night.readings[document.name].article
    if article is not None and document.days:
        day = article.published_at and article.published_at.date()
        assert day in document.days, article.published_from


def test_what_hangs_is_killed_at_the_time_limit(night):
    reading = night.readings["has_a_million_empty_paragraphs"]
    assert (reading.verdict, reading.reason) == (Verdict.TIMEOUT, f"killed after {SECONDS:g} s")


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_it_is_read_or_given_up_in_time(night, document):
    assert night.readings[document.name].seconds < SECONDS + SLACK
