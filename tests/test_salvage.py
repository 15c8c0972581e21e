"""What a dead crawl had kept is found again, and damage to the archive is named."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

from crawler.archive import Archive, read_capture
from crawler.damage import check
from crawler.items import Crawl, Fetch
from crawler.repair import repair
from crawler.salvage import salvage
from crawler.stagefiles import read_lines
from crawler.warcfile import members
from tests.test_archive import NOW, crawl, exchange, fetch


def torn(home: Path, cut: int = 0) -> Path:
    """A file as a killed crawl leaves it; `cut` bytes short."""
    archive = Archive(
        home, "gazette", "2026-03-01-nightly-1", NOW.date(), {"home": "https://gazette.example/"}
    )
    for _ in range(3):
        archive.keep(exchange(), fetch())
    data = archive.unfinished.read_bytes()
    archive._file.close()
    archive.unfinished.write_bytes(data[: len(data) - cut])
    return archive.unfinished


def whole(home: Path) -> Path:
    archive = Archive(home, "gazette", "2026-03-01-nightly-1", NOW.date(), {})
    fetches = []
    for _ in range(3):
        archive.keep(exchange(), fetch())
        fetches.append(fetch())
    archive.close(crawl(archive.name), {}, fetches)
    return archive.path


@pytest.mark.parametrize(("cut", "kept"), [(0, 3), (5, 3), (400, 2), (900, 2)])
def test_every_whole_response_of_a_torn_file_is_kept(tmp_path, cut, kept):
    path = torn(tmp_path, cut)
    (name,) = salvage(tmp_path)
    assert not path.exists()
    fetches = list(read_lines(tmp_path / "runs" / name / "gazette" / "fetches.jsonl", Fetch))
    assert len(fetches) in (kept, kept - 1)
    for one in fetches:
        where = one.capture
        assert read_capture(tmp_path, where.warc_file, where.warc_offset, where.warc_length).decoded()
    (ended,) = read_lines(tmp_path / "runs" / name / "gazette" / "crawl.json", Crawl)
    assert check(tmp_path / ended.warc_file) == []
    facts = json.loads((tmp_path / "runs" / name / "sources.json").read_text())
    assert facts == [{"home": "https://gazette.example/", "name": "gazette"}]


def test_a_second_salvage_finds_nothing(tmp_path):
    torn(tmp_path)
    assert len(salvage(tmp_path)) == 1
    assert salvage(tmp_path) == []


def test_a_file_whose_crawl_lives_is_left_alone(tmp_path):
    archive = Archive(tmp_path, "gazette", "run", NOW.date(), {})
    archive.keep(exchange(), fetch())
    assert salvage(tmp_path) == []
    assert archive.unfinished.exists()


def test_stage_files_that_were_not_written_come_back_from_the_ledger(tmp_path):
    whole(tmp_path)
    folder = tmp_path / "runs" / "2026-03-01-nightly-1" / "gazette"
    folder.mkdir(parents=True)
    salvage(tmp_path)
    assert len(list(read_lines(folder / "fetches.jsonl", Fetch))) == 3
    assert (folder / "crawl.json").exists()


def test_a_whole_file_has_nothing_wrong(tmp_path):
    assert check(whole(tmp_path)) == []


def damaged(path: Path, kind: str) -> None:
    data = path.read_bytes()
    places = [member.offset for member in members(path)]
    second, last = places[1], places[-1]
    middle = (places[1] + places[2]) // 2
    inner = gzip.decompress(data[second : places[2]])
    swaps = {
        "torn in the middle": data[:middle],
        "torn at a record": data[:last],
        "torn by one byte": data[:-1],
        "empty": b"",
        "one bit": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "zeros at the end": data + b"\0" * 512,
        "junk at the end": data + b"not gzip",
        "zeros within": data[:middle] + b"\0" * 64 + data[middle + 64 :],
        "a record twice": data[: places[2]] + data[second:],
        "junk between": data[:second] + b"junk" + data[second:],
        "first record gone": data[second:],
        "not compressed": data[:second] + inner + data[places[2] :],
        "body changed": data[:second] + gzip.compress(inner.replace(b"200", b"404")) + data[places[2] :],
        "body shorter": data[:second] + gzip.compress(inner[:-9] + b"\r\n\r\n") + data[places[2] :],
        "length changed": data[:second]
        + gzip.compress(inner.replace(b"Content-Length: ", b"Content-Length: 1"))
        + data[places[2] :],
        "digest changed": data[:second]
        + gzip.compress(inner.replace(b"WARC-Block-Digest: sha1:", b"WARC-Block-Digest: sha1:A"))
        + data[places[2] :],
        "another file": shutil.__doc__.encode(),
    }
    path.write_bytes(swaps[kind])


KINDS = (
    "torn in the middle",
    "torn at a record",
    "torn by one byte",
    "empty",
    "one bit",
    "zeros at the end",
    "junk at the end",
    "zeros within",
    "a record twice",
    "junk between",
    "first record gone",
    "not compressed",
    "body changed",
    "body shorter",
    "length changed",
    "digest changed",
    "another file",
)


SAVED = {"torn in the middle": 0, "empty": 0, "another file": 0}  # captures of three; else two at least


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_found(tmp_path, kind):
    path = whole(tmp_path)
    damaged(path, kind)
    assert check(path) != []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_whole_of_a_damaged_file_is_saved_and_nothing_is_deleted(tmp_path, kind):
    path = whole(tmp_path)
    places = {one.record_id: (one.offset, one.length) for one in members(path) if one.kind == "response"}
    damaged(path, kind)
    left = path.read_bytes()
    mended = repair(tmp_path, path, [(capture_id, *place) for capture_id, place in places.items()])
    assert (tmp_path / mended.aside).read_bytes() == left
    assert not path.exists()
    assert {capture_id for capture_id, *_ in mended.moved} | set(mended.lost) == set(places)
    assert len(mended.moved) >= SAVED.get(kind, 2)
    if mended.warc_file:
        assert check(tmp_path / mended.warc_file, mended.moved) == []
        for _, offset, length in mended.moved:
            assert read_capture(tmp_path, mended.warc_file, offset, length).decoded()
