"""Damage to the archive is found, what can be saved is saved, and what was lost is asked for again."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.warcfile import members
from flows.promises import broken
from tests.commandline import nightdesk
from tests.nights import WAIT


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def tear(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def pad(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\0" * 512)


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def lose(path: Path) -> None:
    path.unlink()


def swap(path: Path) -> None:
    """Its second half before its first, at the borders of records."""
    data, places = path.read_bytes(), [one.offset for one in members(path)]
    middle = places[len(places) // 2]
    path.write_bytes(data[middle:] + data[:middle])


SEEN_AT_ONCE = (tear, pad, cut_in_half, lose)


@pytest.mark.parametrize("damage", [*SEEN_AT_ONCE, flip, swap])
def test_damage_is_found_repaired_and_costs_no_article(
    home: Path, nothing_lost: Callable[[], None], damage: Callable[[Path], None]
) -> None:
    (path,) = home.glob("warc/meridian/*/*/*.warc.gz")
    damage(path)
    assert any(one.check.startswith("p2_") for one in broken(home, WAIT, deep=damage not in SEEN_AT_ONCE))
    told = nightdesk("verify", "--deep", "--repair", home=home)
    assert told.returncode == 0, told.stdout + told.stderr
    assert path.name in told.stdout
    nothing_lost()
    assert broken(home, WAIT, deep=True) == []


def test_a_file_that_is_there_twice_doubles_nothing(home: Path, nothing_lost: Callable[[], None]) -> None:
    (path,) = home.glob("warc/meridian/*/*/*.warc.gz")
    shutil.copy(path, path.with_name(path.name.replace(".warc.gz", "-2.warc.gz")))
    nothing_lost()


def test_verify_says_what_to_do(home: Path) -> None:
    (path,) = home.glob("warc/courier/*/*/*.warc.gz")
    tear(path)
    told = nightdesk("verify", home=home)
    assert told.returncode == 1
    assert "nightdesk verify --repair" in told.stdout
    (one,) = json.loads(nightdesk("verify", "--json", home=home).stdout)
    assert one["examples"][0].startswith(path.relative_to(home).as_posix())
