"""The nightly job on saved real pages: every page is kept, read or rejected with a reason, and not fetched twice."""

from pathlib import Path

import pytest

from crawler import sources
from flows.runs import begin
from tests.corpus_sites.marks import COVERAGE
from tests.corpus_sites.sites import served, sources_toml
from tests.nights import carry_out
from tests.private import corpus
from warehouse import snapshot

FEW = 5  # sites; `make corpus` takes all of them


@pytest.mark.slow
def test_real_sites_are_archived_whole_and_not_fetched_twice(tmp_path: Path) -> None:
    with served(corpus()) as every:
        sites = sorted(every, key=lambda site: -len(site.pages))[:FEW]
        listed = sources.load(sources_toml(sites, tmp_path / "sources.toml"))
        pages = sum(len(site.pages) for site in sites)
        for flow_run in ("00000001", "00000002"):
            report = carry_out(begin(tmp_path, "nightly", flow_run, listed))
            assert report.verdict.failures == ()
        served_pages = [path for site in sites for path in site.asked if path in site.pages]
        assert sorted(served_pages) == sorted(path for site in sites for path in site.pages)
    with snapshot.reading(tmp_path) as connection:
        became = connection.execute(COVERAGE).fetchall()
    assert sum(count for _, _, count in became) == pages
    assert {what for what, _, _ in became} <= {"version", "duplicate", "reject"}
    assert sum(count for what, _, count in became if what == "version") > 0.8 * pages
