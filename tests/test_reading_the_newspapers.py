"""What is read from the made-up newspapers is what was printed in them, no more and no less."""

from datetime import UTC, date, datetime
from urllib.request import urlopen

import pytest

from crawler import sources
from crawler.extraction.memory import Memory, learn
from crawler.extraction.page import Page
from crawler.extraction.reader import Examined, examine
from crawler.items import Verdict
from tests.newspapers import Expected, Newspapers

NIGHT = 2


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> list[tuple[Expected, Examined]]:
    """Every page of the second night that is to be read, with what was printed."""
    read = []
    with Newspapers(date(2026, 3, 2)) as papers:
        listed = sources.load(papers.sources_toml(tmp_path_factory.mktemp("papers") / "sources.toml"))
        for night in (1, NIGHT):  # a crowded page and a faulty one answer at the second time
            papers.set_night(night)
            for source in listed:
                truths = [truth for truth in papers.expected(night)[source.name] if truth.verdict]
                served = [fetch(truth.url) for truth in truths]
                if night == NIGHT:
                    read += zip(truths, with_memory(served, source), strict=True)
    return read


def fetch(url: str) -> Page:
    for _ in range(2):
        try:
            with urlopen(url, timeout=10) as answer:
                return Page(
                    url, datetime(2026, 3, 4, tzinfo=UTC), answer.read(), answer.headers["Content-Type"]
                )
        except OSError as error:
            refused = error
    raise refused


def with_memory(served: list[Page], source: sources.Source) -> list[Examined]:
    """The pages of a site, read as the nightly job does: again with what their lines have in common."""
    first = [examine(page, source, None) for page in served]
    memory = learn(Memory(), [one.observed for one in first if one.observed]).slim()
    return [examine(page, source, memory) for page in served]


def articles(pages) -> list[tuple[Expected, Examined]]:
    return [(truth, seen) for truth, seen in pages if truth.verdict in {Verdict.ARTICLE, Verdict.LIVE_BLOG}]


def test_every_page_has_its_verdict(pages):
    assert {truth.url: seen.verdict for truth, seen in pages} == {t.url: t.verdict for t, _ in pages}


def test_every_paragraph_is_read_and_nothing_else(pages):
    for truth, seen in articles(pages):
        assert tuple(paragraph.text for paragraph in seen.article.paragraphs) == truth.paragraphs


def test_titles_are_as_printed(pages):
    assert [seen.article.title for _, seen in articles(pages)] == [t.title for t, _ in articles(pages)]


def test_authors_are_names_only(pages):
    assert [seen.article.authors for _, seen in articles(pages)] == [t.authors for t, _ in articles(pages)]


def test_dates_are_as_exact_as_the_page_and_no_more(pages):
    for truth, seen in articles(pages):
        assert seen.article.published_precision == truth.precision, truth.url
        at = seen.article.published_at
        if truth.precision == "day":
            assert at.astimezone(truth.published_at.tzinfo).date() == truth.published_at.date()
        else:
            assert at == truth.published_at
