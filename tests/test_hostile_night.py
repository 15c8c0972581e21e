"""The whole nightly job on hostile sites and documents: everything is accounted for, and the verdict tells."""

from pathlib import Path
from uuid import uuid4

import pytest

from crawler.sources import Source, load
from flows.promises import broken
from flows.report import Report
from flows.runs import begin
from flows.verdict import Standing
from tests.hostile.document import Document
from tests.hostile.documents import DOCUMENTS
from tests.hostile.library import library
from tests.hostile.site import HostileWeb
from tests.hostile.web import BEHAVIOURS
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, WAIT, carry_out
from warehouse.store import writing

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
SITES = {  # quick ones, a few of each kind
    "resets_the_connection", "speaks_http_0_9", "sends_headers_without_end", "says_it_is_longer_than_it_is",
    "tears_its_gzip", "sends_a_gzip_bomb", "names_an_encoding_nobody_knows", "redirects_in_a_circle",
    "redirects_to_a_file", "redirects_with_a_password", "redirects_with_bytes_in_the_address", "fails_on_robots",
    "denies_everything", "has_a_page_for_a_feed", "links_to_everything_but_pages", "names_itself_in_its_index",
    "sends_binary_validators", "names_a_charset_of_nonsense", "is_a_teapot",
}  # fmt: skip
QUICK = [one for one in DOCUMENTS if one.make.__module__.rpartition(".")[2] != "sizes"]


def named(document: Document) -> str:
    return document.name


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def report(home) -> Report:
    chosen = [behaviour for behaviour in BEHAVIOURS if behaviour.name in SITES]
    with HostileWeb(chosen) as web, library(QUICK) as books, Newspapers(FIRST_DAY) as papers:
        friendly = load(papers.sources_toml(home / "sources.toml"))
        hostile = [web.source(behaviour) for behaviour in chosen] + [books.source(books.behaviours[0])]
        sources = (*friendly, *(Source.model_validate(facts) for facts in hostile))
        return carry_out(begin(home, "nightly", str(uuid4()), sources, FIRST_DAY))


def test_the_chosen_sites_exist():
    assert {behaviour.name for behaviour in BEHAVIOURS} >= SITES


def test_the_verdict_tells_that_not_all_went_well(report):
    assert report.verdict.standing is Standing.PARTIAL
    told = " ".join(report.verdict.findings)
    assert all(name in told for name in ("fails_on_robots", "has_a_page_for_a_feed", "resets_the_connection"))


def test_the_newspapers_beside_them_are_complete(report):
    lines = {line.source: line for line in report.lines}
    assert all(lines[name].new > 0 for name in ("meridian", "talbote", "courier", "zarechye"))


def test_every_document_is_an_article_or_a_reject(home, report):
    with writing(home) as warehouse:
        count = warehouse.connection.execute(
            "select count(*) from captures c join fetches f using (capture_id) where f.source = 'library' "
            "and f.purpose = 'article' and f.outcome = 'ok'"
        ).fetchall()[0][0]
    line = next(line for line in report.lines if line.source == "library")
    assert count == len(QUICK)
    assert line.new + line.duplicates + sum(line.rejected.values()) == len(QUICK)


def test_every_promise_is_kept(home, report):
    assert broken(home, WAIT) == []


def test_scripts_and_formulas_stay_text(home, report):
    with writing(home) as warehouse:
        titles = warehouse.connection.execute(
            "select title from articles where source = 'library'"
        ).fetchall()
    assert any("drop table articles" in (title or "") for (title,) in titles)


def test_a_password_in_a_redirect_is_kept_in_no_table_and_no_ledger(home, report):
    files = [path for path in home.rglob("*") if path.is_file() and ".warc" not in path.name]
    assert [path.name for path in files if b"sesame" in path.read_bytes()] == []
