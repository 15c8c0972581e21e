"""What a visit kept is shipped, let go of when it is safe, and brought to hosts that lack it, whatever breaks."""

from __future__ import annotations

import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from crawler.damage import check
from crawler.depot import opened
from crawler.repair import Repaired
from crawler.stagefiles import write_lines
from flows import again, bringing, promises, shipped, shipping
from flows.children import StepFailed
from flows.depots import depot_of
from flows.repair import saved
from flows.runs import Run, begin
from flows.shipped import is_shipped
from tests.nights import LOG
from tests.objectstore import ObjectStore
from tests.visited import DAY, NAME, visited


def read(run: Run) -> None:
    write_lines(run.of(NAME) / "readings.jsonl", [])


def warcs(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "warc").glob("*/*/*/*.warc.gz"))


def test_a_host_lets_go_of_a_file_when_it_is_safe_and_read(tmp_path: Path, bucket: str):
    run = visited(tmp_path)
    assert shipping.ship(run, [NAME]) == [NAME]
    shipping.settle(run, [NAME])
    assert len(warcs(tmp_path)) == 1  # its pages are still to be read
    read(run)
    shipping.settle(run, [NAME])
    assert warcs(tmp_path) == []
    assert [one.name for one in depot_of(tmp_path).warcs()] == [f"{run.name}-{NAME}.warc.gz"]


def test_a_host_that_is_to_keep_its_copy_does(tmp_path: Path, bucket: str, monkeypatch):
    monkeypatch.setenv("NIGHTDESK_ARCHIVE_KEEP", "true")
    run = visited(tmp_path)
    read(run)
    shipping.ship(run, [NAME])
    shipping.settle(run, [NAME])
    assert shipping.sweep(tmp_path) == []
    assert len(warcs(tmp_path)) == 1


def test_a_bucket_that_vanishes_in_the_middle_costs_nothing(tmp_path: Path, store: ObjectStore, bucket: str):
    run = visited(tmp_path)
    puts = []

    def vanish(method: str, _path: str) -> None:
        puts.append(method)
        if puts.count("PUT") == 2 and method == "PUT":
            store.empty(bucket)

    store.rule = vanish
    with pytest.raises(StepFailed, match=f"gazette: .* has no bucket '{bucket}'"):
        shipping.ship(run, [NAME])
    assert len(warcs(tmp_path)) == 1
    assert not is_shipped(depot_of(tmp_path), run.of(NAME))
    ready, unsafe = shipping.safe(run, [NAME])
    assert (ready, str(unsafe).count("\n")) == ([], 0)

    store.behave()
    store.client.create_bucket(Bucket=bucket)
    assert shipping.safe(run, [NAME]) == ([NAME], None)
    assert [check(one) for one in depot_of(tmp_path).warcs(is_far=True)] == [[]]


def test_a_bucket_that_is_away_for_a_moment_is_waited_for(
    tmp_path: Path, store: ObjectStore, bucket: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shipped, "PAUSE", 0.1)
    run = visited(tmp_path)
    store.refuse("ServiceUnavailable", 503)
    back = threading.Timer(5, store.behave)
    back.start()
    assert shipping.ship(run, [NAME]) == [NAME]
    back.join()


def test_a_bucket_that_stays_away_is_told_and_the_file_stays(
    tmp_path: Path, store: ObjectStore, bucket: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shipped, "PATIENCE", 0.5)
    run = visited(tmp_path)
    store.refuse("ServiceUnavailable", 503)
    with pytest.raises(StepFailed, match=r"gazette: .* fails at the moment"):
        shipping.ship(run, [NAME])
    assert len(warcs(tmp_path)) == 1


def test_another_host_brings_what_it_lacks(tmp_path: Path, bucket: str):
    here, there = tmp_path / "here", tmp_path / "there"
    run = visited(here)
    read(run)
    shipping.ship(run, [NAME])
    shipping.settle(run, [NAME])
    other = begin(there, "nightly", "00000001", (), DAY)
    assert bringing.bring(other, [NAME, "never_visited"]) == [NAME]
    for name in ("fetches.jsonl", "crawl.json", "readings.jsonl"):
        assert (other.of(NAME) / name).read_bytes() == (run.of(NAME) / name).read_bytes()
    assert shipping.safe(other, [NAME]) == ([NAME], None)


