"""What was served lies in the archive, byte for byte, and the archive says what happened."""

import gzip
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, read_capture
from crawler.exchange import Exchange
from crawler.items import Capture, Crawl, Fetch, Outcome, Purpose
from crawler.urls import url_key

NOW = datetime(2026, 3, 1, 2, 15, 1, 250_000, tzinfo=UTC)
BODY = gzip.compress(b"<p>Die Br\xc3\xbccke</p>")


def fetch(url: str = "https://gazette.example/1") -> Fetch:
    return Fetch(
        "f1", "run", "gazette", Purpose.ARTICLE, url, url_key(url), url, NOW, 0.1, Outcome.OK, "200 OK", 200
    )


def exchange(status: int = 200, body: bytes = BODY) -> Exchange:
    headers = (
        (b"Content-Type", b"text/html"),
        (b"Content-Encoding", b"gzip"),
        (b"Transfer-Encoding", b"chunked"),
    )
    request = b"GET /1 HTTP/1.1\r\nHost: gazette.example\r\n\r\n"
    return Exchange("https://gazette.example/1", request, status, "HTTP/1.1", headers, body, NOW)


def crawl(name: str) -> Crawl:
    return Crawl("run", "gazette", date(2026, 3, 1), "nightly", NOW, NOW, "complete", 1, 0, 1, name)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path, "gazette", "run", date(2026, 3, 1))


def closed(archive: Archive) -> Capture:
    capture = archive.keep(exchange(), fetch())
    archive.close(crawl(archive.name), {"name": "gazette"}, [fetch()])
    return capture


def test_a_capture_is_the_body_as_it_came_over_the_wire(archive, tmp_path):
    capture = closed(archive)
    found = read_capture(tmp_path, capture.warc_file, capture.warc_offset, capture.warc_length)
    assert found.body == BODY
    assert found.decoded() == b"<p>Die Br\xc3\xbccke</p>"
    assert (found.url, found.status, found.fetched_at) == ("https://gazette.example/1", 200, NOW)


def test_the_file_has_its_name_only_when_it_is_closed(archive):
    archive.keep(exchange(), fetch())
    assert archive.unfinished.exists()
    assert not archive.path.exists()
    archive.close(crawl(archive.name), {}, [])
    assert archive.path.exists()
    assert not archive.unfinished.exists()


def test_another_reader_finds_every_record_whole(archive):
    capture = closed(archive)
    with archive.path.open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise")
        kinds = [(record.rec_type, record.content_stream().read()[:9]) for record in records]
    assert [kind for kind, _ in kinds] == ["warcinfo", "response", "request", "metadata"]
    assert kinds[-1][1] == b'{"crawl":'
    assert capture.payload_digest.startswith("sha1:")


def test_a_second_try_of_a_crawl_gets_a_file_of_its_own(archive, tmp_path):
    closed(archive)
    assert Archive(tmp_path, "gazette", "run", date(2026, 3, 1)).path != archive.path


def test_an_unchanged_answer_is_a_revisit_record(archive, tmp_path):
    capture = archive.keep(exchange(304, b""), fetch())
    archive.close(crawl(archive.name), {}, [])
    assert read_capture(tmp_path, capture.warc_file, capture.warc_offset, capture.warc_length).status == 304


def test_the_head_is_kept_as_it_came_but_for_the_chunking(archive, tmp_path):
    head = (
        b"HTTP/1.1 200 All is well\r\nserver:x\r\nTRANSFER-ENCODING: chunked\r\nX-Odd;  line\r\nset-cookie: a=1\r\n"
        b"Content-Encoding: \r\n gzip\r\nset-cookie: b=2\r\n\r\n"
    )
    capture = archive.keep(replace(exchange(), head=head), fetch())
    archive.close(crawl(archive.name), {}, [])
    with archive.path.open("rb") as file:
        file.seek(capture.warc_offset)
        kept = gzip.decompress(file.read(capture.warc_length)).partition(b"\r\n\r\n")[2]
    assert kept.startswith(head.replace(b"TRANSFER-ENCODING", b"X-Archive-Orig-TRANSFER-ENCODING"))
    found = read_capture(tmp_path, capture.warc_file, capture.warc_offset, capture.warc_length)
    assert found.headers["set-cookie"] == "a=1, b=2"
    assert found.decoded() == b"<p>Die Br\xc3\xbccke</p>"


def test_headers_of_200_kilobytes_can_be_read_again(archive, tmp_path):
    head = b"HTTP/1.1 200 OK\r\n" + b"Set-Cookie: " + b"c" * 200_000 + b"\r\n\r\n"
    capture = archive.keep(replace(exchange(), head=head, body=b"x"), fetch())
    archive.close(crawl(archive.name), {}, [])
    found = read_capture(tmp_path, capture.warc_file, capture.warc_offset, capture.warc_length)
    assert (found.status, found.body) == (200, b"x")
