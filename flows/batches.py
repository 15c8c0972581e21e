"""Many sources share a few processes and tasks, named by what they hold."""

from __future__ import annotations

from collections.abc import Sequence

AT_ONCE = 8  # crawl processes at a time; each takes about 80 MB


def batched(names: Sequence[str], at_once: int = AT_ONCE) -> list[tuple[str, ...]]:
    """The sources in at most `at_once` batches of nearly equal size; up to that number each has its own."""
    return [tuple(names[start::at_once]) for start in range(min(at_once, len(names)))]


def title(names: Sequence[str]) -> str:
    """What a person calls a batch: `dawn`, `dawn and taz`, `dawn, taz and 12 more`."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{', '.join(names[:2])} and {len(names) - 2} more"
