"""Which `nightdesk.toml` is in force, if any."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FILE = "nightdesk.toml"


def found(home: Path, environ: Mapping[str, str]) -> Path | None:
    """What NIGHTDESK_CONFIG names (empty: none); else that in the home, or in the working directory."""
    if "NIGHTDESK_CONFIG" in environ:
        named = environ["NIGHTDESK_CONFIG"]
        return Path(named).expanduser().absolute() if named else None
    return next((path for path in (home.absolute() / FILE, Path.cwd() / FILE) if path.exists()), None)
