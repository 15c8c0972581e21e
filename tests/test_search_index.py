"""The index for search: in step with the snapshot, built anew where it is torn; and the command."""

import json
import shutil
from pathlib import Path

import pytest

from tests.commandline import nightdesk, one_sentence
from tests.searched import PAGES, names, write
from warehouse.errors import IndexMissing
from warehouse.search import index
from warehouse.search.find import Searcher


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("search")
    write(place, PAGES)
    assert index.refresh(place).added == len(PAGES)
    return place


def test_the_index_follows_the_snapshot(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    assert index.refresh(tmp_path).added == len(PAGES)
    edited = {
        "bridge": (
            "Old bridge stays open",
            "The county opens its ferry. Nobody must go by the mill.",
            "en",
            1,
        )
    }
    write(tmp_path, {**edited, "new": ("A new weir", "Made of stone in one year by one man.", "en", 13)}, 2)
    assert not index.fresh(tmp_path, index.state_of(tmp_path))
    done = index.refresh(tmp_path)
    assert (done.added, done.removed, done.articles) == (2, 1, len(PAGES) + 1)
    assert names(tmp_path, "ferry") == ["bridge"]
    assert "bridge" not in names(tmp_path, "drivers")
    assert index.refresh(tmp_path).added == 0
    assert len([one for one in (tmp_path / "search").iterdir() if one.is_dir()]) == 1


def test_an_index_brought_up_to_date_finds_what_a_new_one_finds(tmp_path: Path) -> None:
    write(tmp_path, dict(list(PAGES.items())[:6]))
    index.refresh(tmp_path)
    write(tmp_path, dict(list(PAGES.items())[4:]), 2)
    index.refresh(tmp_path)
    grown = {words: names(tmp_path, words) for words in ("mill", "bridge", "桥", "мост")}
    index.refresh(tmp_path, anew=True)
    assert {words: names(tmp_path, words) for words in grown} == grown


def torn(home: Path, how: str) -> None:
    folder = home / "search"
    (generation,) = (one for one in folder.iterdir() if one.is_dir())
    whole = max(generation.iterdir(), key=lambda one: one.stat().st_size)
    if how == "missing":
        shutil.rmtree(folder)
    elif how == "a file is gone":
        whole.unlink()
    elif how == "a file is cut":
        whole.write_bytes(whole.read_bytes()[:-10])
    elif how == "its state is nonsense":
        (folder / "current.json").write_text("{")
    elif how == "made another way":
        told = json.loads((folder / "current.json").read_text())
        (folder / "current.json").write_text(json.dumps({**told, "version": 0}))


@pytest.mark.parametrize(
    "how", ["missing", "a file is gone", "a file is cut", "its state is nonsense", "made another way"]
)
def test_a_torn_index_is_known_and_built_anew(home: Path, tmp_path: Path, how: str) -> None:
    shutil.copytree(home / "search", tmp_path / "search")
    (tmp_path / "news.duckdb").hardlink_to(home / "news.duckdb")
    torn(tmp_path, how)
    with pytest.raises(IndexMissing):
        Searcher(tmp_path)
    assert index.refresh(tmp_path).added == len(PAGES)
    assert set(names(tmp_path, "bridge")) == {"bridge", "mill"}


def test_the_command_rebuilds_with_a_sentence(home: Path, tmp_path: Path) -> None:
    (tmp_path / "news.duckdb").hardlink_to(home / "news.duckdb")
    told = nightdesk("search", "arms", "deal", "--json", home=tmp_path)
    assert "missing or torn: building it" in told.stderr
    assert {json.loads(line)["source"] for line in told.stdout.splitlines()} == {"gazette", "herald"}


def test_the_command_shows_what_it_found(archive: Path) -> None:
    told = nightdesk("search", "bridge", home=archive)
    assert told.stderr == ""
    assert "**bridge**" in told.stdout
    assert "of 2 articles" in told.stdout
    ids = nightdesk("search", "bridge", "--ids", home=archive).stdout.split()
    assert len(ids) == 2


def test_the_command_says_what_is_wrong(archive: Path) -> None:
    assert "there is no field 'nofield'" in one_sentence(nightdesk("search", "nofield:x", home=archive))


def test_a_home_without_a_snapshot_is_told_so(tmp_path: Path) -> None:
    told = nightdesk("search", "ferry", home=tmp_path)
    assert "`nightdesk run` publishes it" in one_sentence(told)
    assert not (tmp_path / "search").exists()
