"""Site memory: what recurs on a site's pages is its template, and where the story stands on most of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha1
from itertools import zip_longest
from typing import Any

from crawler.extraction import words
from crawler.extraction.recurring import FEWEST_PAGES, Containers, recurring

FORMAT = 3
BEFORE = 2  # the format that does not tell containers of lines
MOST_PAGES = 200  # the newest are remembered
SHOWN = 80  # characters of a recurring line that are kept for people to see
USUAL = 0.3  # share of the pages whose story stands in a container from which it is looked for there


@dataclass(frozen=True, slots=True)
class Observed:
    """What one page showed: what would be its story if nothing were known of the site."""

    title: str
    lines: tuple[str, ...]
    home: str = ""  # the container that holds most of them, by tags and classes
    containers: tuple[str, ...] = ()  # the innermost container of each line; "" or nothing if it is not known


@dataclass(frozen=True, slots=True)
class Seen:
    """What is kept of a page to learn from."""

    lines: dict[str, str]  # digest and words -> innermost container
    home: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a site's template; an input of reading, never changed by it."""

    pages: dict[str, Seen] = field(default_factory=dict, repr=False)  # digest of the title -> page
    lines: dict[str, str] = field(default_factory=dict)  # digest of a recurring line -> its beginning
    homes: frozenset[str] = frozenset()  # containers that hold the story on many pages

    @property
    def version(self) -> str:
        """Six digits that differ when anything is read differently; "none" if nothing is known."""
        if not self.lines and not self.homes:
            return "none"
        known = " ".join([*sorted(self.lines), *sorted(self.homes)])
        return sha1(known.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:6]

    def recurs(self, key: str) -> bool:
        """Is the line with this key part of the template?"""
        return digest(key) in self.lines

    def slim(self) -> Memory:
        """Only what reading needs, to be handed to workers."""
        return Memory({}, self.lines, self.homes)

    def described(self) -> dict[str, Any]:
        """What was learned, for people: version, pages, lines that recur, containers of the story."""
        return {
            "version": self.version,
            "pages": len(self.pages),
            "recurring_lines": sorted(self.lines.values()),
            "story_containers": sorted(self.homes),
        }

    def dumps(self) -> str:
        """As a file's text."""
        pages = [[title, page.home, _by_container(page.lines)] for title, page in self.pages.items()]
        said = {"format": FORMAT, "version": self.version, "lines": self.lines, "homes": sorted(self.homes)}
        return json.dumps(said | {"pages": pages}, ensure_ascii=False, sort_keys=True) + "\n"

    @classmethod
    def loads(cls, text: str) -> Memory:
        """From a file's text. ValueError if it is none of ours."""
        said = json.loads(text)
        if not isinstance(said, dict) or said.get("format") not in {BEFORE, FORMAT}:
            msg = "not a site memory of this format"
            raise ValueError(msg)
        pages = {}
        for title, home, told in said["pages"]:
            contained = told if said["format"] == FORMAT else {"": told}
            pages[title] = Seen(
                {line: container for container, lines in contained.items() for line in lines}, home
            )
        return cls(pages, said["lines"], frozenset(said["homes"]))


def learn(before: Memory, seen: Iterable[Observed]) -> Memory:
    """What is known after more pages. The same pages in the same order teach the same."""
    texts: dict[str, str] = {}
    pages = dict(before.pages)
    for page in seen:
        lines: dict[str, str] = {}
        for text, container in zip_longest(page.lines, page.containers, fillvalue=""):
            key = words.key(text)
            size = words.count(key)
            if size:
                texts[digest(key)] = text[:SHOWN]
                lines.setdefault(f"{digest(key)} {size}", container)
        name = digest(words.key(page.title))
        pages.pop(name, None)  # a page seen again, perhaps edited, counts once
        pages[name] = Seen(lines, page.home)
    kept = dict(tuple(pages.items())[-MOST_PAGES:])
    homes = _homes(kept)
    sizes = [{line[:12]: int(line[13:]) for line in page.lines} for page in kept.values()]
    found = recurring(sizes, _containers(kept, homes))
    known = {line: texts.get(line) or before.lines.get(line, "") for line in sorted(found)}
    return Memory(kept, known, homes)


def differs(page: Observed, before: Memory, after: Memory) -> bool:
    """Whether a page may be read differently with the later memory than with the earlier one."""
    if any(after.recurs(key) != before.recurs(key) for key in map(words.key, page.lines)):
        return True
    return after.homes != before.homes and page.home not in after.homes


def _by_container(lines: dict[str, str]) -> dict[str, list[str]]:
    contained: dict[str, list[str]] = defaultdict(list)
    for line, container in lines.items():
        contained[container].append(line)
    return contained


def _containers(pages: dict[str, Seen], homes: frozenset[str]) -> Containers:
    lines: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, page in enumerate(pages.values()):
        for line, container in page.lines.items():
            if container and container not in homes:
                lines[container][line[:12]].add(number)
    return Containers(lines)


def _homes(pages: dict[str, Seen]) -> frozenset[str]:
    held = Counter(page.home for page in pages.values() if page.home)
    return frozenset(home for home, count in held.items() if count >= max(FEWEST_PAGES, USUAL * len(pages)))


@lru_cache(maxsize=65536)
def digest(key: str) -> str:
    """Twelve hexadecimal digits: two lines of a site share them once in a hundred million pairs or less."""
    return sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:12]
