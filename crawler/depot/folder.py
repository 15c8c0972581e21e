"""A depot that is a directory: the home itself, or one elsewhere, such as a disk that many hosts share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from crawler.depot.depot import Depot, DepotError, Kept, Taken, digest
from crawler.stagefiles import appearing, settle


class Folder(Depot):
    """Files under a directory. A file appears there by rename, after its bytes were read back."""

    def __init__(self, home: Path, root: Path) -> None:
        self.home, self.root, self.place = home, root, str(root)

    @property
    def is_home(self) -> bool:
        """Whether files lie where they were written."""
        return self.root == self.home

    def files(self, folder: str) -> list[Kept]:
        """Every closed file whose name begins so."""
        base = self.root / folder.rpartition("/")[0]
        paths = (path for path in base.rglob("*") if path.suffix != ".open" and path.is_file())
        found = ((path.relative_to(self.root).as_posix(), path.stat().st_size) for path in paths)
        return [Kept(self, name, size) for name, size in sorted(found) if name.startswith(folder)]

    def far(self, name: str) -> IO[bytes]:
        """The bytes of a file."""
        return (self.root / name).open("rb")

    def put(self, path: Path, name: str, replace: bool = False) -> None:
        """Copy a file here under a name that nobody reads, read it back, and give it its own."""
        to = self.root / name
        if to == path:
            return
        with self.told_clearly():
            with path.open("rb") as file:
                told = digest(file)
            if to.exists() and not replace:
                with to.open("rb") as file:
                    if digest(file) != told:
                        raise Taken(f"{to} is another file than {path}; both are left as they are")
                return
            with path.open("rb") as file, appearing(to) as copy:
                shutil.copyfileobj(file, copy)
                copy.flush()
                os.fsync(copy.fileno())
                with Path(copy.name).open("rb") as written:
                    if digest(written) != told:
                        raise DepotError(f"{to} does not hold what was written; {path} stays where it is")

    def move(self, name: str, to: str) -> None:
        """Give a file another name."""
        target = self.root / to
        with self.told_clearly():
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).rename(target)
            settle(target.parent)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files."""
        with self.told_clearly():
            for name in names:
                (self.root / name).unlink(missing_ok=True)

    def check(self) -> None:
        """Raise DepotError unless it is there and can be written."""
        if not self.is_home and not self.root.is_dir():
            raise DepotError(f"{self.root} is no directory; mount it, or correct `archive`")
        if self.root.exists() and not os.access(self.root, os.W_OK):
            raise DepotError(f"{self.root} can't be written by this user")

    @contextmanager
    def told_clearly(self) -> Iterator[None]:
        """Turn what the disk says into one sentence; a file that is missing stays FileNotFoundError."""
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            raise DepotError(
                f"{error.filename or self.root}: {error.strerror}; nothing was removed"
            ) from error
