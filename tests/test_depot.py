"""Depots keep whole files, verified, in a directory and in object storage alike; trouble is one clear sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crawler.depot import Depot, DepotError, Taken, opened
from crawler.depot import upload as uploading
from tests.objectstore import ObjectStore, object_store

NAME = "warc/gazette/2026/03/2026-03-01-nightly-1f0c22ab-gazette.warc.gz"


@pytest.fixture(scope="module")
def store():
    with object_store() as store:
        yield store


@pytest.fixture(autouse=True)
def behaving(store: ObjectStore):
    yield
    store.behave()
    store.asked.clear()


def in_bucket(store: ObjectStore, home: Path) -> tuple[Depot, str]:
    bucket = store.bucket()
    return opened(home, {"place": f"s3://{bucket}/desk", "endpoint": store.endpoint}), bucket


@pytest.fixture(params=["directory", "bucket"])
def depot(request, store: ObjectStore, tmp_path: Path) -> Depot:
    if request.param == "bucket":
        return in_bucket(store, tmp_path / "home")[0]
    (tmp_path / "disk").mkdir()
    return opened(tmp_path / "home", {"place": str(tmp_path / "disk")})


def written(home: Path, content: bytes, name: str = NAME) -> Path:
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_that_was_put_is_there_under_the_same_name(depot: Depot):
    content = os.urandom(300_000)
    path = written(depot.home, content)
    depot.put(path, NAME)
    path.unlink()
    (kept,) = depot.warcs()
    assert (kept.file, kept.size, kept.source) == (NAME, len(content), "gazette")
    with kept.open() as file:
        assert file.read() == content


def test_putting_twice_is_putting_once(depot: Depot):
    path = written(depot.home, b"a page")
    depot.put(path, NAME)
    depot.put(path, NAME)
    assert len(depot.files("warc/")) == 1


def test_another_file_under_a_name_is_never_written_over(depot: Depot):
    depot.put(written(depot.home, b"first"), NAME)
    with pytest.raises(Taken, match="both are left as they are"):
        depot.put(written(depot.home, b"other"), NAME)
    with depot.far(NAME) as file:
        assert file.read() == b"first"
    depot.put(written(depot.home, b"other"), NAME, replace=True)
    with depot.far(NAME) as file:
        assert file.read() == b"other"


def test_an_empty_file_can_be_kept(depot: Depot):
    depot.put(written(depot.home, b"", "runs/r/s/fetches.jsonl"), "runs/r/s/fetches.jsonl")
    with depot.far("runs/r/s/fetches.jsonl") as file:
        assert file.read() == b""


def test_files_are_moved_removed_and_brought_back(depot: Depot, tmp_path: Path):
    depot.put(written(depot.home, b"a page"), NAME)
    depot.move(NAME, "damaged/a.warc.gz")
    assert [one.file for one in depot.files("")] == ["damaged/a.warc.gz"]
    depot.fetch("damaged/a.warc.gz", tmp_path / "back" / "a")
    assert (tmp_path / "back" / "a").read_bytes() == b"a page"
    depot.remove(["damaged/a.warc.gz", "never/was"])
    assert depot.files("") == []
    with pytest.raises(FileNotFoundError), depot.far(NAME) as file:
        file.read()


def test_a_depot_that_works_says_nothing(depot: Depot):
    depot.check()
    assert depot.files("") == []


def test_a_range_is_read_by_one_small_request(store: ObjectStore, tmp_path: Path):
    depot, _ = in_bucket(store, tmp_path)
    content = os.urandom(3_000_000)
    path = written(tmp_path, content)
    depot.put(path, NAME)
    path.unlink()
    store.asked.clear()
    assert depot.read(NAME, 1_000_000, 5_000) == content[1_000_000:1_005_000]
    assert [asked for _, _, asked in store.asked] == ["bytes=1000000-1004999"]


def test_a_small_file_is_read_whole_by_one_request(store: ObjectStore, tmp_path: Path):
    depot, _ = in_bucket(store, tmp_path)
    content = os.urandom(3_000)
    depot.put(written(tmp_path, content), NAME)
    store.asked.clear()
    with depot.far(NAME) as file:
        assert file.read() == content
        assert file.read() == b""
        assert len(store.asked) == 1
        file.seek(1_000)
        assert file.read(10) == content[1_000:1_010]


def test_this_hosts_own_copy_is_read_before_the_buckets(store: ObjectStore, tmp_path: Path):
    depot, _ = in_bucket(store, tmp_path)
    depot.put(written(tmp_path, b"a page"), NAME)
    store.asked.clear()
    assert depot.read(NAME, 2, 4) == b"page"
    assert store.asked == []


def test_a_large_file_goes_in_parts_and_is_verified(store: ObjectStore, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(uploading, "PART", 5 << 20)
    depot, bucket = in_bucket(store, tmp_path)
    content = os.urandom((11 << 20) + 17)
    depot.put(written(tmp_path, content), NAME)
    assert store.get(bucket, f"desk/{NAME}") == content
    puts = sum(method == "PUT" for method, _, _ in store.asked)
    depot.put(tmp_path / NAME, NAME)
    assert sum(method == "PUT" for method, _, _ in store.asked) == puts == 3


def test_what_breaks_off_in_parts_is_not_visible_and_is_repeated(
    store: ObjectStore, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(uploading, "PART", 5 << 20)
    depot, bucket = in_bucket(store, tmp_path)
    path = written(tmp_path, os.urandom(11 << 20))
    store.rule = lambda method, path: (403, b"") if method == "PUT" and "partNumber=3" in path else None
    with pytest.raises(DepotError, match="the next try completes it"):
        depot.put(path, NAME)
    assert store.keys(bucket) == []
    store.behave()
    depot.put(path, NAME)
    assert store.get(bucket, f"desk/{NAME}") == path.read_bytes()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ExpiredToken", "the credentials for s3://.* have expired"),
        ("InvalidAccessKeyId", "does not accept the credentials"),
        ("SignatureDoesNotMatch", "does not accept the credentials"),
        ("AccessDenied", "give these credentials read, write and list"),
        ("SomethingNew", r"refuses this in s3://.*\(SomethingNew\)"),
    ],
)
def test_a_refusal_is_one_sentence_and_nothing_is_lost(
    store: ObjectStore, tmp_path: Path, code: str, said: str
):
    depot, bucket = in_bucket(store, tmp_path)
    path = written(tmp_path, b"a page")
    store.refuse(code)
    with pytest.raises(DepotError, match=said) as error:
        depot.put(path, NAME)
    assert "hush-hush" not in str(error.value)
    assert "\n" not in str(error.value)
    assert path.exists()
    store.behave()
    depot.put(path, NAME)
    assert store.keys(bucket) == [f"desk/{NAME}"]


def test_a_bucket_that_is_gone_is_named(store: ObjectStore, tmp_path: Path):
    depot, bucket = in_bucket(store, tmp_path)
    depot.put(written(tmp_path, b"a page"), NAME)
    store.empty(bucket)
    for ask in (
        depot.check,
        lambda: depot.files("warc/"),
        lambda: depot.put(written(tmp_path, b"x", "y"), "y"),
    ):
        with pytest.raises(DepotError, match=f"has no bucket '{bucket}'"):
            ask()


def test_an_endpoint_where_nobody_listens_is_named(tmp_path: Path, store: ObjectStore):
    depot = opened(tmp_path, {"place": "s3://news", "endpoint": "http://127.0.0.1:9"})
    with pytest.raises(DepotError, match=r"http://127\.0\.0\.1:9 can't be reached for s3://news"):
        depot.put(written(tmp_path, b"a page"), NAME)


def test_an_endpoint_that_is_something_else_is_told(store: ObjectStore, tmp_path: Path):
    depot, _ = in_bucket(store, tmp_path)
    store.rule = lambda _method, _path: (200, b"<html><body>Welcome to nginx!</body></html>")
    with pytest.raises(DepotError, match="check s3_endpoint"):
        depot.check()


def test_no_credentials_are_told(store: ObjectStore, tmp_path: Path, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    depot = opened(tmp_path, {"place": "s3://news", "endpoint": store.endpoint, "region": "eu-west-1"})
    with pytest.raises(DepotError, match="no usable credentials for s3://news: S3 reads AWS_ACCESS_KEY_ID"):
        depot.check()


def test_a_bucket_that_lies_about_size_is_not_believed(store: ObjectStore, tmp_path: Path):
    depot, _ = in_bucket(store, tmp_path)
    path = written(tmp_path, b"a page as it was served")

    def lie(method: str, _path: str, headers: dict[str, str]) -> None:
        if method == "HEAD":
            headers["content-length"] = "7"

    store.lie = lie
    with pytest.raises(
        DepotError, match=r"says that it has 7 bytes of .*, of 23 that were sent; the file stays"
    ):
        depot.put(path, NAME)
    assert path.exists()


def test_a_bucket_that_holds_other_bytes_is_not_believed(store: ObjectStore, tmp_path: Path):
    depot, bucket = in_bucket(store, tmp_path)
    path = written(tmp_path, b"a page as it was served")
    store.rule = lambda method, _path: (206, b"a page as it was SERVED") if method == "GET" else None
    with pytest.raises(DepotError, match="other bytes"):
        depot.put(path, NAME)
    assert path.exists()
    store.behave()
    depot.put(path, NAME)
    assert store.get(bucket, f"desk/{NAME}") == b"a page as it was served"


def test_a_wrong_digest_of_the_bucket_is_not_believed(store: ObjectStore, tmp_path: Path):
    depot, _ = in_bucket(store, tmp_path)

    def lie(method: str, _path: str, headers: dict[str, str]) -> None:
        if method == "HEAD":
            headers["x-amz-checksum-sha256"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

    store.lie = lie
    with pytest.raises(DepotError, match="holds other bytes"):
        depot.put(written(tmp_path, b"a page"), NAME)


def test_a_directory_that_is_not_mounted_is_named(tmp_path: Path):
    with pytest.raises(DepotError, match="is no directory; mount it"):
        opened(tmp_path, {"place": str(tmp_path / "away")}).check()


def test_without_the_extra_packages_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)
    with pytest.raises(DepotError, match=r"pip install 'nightdesk\[cluster\]'"):
        opened(tmp_path, {"place": "s3://news"}).check()
