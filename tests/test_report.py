"""What a run says of itself: the verdict from the ledger, the page in the UI, and nothing a site smuggled in."""

from dataclasses import replace

import pytest

from flows.artifacts import escaped, page
from flows.plots import picture
from flows.report import Report, cells
from flows.verdict import Standing, of_run
from warehouse.highlights import Highlights
from warehouse.report import SourceLine

GOOD = SourceLine(
    source="dawn",
    found=12,
    known=2,
    fetched=10,
    pages=9,
    unchanged=3,
    new=5,
    edited=1,
    duplicates=0,
    withdrawn=0,
    unread=0,
    quarantined=0,
    rejected={"stub": 2},
    failed={"gone": 1},
    examples={"gone": "404 Not Found"},
    seconds=12.3,
    ended="complete",
    findings=(),
)
SHOWN = Highlights(
    new=({"source": "dawn", "title": "Ferry <b>owners</b>", "article_id": "a"},),
    edited=(),
    more={"new": 40, "edited": 0},
    stories=({"story_id": "s", "source": "dawn", "title": "Keepers", "copies": 3},),
    limits=({"limit_name": "body", "hits": 2, "sources": 1},),
    hosts=({"host": "slow.example", "seconds": 9.5, "requests": 4},),
    days=(
        {"source": "dawn", "day": "2026-03-01", "articles": 5},
        {"source": "$x_$", "day": "2026-03-01", "articles": 1},
    ),
)
SILENT = replace(GOOD, source="taz", found=0, pages=0, unchanged=0, new=0, edited=0, failed={}, examples={})


def test_a_run_is_complete_when_every_source_came_to_its_end() -> None:
    assert of_run([GOOD]).standing is Standing.COMPLETE
    assert of_run([GOOD]).findings == ()


def test_a_source_that_yielded_nothing_is_a_finding() -> None:
    verdict = of_run([GOOD, SILENT])
    assert verdict.standing is Standing.PARTIAL
    assert verdict.findings == ("taz: nothing came",)
    assert verdict.failures == ()


def test_a_revisit_at_which_nothing_is_due_is_complete() -> None:
    still = replace(SILENT, fetched=0)
    assert of_run([still], news=False).standing is Standing.COMPLETE
    unreachable = replace(still, failed={"timeout": 1}, examples={"timeout": "not finished within 30 s"})
    assert of_run([GOOD, unreachable], news=False).standing is Standing.PARTIAL


def test_a_source_that_could_not_be_reached_is_a_failure() -> None:
    unreachable = replace(SILENT, failed={"timeout": 3}, examples={"timeout": "timed out after 30 s"})
    verdict = of_run([GOOD, unreachable])
    assert verdict.standing is Standing.PARTIAL
    assert verdict.failures == ("taz: nothing came, 3 timeout (timed out after 30 s)",)


def test_a_still_night_of_a_site_without_robots_txt_is_no_failure() -> None:
    still = replace(SILENT, failed={"gone": 1}, examples={"gone": "404 Not Found"})
    assert of_run([GOOD, still]).failures == ()


@pytest.mark.parametrize("ended", [None, "failed: OSError: disk full"])
def test_a_run_whose_every_source_failed_has_failed(ended: str | None) -> None:
    assert of_run([replace(GOOD, ended=ended)]).standing is Standing.FAILED


def test_a_limit_that_was_hit_is_told() -> None:
    verdict = of_run([replace(GOOD, ended="pages")])
    assert verdict.findings == ("dawn: limit on pages was hit",)
    assert verdict.failures == ()


def test_a_source_whose_step_failed_is_told_once() -> None:
    verdict = of_run([GOOD, replace(SILENT, ended=None)], ["taz: crawler.crawl was ended by SIGKILL"])
    assert verdict.failures == ("taz: crawler.crawl was ended by SIGKILL",)


def test_nothing_visited_is_a_failure() -> None:
    assert of_run([]).standing is Standing.FAILED


def test_the_page_names_rejects_and_failures_with_a_reason() -> None:
    told = page(Report("r", of_run([GOOD]), (GOOD,)), SHOWN)
    assert "5 new, 1 edited, 3 unchanged in 1 sources." in told
    assert r"dawn\: 2 stub" in told
    assert "404 Not Found" in told


def test_the_page_names_articles_copies_limits_and_slow_hosts() -> None:
    told = page(Report("r", of_run([GOOD]), (GOOD,)), SHOWN)
    assert r"dawn\: Ferry &lt;b&gt;owners&lt;\/b&gt;" in told
    assert "and 39 more" in told
    assert r"3 copies\: dawn\: Keepers" in told
    assert r"body\: 2 times, 1 sources" in told
    assert r"slow\.example\: 9\.5 s, 4 requests" in told


def test_the_plots_are_a_picture_that_a_browser_shows() -> None:
    drawn = picture(Report("r", of_run([GOOD]), (GOOD,)), SHOWN)
    assert drawn.startswith(b"\x89PNG\r\n")
    assert 5_000 < len(drawn) < 100_000


def test_what_a_site_wrote_is_no_markup() -> None:
    evil = "![x](http://evil.example/p.png) <img src=x> [a](b) | `c`"
    told = escaped(evil)
    assert "<" not in told
    assert "![" not in told
    assert "](" not in told
    line = replace(GOOD, findings=(evil,))
    assert "](" not in page(Report("r", of_run([line]), (line,)), SHOWN)


def test_the_summary_has_a_column_for_each_count() -> None:
    assert list(cells(GOOD)) == [
        *("source", "found", "fetched", "unchanged", "new", "edited", "duplicates", "withdrawn"),
        *("rejected", "failed", "seconds"),
    ]
