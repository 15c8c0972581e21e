"""Whatever a site does to us ends in an outcome with a reason, and harms nobody beside it."""

import json
import re
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from crawler.items import Crawl, Fetch, Outcome, Purpose
from crawler.stagefiles import read_lines
from tests.hostile.behaviour import Behaviour
from tests.hostile.impatient import SECONDS
from tests.hostile.site import HostileWeb
from tests.hostile.web import BEHAVIOURS
from tests.newspapers import Newspapers

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
RUN = "2026-11-24-nightly-0000bad0"
ROOT = Path(__file__).parent.parent
MEMORY = 500_000_000  # bytes, of the crawl process
SLACK = 8.0  # seconds of a busy machine
PATIENCE = 120  # seconds, for the whole crawl on a busy machine
PURPOSES = {
    "article": {Purpose.ARTICLE},
    "feed": {Purpose.FEED},
    "sitemap": {Purpose.SITEMAP},
    "robots": {Purpose.FEED, Purpose.ARTICLE},  # what its rules are for
}


@dataclass(frozen=True, eq=False)
class Night:
    """What one crawl of all hostile sites and one friendly newspaper came to."""

    home: Path
    code: int
    memory: int  # bytes, at its largest
    seconds: float
    log: str
    friendly: dict[str, Outcome]  # what the newspaper expects, by announced address

    def crawl(self, source: str) -> Crawl:
        (ended,) = read_lines(self.home / "runs" / RUN / source / "crawl.json", Crawl)
        return ended

    @cache  # noqa: B019, it lives as long as the module's tests
    def fetches(self, source: str) -> list[Fetch]:
        return list(read_lines(self.home / "runs" / RUN / source / "fetches.jsonl", Fetch))


@pytest.fixture(scope="module")
def night(tmp_path_factory) -> Night:
    home = tmp_path_factory.mktemp("home")
    with HostileWeb(BEHAVIOURS) as web, Newspapers(date(2026, 11, 24)) as papers:
        listed = papers.sources_toml(home / "sources.toml").read_text(encoding="utf-8")
        courier = next(one for one in tomllib.loads(listed)["source"] if one["name"] == "courier")
        courier |= tomllib.loads(listed)["defaults"]
        sources = [*(web.source(behaviour) for behaviour in BEHAVIOURS), courier]
        began = time.monotonic()
        code, memory, log = run(job(home, sources))
        wanted = {truth.url: truth.outcome for truth in papers.expected(1)["courier"]}
        return Night(home, code, memory, time.monotonic() - began, log, wanted)


def job(home: Path, sources: list[dict[str, object]]) -> Path:
    told = {
        "home": str(home),
        "run": RUN,
        "kind": "nightly",
        "logical_date": "2026-11-24",
        "now": datetime(2026, 11, 24, 2, 15, tzinfo=UTC).isoformat(),
        "sources": sources,
    }
    path = home / "job.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def run(path: Path) -> tuple[int, int, str]:
    """Carry out a job; the exit code, the most memory it held in bytes, and its log."""
    with (path.parent / "log").open("w+") as log:
        command = [sys.executable, "-m", "tests.hostile.impatient", str(path)]
        child = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log
        )
        child.wait()
        child.stdin.close()
        log.seek(0)
        words = log.read()
        memory = re.search(r"^memory: (\d+) bytes$", words, re.MULTILINE)
        assert memory, words
        return child.returncode, int(memory[1]), words


def named(behaviour: Behaviour) -> str:
    return behaviour.name


def test_there_are_enough_of_them():
    assert len(BEHAVIOURS) >= 70
    assert len({behaviour.name for behaviour in BEHAVIOURS}) == len(BEHAVIOURS)


def test_the_crawl_is_carried_out_within_its_time_and_memory(night):
    assert night.code == 0, night.log
    assert night.memory < MEMORY
    assert night.seconds < PATIENCE
    assert "Traceback" not in night.log


def test_the_newspaper_beside_them_is_complete(night):
    ended = night.crawl("courier")
    assert ended.ended == "complete"
    last = {fetch.announced_url: fetch.outcome for fetch in night.fetches("courier")}
    assert {url: last.get(url) for url in night.friendly} == night.friendly


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=named)
def test_it_ends_in_an_expected_outcome_with_a_reason(night, behaviour):
    places = PURPOSES[behaviour.place]
    fetches = [fetch for fetch in night.fetches(behaviour.name) if fetch.purpose in places]
    assert fetches, "nothing was asked for"
    assert all(fetch.reason for fetch in fetches)
    assert fetches[-1].outcome in behaviour.expected, fetches[-1].reason
    ended = night.crawl(behaviour.name)
    if behaviour.told:
        assert ended.findings or ended.limits


def test_no_password_is_kept(night):
    kept = [path for path in night.home.rglob("*.jsonl") if "sesame" in path.read_text(encoding="utf-8")]
    assert kept == []


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=named)
def test_no_attempt_goes_beyond_its_limits(night, behaviour):
    for fetch in night.fetches(behaviour.name):
        assert fetch.seconds < SECONDS + SLACK
        assert fetch.bytes <= 50_000_000
        assert fetch.outcome is not Outcome.FAILED, fetch.reason


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=named)
def test_what_was_read_to_its_end_is_archived(night, behaviour):
    for fetch in night.fetches(behaviour.name):
        assert (fetch.capture is not None) or fetch.outcome is not Outcome.OK
