"""The manifest of an export: a digest of every file, one of them all to cite, and the check of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.errors import NotAnExport

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
PIECE = 1 << 20  # bytes read at a time


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an export."""

    path: str  # relative to the export
    bytes: int
    rows: int | None  # None: it holds no rows of a table
    sha256: str


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    sum_ = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            sum_.update(piece)
    return sum_.hexdigest()


def kept(place: Path, path: Path, rows: int | None) -> Kept:
    """A file that was written, as the manifest has it."""
    return Kept(path.relative_to(place).as_posix(), path.stat().st_size, rows, digest(path))


def lines(files: Iterable[Kept]) -> str:
    """The files as `sha256sum` writes them, in the order of their names."""
    return "".join(f"{one.sha256}  {one.path}\n" for one in sorted(files, key=lambda one: one.path))


def corpus(files: Iterable[Kept]) -> str:
    """One digest of all files, to be cited: that of the lines of SHA256SUMS."""
    return hashlib.sha256(lines(files).encode()).hexdigest()


def sealed(place: Path, manifest: dict[str, Any], files: Iterable[Kept]) -> None:
    """Write the manifest, and the digests once more as `sha256sum -c` takes them."""
    (place / SUMS).write_text(lines(files), encoding="utf-8")
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (place / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def read(place: Path) -> tuple[dict[str, Any], list[Kept]]:
    """The manifest of an export, and its files. Raises NotAnExport."""
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        return manifest, [Kept(**one) for one in manifest["files"]]
    except FileNotFoundError as error:
        raise NotAnExport(f"{place} is no export: it has no {MANIFEST}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise NotAnExport(f"{place / MANIFEST} can't be read: {error}") from error


def wrong(place: Path) -> Iterator[str]:
    """What is wrong with an export, in sentences. Raises NotAnExport."""
    manifest, files = read(place)
    for one in files:
        path = place / one.path
        if ".." in Path(one.path).parts or Path(one.path).is_absolute():
            yield f"{one.path}: leads out of the export"
        elif not path.is_file():
            yield f"{one.path}: is missing"
        elif path.stat().st_size != one.bytes:
            yield f"{one.path}: has {path.stat().st_size} bytes, not {one.bytes}"
        elif digest(path) != one.sha256:
            yield f"{one.path}: was changed"
    if corpus(files) != manifest.get("corpus"):
        yield f"{MANIFEST}: was changed"
    named = {one.path for one in files} | {MANIFEST, SUMS}
    for path in sorted(place.rglob("*")):
        if path.is_file() and path.relative_to(place).as_posix() not in named:
            yield f"{path.relative_to(place)}: does not belong to it"
