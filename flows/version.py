"""Which Nightdesk this is."""

from __future__ import annotations

from importlib.metadata import version


def ours() -> str:
    """The version of the installed package, as 0.1.0."""
    return version("nightdesk")
