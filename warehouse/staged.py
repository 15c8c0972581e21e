"""The stage files of one load: behind the gate, beside a folder for what the gate mended."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from warehouse import gate


@contextmanager
def scratch_folder(run_dir: Path) -> Iterator[Path]:
    """A folder for this load alone, named by its process: what killed loads left is cleared by the next."""
    for left in run_dir.glob(".load-*"):
        if not lives(int(left.name.rpartition("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    folder = run_dir / f".load-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def lives(pid: int) -> bool:
    """Whether there is such a process; a lake lets several load at once."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def checked(
    run_dir: Path, sources: Sequence[str], file: str, check_line: Callable[[bytes], None], scratch: Path
) -> dict[str, gate.Checked]:
    """One of the stage files of each source behind the gate; an empty one where it is missing."""
    found = {}
    for source in sources:
        path = run_dir / source / file
        own = scratch / f"{run_dir.name}-{source.replace('/', '-')}-{file}"
        if not path.exists():
            path = own
            path.touch()
        found[source] = gate.check(path, check_line, own.with_name(f"mended-{own.name}"))
    return found


def files(name: str, found: Mapping[str, gate.Checked]) -> dict[str, object]:
    """The parameters of a statement that reads these files."""
    longest = max((1_000_000, *(one.longest for one in found.values()))) + 1_000  # bytes of a line
    return {name: [str(one.path) for one in found.values()], "longest": longest}
