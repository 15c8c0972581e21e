"""A disk that is full: one sentence, nothing lost, and the next night makes up for it."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.faults import night

EVERYTHING = 1000  # what comes while the disk is full can't be kept, and is asked for again
DISKS = {"warc": 48_000, "runs": 48_000, ".": 200_000}  # folder of the home: bytes left on its disk


@pytest.fixture
def home(second, tmp_path: Path) -> Iterator[Path]:
    """A home on disks of its own: one for WARC files, one for stage files, one for the rest."""
    home = tmp_path / "home"
    mounted: list[Path] = []
    try:
        for folder in (home, home / "warc", home / "runs"):
            folder.mkdir()
            done = subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], capture_output=True
            )
            if done.returncode:
                pytest.skip("a small disk can't be mounted here (that takes root)")
            mounted.append(folder)
        shutil.copytree(second.first, home, dirs_exist_ok=True)
        yield home
    finally:
        for folder in reversed(mounted):
            subprocess.run(["umount", "-l", folder], check=True)


def fill(folder: Path, left: int) -> Path:
    """Ballast that leaves so many bytes."""
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        file.write(b"\0" * max(0, shutil.disk_usage(folder).free - left))
    return ballast


@pytest.mark.parametrize("disk", DISKS)
def test_a_full_disk_costs_nothing(home: Path, nothing_lost: Callable[[], None], disk: str) -> None:
    ballast = fill(home / disk, DISKS[disk])
    log = home.with_name("full.log")
    process = night.start(home, str(uuid4()), log=log)
    process.wait(night.PATIENCE)
    ballast.unlink()
    assert "no space left" in log.read_text().lower()
    nothing_lost(lost=EVERYTHING)


def test_a_disk_that_has_no_room_for_the_snapshot_keeps_the_old_one(
    home: Path, nothing_lost: Callable[[], None]
) -> None:
    before = (home / "news.duckdb").read_bytes()
    ballast = fill(home, (home / "warehouse.duckdb").stat().st_size // 2)
    log = home.with_name("full.log")
    night.start(home, str(uuid4()), log=log).wait(night.PATIENCE)
    assert (home / "news.duckdb").read_bytes() == before
    ballast.unlink()
    assert "no space" in log.read_text().lower()
    nothing_lost()
