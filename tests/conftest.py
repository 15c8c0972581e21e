"""What several modules' tests look at: an archive with two nights in it."""

from pathlib import Path

import pytest

from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, visit


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after night 1 and night 2, to be read only."""
    home = tmp_path_factory.mktemp("archive")
    with Newspapers(FIRST_DAY) as papers:
        for night in (1, 2):
            visit(home, papers, night)
    return home
