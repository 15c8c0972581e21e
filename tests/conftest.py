"""What several modules' tests look at: an archive with two nights in it."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests.inbox import Inbox
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, visit


class ByDesk(LoadFileScheduling):
    """A file of tests goes to one process; all files that need the open desk go to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "tests/desk" if file.startswith("tests/desk/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """`--dist loadfile` with one exception."""
    return ByDesk(config, log) if config.getoption("dist") == "loadfile" else None


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


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """A webhook on loopback."""
    server = Inbox()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def long() -> None:
    """For a test that takes minutes."""
    if not os.environ.get("NIGHTDESK_LONG"):
        pytest.skip("takes minutes: set NIGHTDESK_LONG=1 to run it")
