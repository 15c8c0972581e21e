"""A record that the archive no longer holds is told as its damage, never as a broken page."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.damage import DamagedCaptureError, taken
from crawler.extraction.memory import Memory
from crawler.items import Capture, Fetch, Verdict
from crawler.pagetask import Task, read_task
from crawler.sources import Source
from tests.test_archive import crawl, exchange, fetch

SOURCE = Source(name="gazette", home="https://gazette.example/", user_agent="x@example.org")


@pytest.fixture
def kept(tmp_path: Path) -> list[Capture]:
    """Two captures of two pages, in one closed file."""
    archive = Archive(tmp_path, "gazette", "run", fetch().started_at.date())
    captures = [
        archive.keep(exchange(body=body), fetch()) for body in (b"<p>One</p>", b"<p>Two, another</p>")
    ]
    archive.close(crawl(archive.name), {}, [])
    return captures


def task(home: Path, capture: Capture) -> Task:
    of_page: Fetch = replace(fetch(), capture=capture)
    return Task(home, of_page, (of_page.url,), None, SOURCE, Memory())


def damages(home: Path, one: Capture, other: Capture) -> dict[str, Capture]:
    path = home / one.warc_file
    torn = path.with_name("torn.warc.gz")
    torn.write_bytes(path.read_bytes()[: one.warc_offset + 40])
    odd = path.with_name("odd.warc.gz")
    odd.write_bytes(path.read_bytes().replace(b"\x1f\x8b", b"\x00\x00"))
    folder = Path(one.warc_file).parent
    return {
        "lost": replace(one, warc_file=(folder / "none.warc.gz").as_posix()),
        "torn": replace(one, warc_file=(folder / torn.name).as_posix()),
        "no gzip": replace(one, warc_file=(folder / odd.name).as_posix()),
        "another": replace(one, warc_offset=other.warc_offset, warc_length=other.warc_length),
        "no response": replace(one, warc_offset=0, warc_length=one.warc_offset),
        "beyond": replace(one, warc_offset=10**9),
    }


@pytest.mark.parametrize("damage", ["lost", "torn", "no gzip", "another", "no response", "beyond"])
def test_a_damaged_capture_is_told_as_such(tmp_path, kept, damage):
    capture = damages(tmp_path, *kept)[damage]
    with pytest.raises(DamagedCaptureError):
        taken(tmp_path, capture)
    reading = read_task(task(tmp_path, capture)).reading
    assert reading.verdict is Verdict.BROKEN
    assert reading.reason.startswith("damaged capture: ")


def test_a_whole_capture_is_taken_as_it_was_kept(tmp_path, kept):
    assert taken(tmp_path, kept[0]).body == b"<p>One</p>"
    assert not read_task(task(tmp_path, kept[1])).reading.reason.startswith("damaged")
