"""Many sources share a few processes and tasks, named by what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.sources import Source
from crawler.urls import site

AT_ONCE = 8  # crawl processes at a time; each takes about 80 MB


def batched(sources: Sequence[Source], at_once: int = AT_ONCE) -> list[tuple[str, ...]]:
    """The names in at most `at_once` batches of nearly equal size; up to that number each has its own.

    Sources that may meet at a host share a batch, so that one process keeps its pace. Else in the order of
    the alphabet: the name of a batch tells what is in it.
    """
    groups = together(sources)
    if len(groups) <= at_once:
        return groups
    batches: list[list[str]] = [[] for _ in range(at_once)]
    done = 0
    for group in groups:
        batches[done * at_once // len(sources)] += group
        done += len(group)
    return [tuple(sorted(batch)) for batch in batches if batch]


def together(sources: Iterable[Source]) -> list[tuple[str, ...]]:
    """The names, those in one group whose entries name the same site, by way of others too."""
    groups: list[tuple[set[str], list[str]]] = []
    for source in sorted(sources, key=lambda one: one.name):
        sites, names = {site(url) for url in source.addresses}, [source.name]
        apart = []
        for group in groups:
            if sites & group[0]:
                sites, names = sites | group[0], group[1] + names
            else:
                apart.append(group)
        groups = [*apart, (sites, names)]
    return sorted(tuple(sorted(names)) for _, names in groups)


def title(names: Sequence[str]) -> str:
    """What a person calls a batch: `dawn`, `dawn and taz`, `dawn to taz (125 sources)`."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} to {names[-1]} ({len(names)} sources)"
