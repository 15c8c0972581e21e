"""What is read: one capture's bytes and the facts that came with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from crawler.items import Candidate


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was served, its content-encoding undone, its charset not yet decided."""

    url: str  # the address that answered, after redirects
    fetched_at: datetime  # UTC; dates later than a day after it are refused
    body: bytes = field(repr=False)
    content_type: str | None = None  # as served
    capture_id: str = ""
    run: str = ""
    aliases: tuple[str, ...] = ()  # announced and redirecting addresses
    hints: Candidate | None = None  # what the announcement said
