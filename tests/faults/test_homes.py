"""Homes that are not as the last night left them: a lost warehouse, an old backup, missed nights, a wrong clock."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from flows.promises import broken
from tests.faults import night, oracle
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
    wrong, asked = {"LD_PRELOAD": library(), "FAKETIME": shift}, len(second.papers.log)
    assert night.start(home, str(uuid4()), **wrong).wait(night.PATIENCE) == 0
    as_undisturbed(home, second, asked)


CHANGES = {  # seconds from now to just before the clocks change in Berlin, so that they change during the night
    "spring": datetime(2028, 3, 26, 0, 59, 50, tzinfo=UTC),
    "autumn": datetime(2027, 10, 31, 0, 59, 50, tzinfo=UTC),
}


@pytest.mark.skipif(not FAKETIME.exists(), reason="faketime is not installed (Debian's package of that name)")
@pytest.mark.parametrize("change", CHANGES)
def test_a_night_in_which_the_clocks_change_loses_and_doubles_nothing(
    home: Path, second, change: str, long: None
) -> None:
    ahead = (CHANGES[change] - datetime.now(UTC)).total_seconds()
    settings = {"LD_PRELOAD": library(), "FAKETIME": f"+{ahead:.0f}", "TZ": "Europe/Berlin"}
    asked = len(second.papers.log)
    assert night.start(home, str(uuid4()), **settings).wait(night.PATIENCE) == 0
    as_undisturbed(home, second, asked)


@pytest.mark.skipif(not shutil.which("cc"), reason="there is no C compiler")
@pytest.mark.parametrize("jump", ["-3600", "-86400", "+86400"])
def test_a_clock_that_is_set_while_a_page_is_served_loses_and_doubles_nothing(
    home: Path, second, tmp_path: Path, jump: str, long: None
) -> None:
    told, ours = tmp_path / "offset", tmp_path / "setclock.so"
    told.write_text("0")
    source = night.INJECT / "setclock.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", source, "-o", ours, "-ldl"], check=True)
    settings = {"LD_PRELOAD": str(ours), "CLOCK_OFFSET": str(told)}
    asked = len(second.papers.log)
    with second.papers.holding("story.asp", 0.5) as hold:
        process = night.start(home, str(uuid4()), **settings)
        assert hold.reached.wait(night.PATIENCE)
        told.write_text(jump)
    assert process.wait(night.PATIENCE) == 0
    as_undisturbed(home, second, asked)


def as_undisturbed(home: Path, second, asked: int) -> None:
    """What a night under a wrong clock came to, and the next one with a right clock."""
    assert broken(home, WAIT) == []
    assert night.start(home, str(uuid4())).wait(night.PATIENCE) == 0
    assert broken(home, WAIT) == []
    found = content(home)
    for table in ("aliases", "rejects"):
        assert differences({table: found[table]}, {table: second.undisturbed[table]}) == []
    assert keys(found) == keys(second.undisturbed)
    assert oracle.contradictions(home, second.first, second.papers.log[asked:], second.papers, {}) == []


def keys(rows: dict[str, list[tuple]]) -> list[tuple]:
    """Source, URL key and text of each article."""
    return [(row[0], row[1], row[11]) for row in rows["articles"]]


def library() -> str:
    """libfaketime, which makes a process see another time."""
    return str(next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")))
