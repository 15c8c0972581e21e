"""An archive copied from one form to another: what lies in one depot is put into the other, and verified.

Nothing is removed where it came from. Killed or refused half-way, the same command goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from crawler import damage
from crawler.depot import Depot, DepotError, Kept, opened
from flows.config import Config
from flows.depots import told_of
from flows.files import write_whole
from flows.moved_warehouse import CannotMove, copied
from flows.progress import step
from flows.restore import nothing_at_work
from flows.shipped import READ, VISIT, mark, warc_of

AT_ONCE = 4  # files on their way together
FOLDER = "move"  # in the home, while a move lasts
STAGES = tuple(name.partition(".")[0] for name in (READ, *VISIT))  # those that other hosts may need


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move came to, or would."""

    before: str  # where the files were
    after: str  # where they are too
    files: int  # of the archive, in all
    bytes: int
    copied: int  # files that were not there yet
    content: (
        str | None
    )  # hash of everything in the warehouse, the same as `rebuild` shows; None: there is none


def move(before: Config, after: Config, wait: float, dry_run: bool = False) -> Moved:
    """Copy the archive of a home from what is in force to another form. A dry run only says what it would do.

    Raises CannotMove, DepotError, Busy, WarehouseError.
    """
    home, here, there = before.home, opened(before.home, told_of(before)), opened(before.home, told_of(after))
    if here.place == there.place and (before.warehouse, before.warehouse_data) == (
        after.warehouse,
        after.warehouse_data,
    ):
        raise CannotMove(f"both name {here.place} and {after.warehouse}: there is nothing to move")
    here.check()
    there.check()
    if dry_run:
        files = files_of(here)
        left = missing(files, there)
        return Moved(here.place, there.place, len(files), sum(one.size for one in files), len(left), None)
    with nothing_at_work(home), noted(home, there) as done:
        files = files_of(here)
        left = [one for one in files if one.file not in done]
        carried(left, here, there, home / FOLDER)
        content = copied(before, after, wait, {one.file for one in there.files("warc/")})
    return Moved(here.place, there.place, len(files), sum(one.size for one in files), len(left), content)


def files_of(depot: Depot) -> list[Kept]:
    """The closed files of an archive: WARC files, damaged ones that were put aside, and stage files."""
    stages = [one for one in depot.files("runs/") if is_stage(one.file)]
    return [*depot.files("damaged/"), *depot.warcs(), *stages]


def is_stage(name: str) -> bool:
    """Whether a file is one of those stage files that another host may need, set aside or not."""
    path = PurePosixPath(name)
    return len(path.parts) == 4 and path.name.partition(".")[0] in STAGES


def missing(files: list[Kept], there: Depot) -> list[Kept]:
    """The files that another depot does not have, by name and size."""
    known = {(one.file, one.size) for folder in ("damaged/", "warc/", "runs/") for one in there.files(folder)}
    return [one for one in files if (one.file, one.size) not in known]


def carried(files: list[Kept], here: Depot, there: Depot, scratch: Path) -> None:
    """Put the files into the other depot, some at a time, telling how far it is.

    When one can't be put, no other is begun; those under way come to their end.
    Raises DepotError, CannotMove.
    """
    total, size, sent = len(files), sum(one.size for one in files), 0
    failed: list[Exception] = []

    def unless_failed(one: Kept) -> Kept | None:
        return None if failed else carry(one, here, there, scratch)

    with ThreadPoolExecutor(AT_ONCE) as threads, (scratch / "done").open("a", encoding="utf-8") as note:
        for number, work in enumerate(as_completed([threads.submit(unless_failed, one) for one in files]), 1):
            try:
                one = work.result()
            except (DepotError, CannotMove, OSError) as error:
                failed.append(error)
                continue
            if one is not None:
                sent += one.size
                step("move", f"{number} of {total} files, {sent >> 20} of {size >> 20} MB")
                note.write(f"{one.file}\n")
                note.flush()
    if failed:
        raise failed[0]


def carry(one: Kept, here: Depot, there: Depot, scratch: Path) -> Kept:
    """One file; it is there when this returns, whole and verified. Raises DepotError, CannotMove."""
    own = here.home / one.file
    replace = one.file.startswith("runs/")
    if own.exists() and not there.is_home:
        there.put(own, one.file, replace)
    elif there.is_home:
        if not own.exists() or own.stat().st_size != one.size:
            here.fetch(one.file, own)
            whole(one, own)
    else:
        passing = scratch / one.file
        here.fetch(one.file, passing)
        whole(one, passing)
        there.put(passing, one.file, replace)
        passing.unlink()
    if one.name == VISIT[-1] and not there.is_home and own.exists() and warc_of(own.parent):
        mark(there, own.parent)
    return one


def whole(one: Kept, path: Path) -> None:
    """Raise CannotMove if a file that was brought is not what it was: by size and by digests."""
    wrong = [] if path.stat().st_size == one.size else [f"{path.stat().st_size} bytes came, of {one.size}"]
    if not wrong and one.file.startswith("warc/"):
        wrong = damage.check(path)
    if wrong:
        path.unlink()
        raise CannotMove(
            f"{one.file} did not come whole from {one.depot.place} ({wrong[0]}): verify it there"
        )


@contextmanager
def noted(home: Path, there: Depot) -> Iterator[set[str]]:
    """The files that an unfinished move brought to this place; forgotten when this one is through."""
    folder = home / FOLDER
    note, to = folder / "done", folder / "to"
    if not to.exists() or to.read_text(encoding="utf-8") != there.place:
        note.unlink(missing_ok=True)
        write_whole(to, there.place)
    yield set(note.read_text(encoding="utf-8").splitlines()) if note.exists() else set()
    note.unlink(missing_ok=True)
    to.unlink()
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
