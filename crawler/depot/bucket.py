"""A depot that is object storage: s3://bucket/prefix, by s3fs; read by ranges, written whole."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from crawler.depot.depot import Depot, DepotError, Kept
from crawler.depot.refusals import code, is_missing, kinds, refusal
from crawler.depot.upload import Upload

BUFFER = 1 << 19  # bytes that are asked for at least: some twenty captures lie side by side
UNTOLD = {"400", "403"}
PAGE = 1000  # names in one answer to a listing, and in one request to remove
CONFIG = {"connect_timeout": 5, "read_timeout": 60, "retries": {"max_attempts": 3, "mode": "standard"}}


class Bucket(Depot):
    """Files in a bucket, under a prefix. Credentials come from the environment or the cloud's own chain."""

    def __init__(
        self, home: Path, place: str, endpoint: str | None = None, region: str | None = None
    ) -> None:
        self.home, self.place, self.endpoint, self.region = home, place, endpoint, region
        self.bucket, _, prefix = place.removeprefix("s3://").partition("/")
        self.prefix = f"{prefix}/" if prefix else ""

    @cached_property
    def system(self) -> Any:
        """The file system of s3fs; made at first use, so that a forked process makes its own."""
        try:
            from s3fs import S3FileSystem
        except ImportError as error:
            msg = f"{self.place} needs packages that are not there: pip install 'nightdesk[cluster]'"
            raise DepotError(msg) from error
        client = {"endpoint_url": self.endpoint, "region_name": self.region}
        return S3FileSystem(
            anon=False,
            client_kwargs={name: value for name, value in client.items() if value},
            config_kwargs=CONFIG,
            use_listings_cache=False,
        )

    def ask(self, what: str, **said: Any) -> Any:
        """One request, by its name in the S3 API. Raises DepotError, FileNotFoundError."""
        try:
            return self.system.call_s3(what, Bucket=self.bucket, **said)
        except kinds() as error:
            if what == "head_object" and code(error) in UNTOLD:
                self.ask(
                    "get_object", Key=said["Key"], Range="bytes=0-0"
                )  # an answer to HEAD tells no reason
            if is_missing(error):
                raise FileNotFoundError(f"{self.place} does not hold {said.get('Key', '')}") from error
            raise refusal(error, self.place, self.endpoint) from error

    def key(self, name: str) -> str:
        """The key of a file."""
        return self.prefix + name

    def files(self, folder: str) -> list[Kept]:
        """Every object whose name begins so."""
        found, more = [], dict[str, str]()
        while True:
            told = self.ask("list_objects_v2", Prefix=self.key(folder), MaxKeys=PAGE, **more)
            found += [(one["Key"].removeprefix(self.prefix), one["Size"]) for one in told.get("Contents", ())]
            if not told.get("IsTruncated"):
                break
            more = {"ContinuationToken": told["NextContinuationToken"]}
        return [Kept(self, name, size) for name, size in sorted(found)]

    def far(self, name: str) -> IO[bytes]:
        """The bytes of an object, asked for range by range."""
        return io.BufferedReader(Ranges(self, name), BUFFER)

    def read(self, name: str, offset: int, length: int) -> bytes:
        """A range: of this host's own copy, else by one request."""
        if (self.home / name).exists():
            return super().read(name, offset, length)
        return self.range(name, offset, length)

    def range(self, name: str, offset: int, length: int) -> bytes:
        """A range by one request; shorter, or empty, at the end of the object."""
        asked = f"bytes={offset}-{offset + length - 1}"
        try:
            body: bytes = self.body(Key=self.key(name), Range=asked) if length > 0 else b""
        except DepotError as error:
            if error.code == "InvalidRange":
                return b""
            raise
        return body

    def body(self, **said: Any) -> bytes:
        """What a GET answers. Raises DepotError when the answer breaks off."""
        from fsspec.asyn import sync

        answer = self.ask("get_object", **said)
        try:
            return bytes(sync(self.system.loop, answer["Body"].read))
        except kinds() as error:
            raise refusal(error, self.place, self.endpoint) from error

    def put(self, path: Path, name: str, replace: bool = False) -> None:
        """Send a file whole, with its SHA-256; then ask what is there."""
        Upload(self, path, name).carry_out(replace)

    def move(self, name: str, to: str) -> None:
        """Copy within the bucket, then remove."""
        source = {"Bucket": self.bucket, "Key": self.key(name)}
        self.ask("copy_object", Key=self.key(to), CopySource=source)
        self.remove([name])

    def remove(self, names: Iterable[str]) -> None:
        """Remove objects."""
        for name in names:
            self.ask("delete_object", Key=self.key(name))

    def check(self) -> None:
        """Raise DepotError unless the bucket answers, and takes an object and gives it back."""
        key, body = self.key(".nightdesk-check"), b"Nightdesk was here to see whether it may write.\n"
        self.ask("put_object", Key=key, Body=body)
        if self.body(Key=key) != body:
            raise DepotError(f"{self.place} gives back something else than it was given: check s3_endpoint")
        self.ask("delete_object", Key=key)


class Ranges(io.RawIOBase):
    """An object as a file that is read by ranges."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        self._bucket, self._name, self._at = bucket, name, 0
        self._end: int | None = None  # where the object ends, once a range came shorter than it was asked for

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is, from the beginning and from where we are."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go there; nothing is asked for yet."""
        if whence == io.SEEK_END:
            offset += int(self._bucket.ask("head_object", Key=self._bucket.key(self._name))["ContentLength"])
        self._at = offset + (self._at if whence == io.SEEK_CUR else 0)
        return self._at

    def tell(self) -> int:
        """Where we are."""
        return self._at

    def readinto(self, buffer: Any) -> int:
        """The next bytes, by one request; by none at the end, if we have been there."""
        if self._end is not None and self._at >= self._end:
            return 0
        some = self._bucket.range(self._name, self._at, len(buffer))
        buffer[: len(some)] = some
        self._at += len(some)
        if 0 < len(some) < len(buffer):
            self._end = self._at
        return len(some)
