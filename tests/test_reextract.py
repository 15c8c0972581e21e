"""Stored captures read again: what would change is shown, applied as re-reads, and can be taken back."""

import json
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from crawler import sources
from flows import reextraction
from flows.runs import Run, begin
from tests.commandline import nightdesk
from tests.nights import LOG, WAIT
from tests.test_doubts import SPOIL
from warehouse import checks
from warehouse.store import writing

pytestmark = pytest.mark.timeout(480)  # several nights are carried out first

STANDS = (
    "select article_id, title, body, versions, extractor from articles where source = 'talbote' order by all"
)
TABLES = ("articles", "versions", "aliases", "rejects", "stories", "changes", "copies")


def ask(home: Path, question: str) -> list[tuple[Any, ...]]:
    with writing(home) as warehouse:
        return warehouse.connection.execute(question).fetchall()


def everything(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    captures = ask(home, "select * exclude (read_at) from captures order by all")
    return {"captures": captures, **{name: ask(home, f"from {name} order by all") for name in TABLES}}


def run(home: Path, number: int, **asked: Any) -> tuple[Run, list[str]]:
    """One run of reextract, as the flow's task carries it out."""
    parameters = {"since": "", "dry_run": False, "take_back": "", **asked}
    begun = begin(home, "reextract", f"{number:08x}", sources.load(home / "sources.toml"), None, parameters)
    findings = reextraction.carry_out(begun, WAIT, LOG)
    reextraction.conclude(begun, findings, [], WAIT)
    return begun, findings


def told(run: Run) -> dict[str, Any]:
    return json.loads((run.folder / "differences.json").read_text())


@pytest.fixture(scope="module")
def story(archive, tmp_path_factory) -> dict[str, Any]:
    """An archive whose bodies an older reader had spoiled: looked at, read again, taken back."""
    home = tmp_path_factory.mktemp("reextract") / "home"
    shutil.copytree(archive, home)
    seen: dict[str, Any] = {"home": home}
    with writing(home) as warehouse:
        warehouse.connection.execute(SPOIL)
    seen["spoiled"] = everything(home)
    seen["dry"], seen["dry_findings"] = run(home, 1, dry_run=True)
    seen["after_dry"] = everything(home)
    seen["real"], _ = run(home, 2)
    seen["after"] = everything(home)
    seen["broken"] = [one.check for one in checks_of(home)]
    seen["back"], _ = run(home, 3, take_back=seen["real"].name)
    seen["taken_back"] = everything(home)
    return seen


def checks_of(home: Path) -> list[checks.Broken]:
    with writing(home) as warehouse:
        return checks.run(warehouse.connection)


def test_a_dry_run_counts_per_field_and_changes_nothing(story):
    assert story["after_dry"] == story["spoiled"]
    body = told(story["dry"])["fields"]["body"]
    assert body["changed"] > 30
    assert "Read also: Ferries" in body["largest"][0]["before"]
    assert "Read also: Ferries" not in body["largest"][0]["after"]
    assert "body on" in story["dry_findings"][0]


def test_every_article_says_what_read_it(story):
    assert "nightdesk 0.0.1" in told(story["dry"])["extractors"]
    extractors = {row[0] for row in ask(story["home"], "select distinct extractor from articles")}
    assert extractors == {"nightdesk 0.0.1"}  # taken back


def test_rereads_bring_the_articles_to_what_is_read_today(story):
    bodies = [row for row in story["after"]["versions"] if "Read also: Ferries" in str(row)]
    assert bodies == []
    assert story["broken"] == []


def test_rereads_are_no_edits_of_the_publisher(story):
    def edits(state):
        return [(row[0], row[5], row[8], row[10], row[11]) for row in state["changes"]]

    assert edits(story["after"]) == edits(story["spoiled"])
    assert [row[:3] for row in story["after"]["versions"]] == [
        row[:3] for row in story["spoiled"]["versions"]
    ]


def test_rereads_can_be_taken_back(story):
    for name, rows in story["spoiled"].items():
        assert len(story["taken_back"][name]) == len(rows), name
    assert without_hashes(story["taken_back"]["articles"]) == without_hashes(story["spoiled"]["articles"])
    for name in ("aliases", "rejects"):
        assert story["taken_back"][name] == story["spoiled"][name]
    # How like the members are is told of the texts that were compared, and the spoiling did not compare any.
    assert [row[:3] for row in story["taken_back"]["stories"]] == [
        row[:3] for row in story["spoiled"]["stories"]
    ]


def without_hashes(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(value for value in row if not isinstance(value, UUID)) for row in rows]


def test_there_is_nothing_to_take_back_of_a_dry_run(story):
    with pytest.raises(reextraction.NothingToTakeBack, match="nothing to take back"):
        reextraction.former(story["back"], story["dry"].name, WAIT)


def test_since_leaves_out_articles_not_seen_since_then(story, tmp_path):
    begun, findings = run(story["home"], 4, since="2999-01-01", dry_run=True)
    assert findings == ["of 0 pages would change: nothing"]
    assert not (begun.of("meridian") / "readings.jsonl").exists()


def test_a_record_that_is_gone_leaves_its_article_as_it_is(story, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(story["home"], home)
    for path in (home / "warc" / "talbote").rglob("*.warc.gz"):
        path.write_bytes(path.read_bytes()[:1000])
    before = ask(home, STANDS)
    begun, _ = run(home, 5)
    assert ask(home, STANDS) == before
    assert (begun.of("talbote") / "readings.jsonl").read_text() == ""


@pytest.mark.slow
def test_the_command_shows_the_largest_differences_side_by_side(story):
    shown = nightdesk("reextract", "--source", "talbote", "--dry-run", "--sources",
                      story["home"] / "sources.toml", home=story["home"])  # fmt: skip
    assert shown.returncode == 0, shown.stderr
    assert "body: the largest differences" in shown.stdout
    assert "Read also: Ferries" in shown.stdout


def test_pages_of_sources_that_the_list_lacks_are_told(story, tmp_path):
    text = (story["home"] / "sources.toml").read_text()
    head, *entries = text.split("[[source]]")
    one = next(entry for entry in entries if '"courier"' in entry)
    (tmp_path / "short.toml").write_text(f"{head}[[source]]{one}")
    said = nightdesk("--home", story["home"], "reextract", "--sources", tmp_path / "short.toml", "--dry-run")
    assert said.returncode == 0, said.stderr
    assert "Not read: pages of sources that are not in the list (meridian, talbote, zarechye)" in said.stdout
