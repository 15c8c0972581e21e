"""A home after its first night, the papers of its second, and what an undisturbed second night makes of it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from flows.promises import broken
from tests.faults import night, oracle
from tests.faults.content import content, differences, leftovers
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, WAIT, visit
from tests.objectstore import ObjectStore, object_store


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a fault; other work on the machine must not make one fail."""
    for item in items:
        if "faults" in item.path.parts:
            item.add_marker("faults")
            item.add_marker(pytest.mark.timeout(900))


@dataclass(frozen=True)
class Second:
    """The second night: where it begins, and what it comes to undisturbed."""

    papers: Newspapers
    first: Path
    undisturbed: dict[str, list[tuple]]


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Second]:
    first, whole = tmp_path_factory.mktemp("first") / "home", tmp_path_factory.mktemp("whole") / "home"
    first.mkdir()
    with Newspapers(FIRST_DAY) as papers:
        visit(first, papers, 1)
        shutil.copytree(first, whole)
        visit(whole, papers, 2)
        yield Second(papers, first, content(whole))


@pytest.fixture
def home(second: Second, tmp_path: Path) -> Path:
    """A copy of the home after its first night."""
    return Path(shutil.copytree(second.first, tmp_path / "home"))


@pytest.fixture
def nothing_lost(second: Second, home: Path) -> Callable[[], None]:
    """Called after a fault: the next run leaves the home as an undisturbed night would have.

    The newspapers' log is the oracle. `lost` tells how many answers of each may be missing in the archive;
    without it, what was on its way when a crawl was cut short.
    """
    began = len(second.papers.log)

    def check(lost: int = oracle.AT_ONCE) -> None:
        assert night.all_ended(home)
        cut = {name: times * lost for name, times in oracle.cut_short(home, second.first).items()}
        assert night.start(home, str(uuid4())).wait(night.PATIENCE) == 0
        assert broken(home, WAIT) == []
        assert differences(content(home), second.undisturbed) == []
        assert differences(content(home, "news.duckdb"), second.undisturbed) == []
        assert leftovers(home) == []
        assert night.at_work_on(home) == []
        served = second.papers.log[began:]
        assert any(oracle.whole(one) for one in served)
        assert oracle.contradictions(home, second.first, served, second.papers, cut) == []

    return check


@pytest.fixture(scope="session")
def store() -> Iterator[ObjectStore]:
    with object_store() as store:
        yield store


@pytest.fixture
def bucket(store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket that every home of this test keeps its files in."""
    name = store.bucket()
    monkeypatch.setenv("NIGHTDESK_CONFIG", "")
    monkeypatch.setenv("NIGHTDESK_ARCHIVE", f"s3://{name}/desk")
    monkeypatch.setenv("NIGHTDESK_S3_ENDPOINT", store.endpoint)
    store.asked.clear()
    yield name
    store.behave()