def test_a_visit_that_was_set_aside_does_not_come_back_and_its_file_name_is_taken(
    tmp_path: Path, bucket: str
):
    run = visited(tmp_path)
    read(run)
    shipping.ship(run, [NAME])
    shipping.settle(run, [NAME])
    bringing.set_aside(run, NAME, again.numbered(run.of(NAME)))
    again.set_aside(run.of(NAME))
    taken = bringing.before(run, [NAME], LOG)
    assert not (run.of(NAME) / "crawl.json").exists()
    visited(tmp_path, run, taken)
    shipping.ship(run, [NAME])
    names = [one.name for one in depot_of(tmp_path).warcs()]
    assert names == [f"{run.name}-{NAME}-2.warc.gz", f"{run.name}-{NAME}.warc.gz"]


def test_an_outage_does_not_stop_a_visit(tmp_path: Path, store: ObjectStore, bucket: str):
    run = begin(tmp_path, "nightly", "00000001", (), DAY)
    store.refuse("AccessDenied")
    assert bringing.before(run, [NAME], LOG) == []


def test_what_earlier_runs_left_is_swept_into_the_bucket(tmp_path: Path, store: ObjectStore, bucket: str):
    run = visited(tmp_path)
    store.refuse("ExpiredToken")
    shipping.keep_record(run, {"run": run.name, "finished_at": "2026-03-01"})  # tells, and goes on
    assert len(warcs(tmp_path)) == 2
    store.behave()
    assert len(shipping.sweep(tmp_path)) == 2
    assert warcs(tmp_path) == [f"{run.name}-{NAME}.warc.gz"]  # not read yet
    assert len(depot_of(tmp_path).warcs(is_far=True)) == 2


def test_two_hosts_with_one_name_keep_both_files(tmp_path: Path, bucket: str):
    first, second = visited(tmp_path / "a"), visited(tmp_path / "b")
    shipping.ship(first, [NAME])
    with pytest.raises(StepFailed, match="holds another file under the name"):
        shipping.ship(second, [NAME])
    assert len(warcs(tmp_path / "b")) == 1


def test_a_full_disk_while_shipping_costs_nothing(tmp_path: Path, bucket: str):
    runs = tmp_path / "runs"
    runs.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", runs], capture_output=True
    ).returncode:
        pytest.skip("a small disk can't be mounted here (that takes root)")
    try:
        run = visited(tmp_path)
        ballast = runs / "ballast"
        ballast.write_bytes(b"\0" * shutil.disk_usage(runs).free)
        with pytest.raises(StepFailed, match="No space left on device"):
            shipping.ship(run, [NAME])
        ballast.unlink()
        assert shipping.ship(run, [NAME]) == [NAME]
        assert len(depot_of(tmp_path).warcs(is_far=True)) == 1
    finally:
        subprocess.run(["umount", "-l", runs], check=True)


def test_damage_in_the_bucket_is_found_and_mended_there(tmp_path: Path, store: ObjectStore, bucket: str):
    run = visited(tmp_path)
    read(run)
    shipping.ship(run, [NAME])
    shipping.settle(run, [NAME])
    depot = depot_of(tmp_path)
    (kept,) = depot.warcs(is_far=True)
    whole = store.get(bucket, f"desk/{kept.file}")
    store.client.put_object(Bucket=bucket, Key=f"desk/{kept.file}", Body=whole[:-20])
    (hurt,) = depot.warcs(is_far=True)
    assert check(hurt)
    mended = saved(tmp_path, depot, promises.Damage(kept.file, ("torn",), ()))
    assert isinstance(mended, Repaired)
    assert [one.file for one in depot.files("damaged/")] == [mended.aside]
    assert [check(one) for one in depot.warcs(is_far=True)] == [[]] * bool(mended.warc_file)


def test_a_directory_elsewhere_does_the_same(tmp_path: Path, monkeypatch):
    disk, home = tmp_path / "disk", tmp_path / "home"
    disk.mkdir()
    monkeypatch.setenv("NIGHTDESK_CONFIG", "")
    monkeypatch.setenv("NIGHTDESK_ARCHIVE", str(disk))
    run = visited(home)
    read(run)
    shipping.ship(run, [NAME])
    shipping.settle(run, [NAME])
    assert warcs(home) == []
    assert [check(one) for one in opened(home, {"place": str(disk)}).warcs()] == [[]]
