"""The nightly job, end to end, on three made-up newspapers that know a calendar."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.items import Outcome, Verdict
from flows.report import Report
from flows.verdict import Standing
from tests.newspapers import Expected, Newspapers
from tests.nights import FIRST_DAY, visit
from warehouse.store import writing

ARTICLES = {Verdict.ARTICLE, Verdict.LIVE_BLOG}
COUNTED = ("articles", "versions", "aliases", "rejects")


@dataclass
class Nights:
    home: Path
    truth: dict[int, list[Expected]]
    reports: list[Report]
    counts: list[dict[str, int]]


def counts(home: Path) -> dict[str, int]:
    with writing(home) as warehouse:
        select = "select count(*) from "
        return {t: warehouse.connection.execute(select + t).fetchall()[0][0] for t in COUNTED}


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """Night 1, night 2, and night 2 visited again."""
    home = tmp_path_factory.mktemp("home")
    told = Nights(home, {}, [], [])
    with Newspapers(FIRST_DAY) as papers:
        for night in (1, 2, 2):
            told.truth[night] = [truth for paper in papers.expected(night).values() for truth in paper]
            told.reports.append(visit(home, papers, night))
            told.counts.append(counts(home))
    return told


def total(report: Report, column: str) -> int:
    return sum(getattr(line, column) for line in report.lines)


def expected(nights: Nights, night: int, change: str) -> int:
    found = [t for t in nights.truth[night] if t.change == change and t.verdict in ARTICLES]
    return len(found)


def test_every_night_is_complete(nights: Nights) -> None:
    assert [report.verdict.standing for report in nights.reports] == [Standing.COMPLETE] * 3


def test_the_first_night_brings_every_article(nights: Nights) -> None:
    assert total(nights.reports[0], "new") == expected(nights, 1, "new")
    assert total(nights.reports[0], "edited") == 0


def test_what_is_no_article_is_rejected_with_its_verdict(nights: Nights) -> None:
    verdicts = [t.verdict for t in nights.truth[1] if t.outcome is Outcome.OK and t.verdict not in ARTICLES]
    rejected = [verdict for line in nights.reports[0].lines for verdict in line.rejected]
    assert set(rejected) == {str(verdict) for verdict in verdicts}


def test_the_second_night_brings_what_is_new_edited_and_withdrawn(nights: Nights) -> None:
    second = nights.reports[1]
    withdrawn = [truth for truth in nights.truth[2] if truth.change == "withdrawn"]
    assert total(second, "new") == expected(nights, 2, "new")
    assert total(second, "edited") == expected(nights, 2, "edited")
    assert total(second, "withdrawn") == len(withdrawn)


def test_the_same_night_visited_again_adds_nothing(nights: Nights) -> None:
    assert nights.counts[2] == nights.counts[1]
    assert total(nights.reports[2], "unchanged") > 0


def test_robots_and_missing_pages_are_counted_by_outcome(nights: Nights) -> None:
    failed = {outcome for line in nights.reports[0].lines for outcome in line.failed}
    assert failed == {"gone", "robots_denied"}
