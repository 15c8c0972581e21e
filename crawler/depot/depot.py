"""What every depot can do. A file in it is whole, and never changed; its name is the same in every form."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Literal, Protocol

from crawler.stagefiles import appearing

CHUNK = 1 << 20


class DepotError(Exception):
    """A depot can't be used, or does not hold what it was given; the sentence says what to do."""

    def __init__(self, said: str, code: str = "", passing: bool = False) -> None:
        super().__init__(said)
        self.code = code  # what object storage answered: NoSuchBucket, ExpiredToken ...; empty if nothing
        self.passing = passing  # it is away or too busy: the same may succeed a little later


class Taken(DepotError):  # noqa: N818
    """Another file lies in the depot under this name, with other content."""


class Readable(Protocol):
    """A file that can be opened to be read: a Path, or what a depot keeps."""

    @property
    def name(self) -> str:
        """The last part of its path."""

    def open(self, mode: Literal["rb"]) -> IO[bytes]:
        """Its bytes; seekable."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that a depot keeps. Opened, it is read by ranges as they are asked for."""

    depot: Depot = field(repr=False)
    file: str  # its name in the depot: warc/dawn/2026/03/2026-03-01-nightly-1f0c22ab-dawn.warc.gz
    size: int  # bytes
    is_far: bool = False  # read what the depot holds, even if this host has a copy

    @property
    def name(self) -> str:
        """The last part of its path."""
        return PurePosixPath(self.file).name

    @property
    def source(self) -> str:
        """Of a WARC file: whose pages it holds."""
        return PurePosixPath(self.file).parts[1]

    def open(self, mode: Literal["rb"] = "rb") -> IO[bytes]:  # noqa: ARG002
        """Its bytes; seekable. Raises DepotError, FileNotFoundError."""
        return self.depot.far(self.file) if self.is_far else self.depot.open(self.file)


class Depot(ABC):
    """A place of closed files. Names are relative to it, with slashes, as they are to the home."""

    home: Path  # of this host, where files are written first
    place: str  # as it is shown: a directory or s3://bucket/prefix

    @property
    def is_home(self) -> bool:
        """Whether files lie where they were written, so that nothing has to be brought anywhere."""
        return False

    @abstractmethod
    def files(self, folder: str) -> list[Kept]:
        """Every file whose name begins so, sorted by name. Raises DepotError."""

    @abstractmethod
    def far(self, name: str) -> IO[bytes]:
        """The bytes of a file in the depot; seekable. Raises DepotError, FileNotFoundError."""

    @abstractmethod
    def put(self, path: Path, name: str, replace: bool = False) -> None:
        """Keep a whole file, verified by what the depot then says of its size and digest; nobody sees a part.

        Does nothing if it is there already. Raises DepotError; Taken if another file has the name, unless
        told to replace it.
        """

    @abstractmethod
    def move(self, name: str, to: str) -> None:
        """Give a file another name. Raises DepotError, FileNotFoundError."""

    @abstractmethod
    def remove(self, names: Iterable[str]) -> None:
        """Remove files; those that are not there are no error. Raises DepotError."""

    @abstractmethod
    def check(self) -> None:
        """Raise DepotError unless it answers and can be written."""

    def open(self, name: str) -> IO[bytes]:
        """The bytes of a file: this host's own copy, if it has one. Raises DepotError, FileNotFoundError."""
        own = self.home / name
        return own.open("rb") if own.exists() else self.far(name)

    def read(self, name: str, offset: int, length: int) -> bytes:
        """A range of a file. Raises DepotError, FileNotFoundError."""
        with self.open(name) as file:
            file.seek(offset)
            return file.read(length)

    def warcs(self, is_far: bool = False) -> list[Kept]:
        """The closed WARC files, oldest first; those too that only this host has so far.

        `is_far`: opened, each is what the depot holds, even if this host has a copy.
        """
        there = [Kept(self, one.file, one.size, is_far) for one in self.files("warc/") if is_warc(one.file)]
        found = {one.file: one for one in there}
        if not self.is_home:
            for path in (self.home / "warc").glob("*/*/*/*.warc.gz"):
                name = path.relative_to(self.home).as_posix()
                found.setdefault(name, Kept(self, name, path.stat().st_size))
        return sorted(found.values(), key=lambda one: one.name)

    def fetch(self, name: str, to: Path) -> None:
        """Bring a whole file to this host. Raises DepotError, FileNotFoundError."""
        with self.far(name) as file, appearing(to) as copy:
            while some := file.read(CHUNK):
                copy.write(some)


def is_warc(name: str) -> bool:
    """Whether this is the name of a closed WARC file."""
    return len(PurePosixPath(name).parts) == 5 and name.endswith(".warc.gz")


def digest(file: IO[bytes]) -> tuple[int, bytes]:
    """How many bytes are left in a file, and their SHA-256."""
    total, sha = 0, hashlib.sha256()
    while some := file.read(CHUNK):
        total += len(some)
        sha.update(some)
    return total, sha.digest()
