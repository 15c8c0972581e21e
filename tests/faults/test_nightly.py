"""What fails stays alone, a retry repeats only that, and a killed run leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from crawler.sources import load, select
from flows import steps
from flows.promises import broken
from flows.runs import begin
from flows.verdict import Standing
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, LOG, WAIT, alive, carry_out, eventually, visit

ROOT = Path(__file__).parents[2]
DAY = FIRST_DAY + timedelta(days=1)


@pytest.fixture
def papers():
    with Newspapers(FIRST_DAY) as papers:
        yield papers


def at_work_on(home: Path) -> list[int]:
    """The processes whose command line names this home."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(home) in path.read_bytes().decode(errors="replace") and alive(int(path.parent.name)):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_a_source_that_cannot_be_reached_stops_no_other(tmp_path: Path, papers: Newspapers) -> None:
    listed = papers.sources_toml(tmp_path / "sources.toml")
    text = listed.read_text()
    listed.write_text(text.replace(f":{papers['courier'].port}", ":9"))  # discard: nobody listens there
    listed.write_text(listed.read_text().replace(f"ports = [{papers['courier'].port}]", "ports = [9]"))

    run = begin(tmp_path, "nightly", str(uuid4()), load(listed), FIRST_DAY)
    report = carry_out(run)
    by_name = {line.source: line for line in report.lines}
    assert by_name["meridian"].new > 0
    assert by_name["talbote"].new > 0
    assert report.verdict.standing is Standing.PARTIAL
    assert [failure.partition(":")[0] for failure in report.verdict.failures] == ["courier"]


def test_a_source_whose_known_pages_all_failed_is_visited_again_by_a_retry_and_no_other(
    tmp_path: Path, papers: Newspapers
) -> None:
    visit(tmp_path, papers, 1, ("courier", "talbote"))
    flow_run, port = str(uuid4()), papers["courier"].port
    listed = papers.sources_toml(tmp_path / "away.toml")
    listed.write_text(listed.read_text().replace(f":{port}", ":9").replace(f"[{port}]", "[9]"))
    papers.set_night(2)
    away = carry_out(begin(tmp_path, "nightly", flow_run, select(load(listed), ("courier", "talbote")), DAY))
    assert [failure.partition(":")[0] for failure in away.verdict.failures] == ["courier"]

    asked = len(papers.log)
    again = visit(tmp_path, papers, 2, ("courier", "talbote"), flow_run)
    assert again.run == away.run
    assert {served.paper for served in papers.log[asked:]} == {"courier"}
    assert again.verdict.standing is Standing.COMPLETE
    assert broken(tmp_path, WAIT) == []


def test_a_retry_visits_only_the_source_whose_crawl_was_lost(tmp_path: Path, papers: Newspapers) -> None:
    flow_run = str(uuid4())
    first = visit(tmp_path, papers, 1, ("courier", "talbote"), flow_run)
    for path in (tmp_path / "runs" / first.run / "talbote").glob("[!k]*"):  # all but known.jsonl
        path.unlink()
    for path in tmp_path.glob("warc/talbote/*/*/*.warc.gz"):
        path.unlink()
    asked = len(papers.log)
    visit(tmp_path, papers, 1, ("courier", "talbote"), flow_run)
    assert {served.paper for served in papers.log[asked:]} == {"talbote"}


def test_a_crawl_that_was_killed_fails_by_name_and_a_retry_completes_it(
    tmp_path: Path, papers: Newspapers
) -> None:
    flow_run = str(uuid4())
    listed = papers.sources_toml(tmp_path / "sources.toml")
    listed.write_text(listed.read_text().replace("delay = 0\n", "delay = 0.5\n"))
    process = subprocess.Popen([sys.executable, "-c", RUN, str(tmp_path), flow_run], cwd=ROOT)
    assert eventually(lambda: list(tmp_path.glob("warc/*/*/*/*.open")))
    children = [pid for pid in at_work_on(tmp_path) if pid != process.pid]
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    assert process.wait() == 0
    (folder,) = (tmp_path / "runs").glob("*-nightly-*")
    told = json.loads((folder / "report.json").read_text())
    assert told["verdict"]["standing"] == "failed"
    assert any("SIGKILL" in failure for failure in told["verdict"]["failures"])
    again = visit(tmp_path, papers, 1, ("courier",), flow_run)
    assert again.verdict.standing is Standing.COMPLETE
    assert again.lines[0].new > 0
    assert broken(tmp_path, WAIT) == []


def test_a_killed_run_leaves_no_process_and_a_retry_goes_on_where_it_was(
    tmp_path: Path, papers: Newspapers
) -> None:
    listed = papers.sources_toml(tmp_path / "sources.toml")
    listed.write_text(listed.read_text().replace("delay = 0\n", "delay = 0.5\n"))
    flow_run = str(uuid4())
    process = subprocess.Popen([sys.executable, "-c", RUN, str(tmp_path), flow_run], cwd=ROOT)
    assert eventually(lambda: len(papers.log) > 4)
    assert len(at_work_on(tmp_path)) > 1
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert eventually(lambda: not at_work_on(tmp_path), 10)
    (run,) = (tmp_path / "runs").glob("*-nightly-*")
    assert json.loads((run / "courier" / "crawl.json").read_text())["ended"] == "cancelled"
    kept = len(papers.log)
    retried = visit(tmp_path, papers, 1, ("courier",), flow_run)
    assert retried.verdict.standing is Standing.COMPLETE
    pages = [served.path for served in papers.log if served.paper == "courier" and served.status == 200]
    assert len(papers.log) > kept
    assert len(set(pages)) == 15  # the retry asks again for robots.txt and the feed, and for no page twice
    assert len(pages) - len(set(pages)) == 2
    again = visit(tmp_path, papers, 1)
    assert again.verdict.standing is Standing.COMPLETE
    assert not list(tmp_path.glob("warc/*/*/*/*.open"))
    assert all((folder / "report.json").exists() for folder in (tmp_path / "runs").glob("2*"))
    assert broken(tmp_path, WAIT) == []


RUN = """
import sys, pathlib
from crawler import sources
from flows.promises import broken
from flows.runs import begin
from tests.nights import FIRST_DAY, carry_out
home = pathlib.Path(sys.argv[1])
listed = sources.select(sources.load(home / "sources.toml"), ["courier"])
carry_out(begin(home, "nightly", sys.argv[2], listed, FIRST_DAY))
"""


def test_a_retry_of_a_complete_run_starts_no_child(tmp_path: Path, papers: Newspapers) -> None:
    run_id = str(uuid4())
    visit(tmp_path, papers, 1, ("courier",), run_id)
    asked = len(papers.log)
    (run,) = (tmp_path / "runs").glob("*-nightly-*")
    before = {path: path.stat().st_mtime_ns for path in run.glob("*/*")}
    visit(tmp_path, papers, 1, ("courier",), run_id)
    assert len(papers.log) == asked
    assert {path: path.stat().st_mtime_ns for path in run.glob("*/*")} == before


def test_reading_without_a_crawl_says_what_is_missing(tmp_path: Path, papers: Newspapers) -> None:

    listed = load(papers.sources_toml(tmp_path / "sources.toml"))
    run = begin(tmp_path, "nightly", str(uuid4()), listed, FIRST_DAY)
    with pytest.raises(steps.StepFailed, match="nothing to read of courier"):
        steps.read(run, ["courier"], LOG)
