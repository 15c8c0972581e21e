"""`nightdesk verify` tells which WARC files are on this host alone, where the archive is elsewhere."""

import shutil
from pathlib import Path

from flows.depots import depot_of
from flows.promises import UNSHIPPED, broken
from flows.shipping import sweep
from tests.commandline import nightdesk
from tests.nights import WAIT
from tests.visited import visited
from warehouse.store import writing


def test_files_of_the_tables_that_the_archive_lacks_are_a_broken_promise_until_a_run_ships_them(
    archive: Path, tmp_path: Path, monkeypatch
):
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    shutil.copytree(archive, home)
    elsewhere.mkdir()
    monkeypatch.setenv("NIGHTDESK_ARCHIVE", str(elsewhere))
    own = depot_of(home).warcs()
    (found,) = broken(home, WAIT)
    assert (found.check, found.promise) == (UNSHIPPED, 2)
    assert 0 < found.rows <= len(own)
    assert "its captures are lost with this host" in found.examples[0]
    assert len(sweep(home)) == len(own)
    assert broken(home, WAIT) == []


def test_a_file_that_waits_to_be_shipped_is_listed_and_breaks_nothing(tmp_path: Path):
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    elsewhere.mkdir()
    run = visited(home)
    with writing(home, WAIT):
        pass
    told = nightdesk("verify", home=home, NIGHTDESK_ARCHIVE=str(elsewhere))
    assert told.returncode == 0, told.stderr
    assert "1 WARC files are on this host alone until a run ships them" in told.stdout
    assert f"warc/gazette/2026/03/{run.name}-gazette.warc.gz" in told.stdout
    assert "on this host alone" not in nightdesk("verify", home=home, NIGHTDESK_CONFIG="").stdout
