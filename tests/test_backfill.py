"""A backfill goes by chunks of days: in order, within the budget, and on from where it was."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.items import Outcome, Purpose
from crawler.sources import Source, load, select
from flows.chunks import Filling, filled, plan, runs_of
from flows.early import ended_early
from flows.report import stored
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, carry_out
from tests.stage import Night
from warehouse.store import writing

AGENT = "Test (+https://example.org/)"
ONE, TWO = (
    Source(
        name=name,
        home=f"https://{name}.example/",
        user_agent=AGENT,
        archive="https://x.example/{date:%Y-%m-%d}",
    )
    for name in ("one", "two")
)
FIRST, LAST = date(2023, 9, 1), date(2023, 9, 30)


def spans(order: str, done: dict[str, frozenset[date]] | None = None) -> list[str]:
    return [
        f"{one.first:%d}-{one.last:%d} {'+'.join(source.name for source in one.sources)}"
        for one in plan([ONE, TWO], FIRST, LAST, order, 7, done or {})
    ]


def test_chunks_come_newest_or_oldest_first():
    assert spans("newest")[:2] == ["24-30 one+two", "17-23 one+two"]
    assert spans("oldest")[:2] == ["01-07 one+two", "08-14 one+two"]
    assert spans("newest")[-1] == "01-02 one+two"


def test_days_that_were_filled_are_left_out_of_that_source_alone():
    done = {"one": frozenset(FIRST + timedelta(days=number) for number in range(23))}
    assert spans("newest", done)[:2] == ["24-30 one+two", "17-23 two"]
    whole = frozenset(FIRST + timedelta(days=number) for number in range(30))
    assert spans("newest", {"one": whole, "two": whole}) == []


@pytest.mark.parametrize(("purpose", "failed"), [(Purpose.ARCHIVE, False), (Purpose.FEED, True)])
def test_days_without_a_paper_are_no_failure(tmp_path: Path, purpose: Purpose, failed: bool) -> None:
    night = Night(tmp_path, kind="backfill", discovered=0)
    for url in ("https://gazette.example/2023-12-25", "https://gazette.example/2023-12-26"):
        night.fetch(url, Outcome.GONE, 404, purpose=purpose)
    folder = night.write() / night.source
    told = json.loads((folder / "crawl.json").read_text()) | {"fetched": 0, "findings": ["404 Not Found"]}
    (folder / "crawl.json").write_text(json.dumps(told))
    assert bool(ended_early(folder)) is failed


@pytest.fixture(scope="module")
def papers() -> Iterator[Newspapers]:
    with Newspapers(FIRST_DAY, night=2) as papers:
        yield papers


def fill(home: Path, papers: Newspapers, flow_run: str, **facts: object) -> Filling:
    """Backfill the Meridian's last eight days in chunks of four, all steps included."""
    (source,) = select(load(papers.sources_toml(home / "sources.toml")), ["meridian"])
    source = source.model_copy(update={"revisit": ("30d",), **facts})
    last = papers["meridian"].today(2)
    chunks = plan([source], last - timedelta(days=7), last, "newest", 4, filled(home))
    filling = Filling(home, (source,), chunks, "newest", flow_run)
    for run, _ in filling.runs():
        carry_out(run)
    return filling


@pytest.fixture(scope="module")
def filled_home(
    papers: Newspapers, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[str], Filling]:
    """A home after a backfill that ran out of pages, and another that went on."""
    home = tmp_path_factory.mktemp("home")
    short = fill(home, papers, "a" * 8, max_pages=3)
    before = len(papers.log)
    fill(home, papers, "b" * 8)
    return home, [one.path for one in papers.log[before:]], short


@pytest.mark.slow
def test_a_spent_budget_leaves_the_rest_for_the_next_time(filled_home):
    home, _, short = filled_home
    (folder,) = runs_of(home, "a" * 8)
    assert (stored(folder).lines[0].fetched, short.purse.spent) == (3, {"meridian": "pages"})
    assert "1 chunks were not begun" in short.findings()[0]


@pytest.mark.slow
def test_the_next_backfill_goes_on_and_asks_for_no_known_page_again(filled_home):
    home, asked, _ = filled_home
    with writing(home) as warehouse:
        sql = "select url from fetches where purpose = 'article' and outcome = 'ok' group by url having count(*) > 1"
        assert warehouse.connection.execute(sql).fetchall() == []
        ((articles,),) = warehouse.connection.execute("select count(*) from articles").fetchall()
    assert articles > 3
    days = [path.rpartition("/")[2] for path in asked if path.startswith("/newspaper/national/")]
    assert days == sorted(days, reverse=True)
    assert len(days) == 8
    assert "/feeds/home" not in asked


@pytest.mark.slow
def test_what_is_filled_is_not_asked_for_a_third_time(filled_home):
    home, _, _ = filled_home
    (days,) = filled(home).values()
    assert len(days) == 7  # the page of the last day may still grow
