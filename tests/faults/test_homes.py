"""Homes that are not as the last night left them: a lost warehouse, an old backup, missed nights, a wrong clock."""

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from flows.promises import broken
from tests.faults import night
from tests.faults.content import content, differences
from tests.nights import WAIT, visit

FAKETIME = Path("/usr/bin/faketime")


def test_a_lost_warehouse_is_filled_again_from_what_is_there(
    home: Path, nothing_lost: Callable[[], None]
) -> None:
    (home / "warehouse.duckdb").unlink()
    nothing_lost()


def test_an_old_backup_is_brought_up_to_date(home: Path, second, nothing_lost: Callable[[], None]) -> None:
    backup = shutil.copy(home / "warehouse.duckdb", home.with_name("backup.duckdb"))
    assert night.start(home, str(uuid4())).wait(night.PATIENCE) == 0
    shutil.copy(backup, home / "warehouse.duckdb")
    nothing_lost()


def test_after_missed_nights_one_run_brings_what_still_is_to_be_had(tmp_path: Path, second) -> None:
    """A home that slept through the first night has after the second what was still served then."""
    second.papers.set_night(2)
    report = visit(tmp_path, second.papers, 2)
    assert broken(tmp_path, WAIT) == []
    gone = {row[1] for row in second.undisturbed["articles"]} - {
        row[1] for row in content(tmp_path)["articles"]
    }
    assert sum(line.new for line in report.lines) == len(second.undisturbed["articles"]) - len(gone)
    assert len(gone) <= 2  # withdrawn in the second night


@pytest.mark.skipif(not FAKETIME.exists(), reason="faketime is not installed (Debian's package of that name)")
@pytest.mark.parametrize("shift", ["-1d", "+730d"])
def test_a_night_with_a_wrong_clock_loses_and_doubles_nothing(home: Path, second, shift: str) -> None:
    wrong = {"LD_PRELOAD": library(), "FAKETIME": shift}
    assert night.start(home, str(uuid4()), **wrong).wait(night.PATIENCE) == 0
    assert broken(home, WAIT) == []
    assert night.start(home, str(uuid4())).wait(night.PATIENCE) == 0
    assert broken(home, WAIT) == []
    found = content(home)
    for table in ("aliases", "rejects"):
        assert differences({table: found[table]}, {table: second.undisturbed[table]}) == []
    assert keys(found) == keys(second.undisturbed)


def keys(rows: dict[str, list[tuple]]) -> list[tuple]:
    """Source, URL key and text of each article."""
    return [(row[0], row[1], row[11]) for row in rows["articles"]]


def library() -> str:
    """libfaketime, which makes a process see another time."""
    return str(next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")))
