"""Nights whose WARC and stage files are kept in object storage: the same archive, and trouble that costs nothing."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from flows import rebuild
from flows.depots import depot_of
from flows.promises import broken
from flows.verdict import Standing
from tests.commandline import nightdesk
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, LOG, WAIT, visit
from tests.objectstore import ObjectStore
from warehouse import snapshot, sql
from warehouse.store import writing

pytestmark = pytest.mark.usefixtures("long")

NAMES = ("talbote",)


@pytest.fixture(scope="module")
def papers():
    with Newspapers(FIRST_DAY) as papers:
        yield papers


def warcs_in(home: Path) -> list[Path]:
    return sorted((home / "warc").glob("*/*/*/*.warc.gz*"))


def captures(home: Path) -> list[dict]:
    with writing(home, WAIT) as warehouse:
        return sql.rows(warehouse.connection, "queries/warc_files")


def test_a_night_in_a_bucket_is_the_same_archive_as_one_in_a_home(
    tmp_path: Path, store: ObjectStore, papers: Newspapers, bucket: str
):
    report = visit(tmp_path, papers, 1, NAMES)
    assert report.verdict.standing is Standing.COMPLETE, report.verdict
    assert warcs_in(tmp_path) == []
    kept = [one.file for one in depot_of(tmp_path).files("")]
    assert sum(name.endswith(".warc.gz") for name in kept) == 2  # a visit, and what the run came to
    assert sum(name.endswith(("fetches.jsonl", "crawl.json", "readings.jsonl")) for name in kept) == 3
    assert broken(tmp_path, WAIT) == broken(tmp_path, WAIT, deep=True) == []
    for row in captures(tmp_path):
        assert f"desk/{row['warc_file']}" in store.keys(bucket)
    told = rebuild.rebuild(tmp_path, WAIT, LOG)
    assert told.same is True

    with snapshot.reading(tmp_path) as connection:
        (url,) = connection.execute("select url from articles limit 1").fetchone()
    store.asked.clear()
    page = nightdesk("show", url, "--raw", home=tmp_path)
    assert "<html" in page.stdout, page.stderr
    (asked,) = [one for _, path, one in store.asked if path.endswith(".warc.gz")]
    first, last = map(int, asked.removeprefix("bytes=").split("-"))
    assert last - first < 100_000


def test_trouble_while_uploading_costs_nothing(
    tmp_path: Path, store: ObjectStore, papers: Newspapers, bucket: str
):
    flow_run = str(uuid4())
    store.refuse("ExpiredToken", method="PUT")
    first = visit(tmp_path, papers, 1, NAMES, flow_run)
    assert first.verdict.standing is Standing.FAILED
    assert any("have expired" in failure for failure in first.verdict.failures)
    assert "hush" not in str(first)
    assert captures(tmp_path) == []
    assert len(warcs_in(tmp_path)) == 2

    store.behave()
    asked = len(papers.log)
    again = visit(tmp_path, papers, 1, NAMES, flow_run)
    assert again.verdict.standing is Standing.COMPLETE, again.verdict
    assert len(papers.log) == asked
    assert len(captures(tmp_path)) == 1
    assert warcs_in(tmp_path) == []
    assert broken(tmp_path, WAIT, deep=True) == []
