"""Depots: where closed files are kept for good, the home itself, another directory, or object storage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.depot.depot import Depot, DepotError, Kept, Readable, Taken
from crawler.depot.folder import Folder

__all__ = ["Depot", "DepotError", "Folder", "Kept", "Readable", "Taken", "opened"]


def opened(home: Path, told: Mapping[str, Any] | None = None) -> Depot:
    """The depot of a home: `told` is {"place", "endpoint", "region"}; None: the home itself.

    Nothing is asked of it yet. Raises DepotError where packages for it are missing.
    """
    place = str(told["place"]) if told else str(home)
    if not place.startswith("s3://"):
        return Folder(home, Path(place))
    from crawler.depot.bucket import Bucket

    return Bucket(home, place, told.get("endpoint") if told else None, told.get("region") if told else None)
