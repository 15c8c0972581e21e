"""Site memory: lines and containers that recur on a site's pages are its template."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier pages of a site taught about its template."""

    pages: int
    lines: frozenset[str] = field(repr=False)  # digests of the keys of recurring lines
    version: str = "none"

    def recurs(self, key: str) -> bool:
        """Is this line part of the template?"""
        return key in self.lines
