"""`nightdesk move` copies an archive from one form to the other and back, whole, verified, and again if need be."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.depot import DepotError, opened
from crawler.stagefiles import write_lines, write_record
from flows import config
from flows.depots import told_of
from flows.move import move
from flows.moved_warehouse import CannotMove
from flows.overlap import Busy, alone
from tests.commandline import nightdesk
from tests.objectstore import ObjectStore
from warehouse.store import writing


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive of six WARC files, the stage files of their visits, and a warehouse."""
    home = tmp_path / "home"
    for number, source in enumerate(("courier", "herald", "talbote") * 2, 1):
        run = f"2026-03-0{number}-nightly-0000000{number}"
        archive = Archive(home, source, run, date(2026, 3, number))
        archive.seal({"fetches": [], "padding": os.urandom(5000).hex()})
        write_record(home / "runs" / run / source / "crawl.json", {"warc_file": archive.name})
        write_lines(home / "runs" / run / source / "fetches.jsonl", [])
    with writing(home):
        pass
    return home


def said(home: Path, **told: str) -> config.Config:
    environ = {"NIGHTDESK_CONFIG": "", **{f"NIGHTDESK_{name.upper()}": value for name, value in told.items()}}
    return config.load(home, environ=environ)


def names(told: config.Config) -> dict[str, int]:
    return {one.file: one.size for one in opened(told.home, told_of(told)).files("warc/")}


def test_an_archive_moves_into_a_bucket_and_back(home: Path, store: ObjectStore, tmp_path: Path):
    here = said(home)
    there = said(home, archive=f"s3://{store.bucket()}/desk", s3_endpoint=store.endpoint)
    before = names(here)
    told = move(here, there, 10)
    assert told.content
    assert names(there) == before
    shutil.rmtree(home / "warc")

    store.asked.clear()
    back = move(there, here, 10)
    assert back.content == told.content
    assert names(here) == before


def test_a_move_that_broke_off_goes_on_where_it_was(home: Path, store: ObjectStore):
    here = said(home)
    there = said(home, archive=f"s3://{store.bucket()}/desk", s3_endpoint=store.endpoint)
    puts = []

    def rule(method: str, path: str) -> tuple[int, bytes] | None:
        if method == "PUT" and path.endswith(".warc.gz"):
            puts.append(path)
            return (403, b"<Error><Code>ExpiredToken</Code></Error>") if len(puts) > 3 else None
        return None

    store.rule = rule
    with pytest.raises(DepotError, match="have expired"):
        move(here, there, 10)
    store.behave()
    assert 0 < len(names(there)) < len(names(here))
    told = move(here, there, 10)
    assert names(there) == names(here)
    assert told.copied < told.files
    assert not (home / "move").exists()


def test_a_dry_run_copies_nothing(home: Path, tmp_path: Path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "to.toml").write_text('archive = "disk"')
    told = nightdesk("move", "--to", tmp_path / "to.toml", "--dry-run", home=home, NIGHTDESK_CONFIG="")
    assert told.returncode == 0, told.stderr
    assert f"would be copied to {tmp_path}/disk" in told.stdout
    assert list((tmp_path / "disk").iterdir()) == []


def test_while_a_run_is_at_work_nothing_moves(home: Path, tmp_path: Path):
    (tmp_path / "disk").mkdir()
    with alone(home, "nightly"), pytest.raises(Busy, match="another nightly run is at work"):
        move(said(home), said(home, archive=str(tmp_path / "disk")), 10)
    assert list((tmp_path / "disk").iterdir()) == []


def test_to_where_it_is_there_is_nothing_to_move(home: Path):
    with pytest.raises(CannotMove, match="there is nothing to move"):
        move(said(home), said(home), 10)


def test_a_directory_is_a_place_too_and_damage_on_the_way_is_seen(home: Path, tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    here, there = said(home), said(home, archive=str(disk))
    move(here, there, 10)
    assert names(there) == names(here)
    shutil.rmtree(home / "warc")
    hurt = next(disk.glob("warc/courier/*/*/*.warc.gz"))
    bad = bytearray(hurt.read_bytes())
    bad[len(bad) // 2] ^= 0xFF
    hurt.write_bytes(bad)
    with pytest.raises(CannotMove, match="did not come whole"):
        move(there, here, 10)
    assert not (home / hurt.relative_to(disk)).exists()
