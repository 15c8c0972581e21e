"""Whatever is wrong, there is one clear sentence, exit code 1, and nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import duckdb
import pytest

from crawler.sources import load
from flows.runs import begin
from flows.verdict import Standing
from tests.commandline import nightdesk, one_sentence
from tests.nights import FIRST_DAY, carry_out

LIST = """
[defaults]
user_agent = "Nightdesk tests (+https://example.org/)"
[[source]]
name = "dawn"
home = "https://www.dawn.com/"
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(LIST)
    return path


def test_a_list_that_is_no_toml(tmp_path: Path, listed: Path) -> None:
    listed.write_text("[[source]\nname =")
    said = one_sentence(nightdesk("run", "--sources", listed, home=tmp_path / "home"))
    assert f"{listed} is not TOML" in said
    assert "line 1" in said


def test_an_unknown_key_names_entry_and_nearest_key(tmp_path: Path, listed: Path) -> None:
    listed.write_text(LIST + 'feed = "https://www.dawn.com/feeds/home"\n')
    said = one_sentence(nightdesk("run", "--sources", listed, home=tmp_path / "home"))
    assert "entry 1 (dawn): unknown key 'feed'; did you mean 'feeds'?" in said


def test_an_unknown_source(tmp_path: Path, listed: Path) -> None:
    told = nightdesk("run", "--source", "dawm", "--sources", listed, home=tmp_path / "home")
    assert "no source 'dawm' in the list; did you mean 'dawn'?" in one_sentence(told)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    told = nightdesk("run", "--sources", tmp_path / "none.toml", home=tmp_path / "home")
    assert "none.toml can't be read" in one_sentence(told)


def test_a_home_that_cannot_be_written(tmp_path: Path, listed: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = one_sentence(nightdesk("run", "--sources", listed, home=tmp_path / "file" / "home"))
    assert str(tmp_path / "file") in said
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_full_disk(tmp_path: Path, listed: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", home], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk can't be mounted here (that takes root)")
    try:
        (home / "ballast").write_bytes(b"x" * 60_000)
        said = one_sentence(nightdesk("run", "--sources", listed, home=home))
        assert "no space is left on the disk" in said.lower()
        assert (home / "ballast").stat().st_size == 60_000
    finally:
        subprocess.run(["umount", home], check=True)


def test_a_file_that_is_no_warehouse(tmp_path: Path, listed: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_text("a diary, not a database " * 100)
    before = path.read_bytes()
    said = one_sentence(nightdesk("run", "--sources", listed, home=tmp_path))
    assert f"{path} is not a DuckDB file" in said
    assert path.read_bytes() == before


def test_somebody_elses_duckdb_file(tmp_path: Path, listed: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table holidays as select 'Crete' as place")
    assert str(path) in one_sentence(nightdesk("run", "--sources", listed, home=tmp_path))
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("select * from holidays").fetchall() == [("Crete",)]


def test_a_locked_warehouse_names_who_holds_it(archive: Path, tmp_path: Path, listed: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes((archive / "warehouse.duckdb").read_bytes())
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    said = one_sentence(nightdesk("run", "--sources", listed, home=tmp_path, NIGHTDESK_WAIT="1"))
    holder.communicate()
    assert f"is held by process {holder.pid}" in said
    assert "waited 1 s" in said


def test_no_network_at_all(tmp_path: Path) -> None:
    listed = tmp_path / "sources.toml"
    private = (
        LIST.replace("https://www.dawn.com/", "http://127.0.0.1:9/") + "allow_private = true\nports = [9]\n"
    )
    listed.write_text(private)
    run = begin(tmp_path, "nightly", str(uuid4()), load(listed), FIRST_DAY)
    report = carry_out(run)
    assert report.verdict.standing is Standing.FAILED
    assert "dawn: nothing came" in report.verdict.failures[0]
    assert report.lines[0].failed


def test_there_is_no_snapshot_yet(tmp_path: Path) -> None:
    said = one_sentence(nightdesk("sql", "select 1", home=tmp_path))
    assert "`nightdesk run` publishes it" in said
    assert os.listdir(tmp_path) == []  # noqa: PTH208
