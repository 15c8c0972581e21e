"""What all modules here share: newspapers, an open desk, a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.chromium import browsing
from tests.desk.served import ServedDesk, served
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY

if TYPE_CHECKING:
    from playwright.sync_api import Page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the server; other work on the machine must not make a test fail."""
    for item in items:
        if "desk" in item.path.parts:
            for mark in (pytest.mark.desk, pytest.mark.server, pytest.mark.slow, pytest.mark.timeout(900)):
                item.add_marker(mark)


@pytest.fixture(scope="session")
def papers() -> Iterator[Newspapers]:
    with Newspapers(FIRST_DAY) as papers:
        yield papers


@pytest.fixture(scope="session")
def open_desk(tmp_path_factory: pytest.TempPathFactory, papers: Newspapers) -> Iterator[ServedDesk]:
    with served(tmp_path_factory.mktemp("desk"), papers) as desk:
        yield desk


@pytest.fixture
def desk(open_desk: ServedDesk) -> Iterator[ServedDesk]:
    """The open desk; its list of sources is again as it was when the test is over."""
    listed = open_desk.listed.read_bytes()
    yield open_desk
    if open_desk.listed.read_bytes() != listed:
        open_desk.write_list()


@pytest.fixture
def page(desk: ServedDesk, tmp_path: Path) -> Iterator["Page"]:
    """A browser for one test: it would go on drawing the UI, and its event loop is in the way of other tests."""
    with browsing(tmp_path / "browser") as page:
        yield page
