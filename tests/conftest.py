"""What several modules' tests look at: an archive with two nights in it."""

import fcntl
from pathlib import Path

import pytest

from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, visit


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A home after night 1 and night 2, to be read only. Built once, whatever the number of test processes."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "archive"
    home.mkdir(exist_ok=True)
    with home.with_name("archive.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "whole").exists():
            with Newspapers(FIRST_DAY) as papers:
                for night in (1, 2):
                    visit(home, papers, night)
            (home / "whole").touch()
    return home
