"""The warehouse can be made anew from the WARC files alone, to the same content."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from flows import replay
from flows.overlap import Busy, alone
from flows.rebuild import Rebuilt, rebuild
from flows.replay import NoArchive, Told, taken_back
from tests.commandline import nightdesk
from tests.nights import LOG, WAIT
from tests.test_reextract import ask, run
from warehouse import contents, snapshot
from warehouse.store import writing

pytestmark = pytest.mark.timeout(480)  # several nights are carried out first


def copied(archive: Path, folder: Path) -> Path:
    home = folder / "home"
    shutil.copytree(archive, home)
    return home


def content(home: Path) -> dict[str, Any]:
    with writing(home) as warehouse:
        return contents.contents(warehouse.connection)


@pytest.fixture(scope="module")
def lost(archive, tmp_path_factory) -> tuple[Path, Rebuilt, dict[str, Any]]:
    """An archive of which only the WARC files are left, after two nights and a rereading; and what it held."""
    home = copied(archive, tmp_path_factory.mktemp("lost"))
    run(home, 9)
    before = content(home)
    for name in ("runs", "memory", "backup"):
        shutil.rmtree(home / name, ignore_errors=True)
    for name in ("warehouse.duckdb", "news.duckdb", "sources.toml"):
        (home / name).unlink()
    return home, rebuild(home, WAIT, LOG), before


def test_what_is_rebuilt_from_warc_alone_is_the_same(lost):
    home, told, before = lost
    assert (told.same, told.swapped, told.kept) == (None, True, None)
    after = content(home)
    assert {name: one.rows for name, one in after.items()} == {name: one.rows for name, one in before.items()}
    assert {name for name, one in after.items() if one.digest != before[name].digest} == set()
    assert before["changes"].rows > 0
    assert before["runs"].rows == 3


def test_the_rebuilt_warehouse_is_published_and_nothing_is_left_lying_about(lost):
    home, _, before = lost
    with snapshot.reading(home) as connection:
        assert connection.execute("select count(*) from articles").fetchall() == [(before["articles"].rows,)]
    assert not (home / "rebuild").exists()
    assert sorted(path.name for path in (home / "memory").glob("*.json"))


def test_an_old_warehouse_that_differs_stays_until_told_and_the_difference_is_named(lost, tmp_path):
    home = copied(lost[0], tmp_path)
    with writing(home) as warehouse:
        warehouse.connection.execute("update articles set section = 'Tampered' where source = 'talbote'")
    left = nightdesk("rebuild", "--json", home=home)
    assert left.returncode == 1
    assert "differs from the old in articles" in left.stderr
    told = json.loads(left.stdout)
    assert [one["table"] for one in told["differences"]] == ["articles"]
    assert told["differences"][0]["fields"] == ["section"]
    assert ask(home, "select count(*) from articles where section = 'Tampered'")[0][0] > 0
    with alone(home, "nightly"), pytest.raises(Busy, match="another nightly run is at work"):
        rebuild(home, WAIT, LOG, swap=True)
    assert ask(home, "select count(*) from articles where section = 'Tampered'")[0][0] > 0
    swapped = rebuild(home, WAIT, LOG, swap=True)
    assert swapped.swapped
    assert swapped.kept is not None
    assert Path(swapped.kept).exists()
    assert ask(home, "select count(*) from articles where section = 'Tampered'") == [(0,)]


def test_without_warc_files_there_is_nothing_to_rebuild_from(tmp_path):
    with pytest.raises(NoArchive, match="nothing to rebuild from"):
        replay.told(tmp_path)


def test_what_was_taken_back_is_not_replayed():
    def reread(name: str, of: str = "") -> Told:
        return Told(name, {"kind": "reextract", "parameters": {"take_back": of}}, ())

    assert taken_back([reread("a"), reread("b"), reread("c", "a")]) == {"a", "c"}
    assert taken_back([reread("a"), reread("b", "a"), reread("c", "b")]) == {"b", "c"}


def test_contents_differ_by_a_single_value(lost, tmp_path):
    home = copied(lost[0], tmp_path)
    before = content(home)
    with writing(home) as warehouse:
        warehouse.connection.execute(
            "update fetches set seconds = seconds + 0.0001 where fetch_id = (select min(fetch_id) from fetches)"
        )
    after = content(home)
    assert {name for name in after if after[name].digest != before[name].digest} == {"fetches"}
