"""Site memory: lines that recur on a site's pages are its template, not its stories."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha1

from crawler.extraction import words

FORMAT = 1
FEWEST_PAGES = 3  # below it nothing is believed
MOST_PAGES = 200  # the newest are remembered
MANY_PAGES = 20  # from here on a line must recur on three pages, not two
LONGEST = 150  # words; a longer line is a text that was printed twice, and tells twins apart
SAME = 0.8  # share of the shorter page's words from which two pages carry the same article
SHOWN = 80  # characters of a recurring line that are kept for people to see


@dataclass(frozen=True, slots=True)
class Observed:
    """What one page showed: the lines that would be its story if nothing were known of the site."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a site's template; an input of reading, never changed by it."""

    # of title and lines: digest, words
    pages: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), repr=False)
    lines: dict[str, str] = field(default_factory=dict)  # digest of a recurring line -> its beginning

    @property
    def version(self) -> str:
        """Six digits that differ when anything is read differently."""
        return sha1(" ".join(sorted(self.lines)).encode(), usedforsecurity=False).hexdigest()[:6]

    def recurs(self, key: str) -> bool:
        """Is the line with this key part of the template?"""
        return digest(key) in self.lines

    def slim(self) -> Memory:
        """Only what reading needs, to be handed to workers."""
        return Memory((), self.lines)

    def dumps(self) -> str:
        """As a file's text."""
        said = {"format": FORMAT, "version": self.version, "lines": self.lines, "pages": self.pages}
        return json.dumps(said, ensure_ascii=False, indent=0, sort_keys=True) + "\n"

    @classmethod
    def loads(cls, text: str) -> Memory:
        """From a file's text. ValueError if it is none of ours."""
        said = json.loads(text)
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            msg = "not a site memory of this format"
            raise ValueError(msg)
        return cls(tuple((title, tuple(lines)) for title, lines in said["pages"]), said["lines"])


def learn(before: Memory, seen: Iterable[Observed]) -> Memory:
    """What is known after more pages. The same pages in the same order teach the same."""
    texts: dict[str, str] = {}
    pages = dict(before.pages)
    for page in seen:
        lines: dict[str, None] = {}
        for text in page.lines:
            key = words.key(text)
            size = words.count(key)
            if size:
                texts[digest(key)] = text[:SHOWN]
                lines[f"{digest(key)} {size}"] = None
        name = digest(words.key(page.title))
        pages.pop(name, None)  # a page seen again, perhaps edited, counts once
        pages[name] = tuple(lines)
    kept = tuple(pages.items())[-MOST_PAGES:]
    recurring = _recurring([{(line[:12]): int(line[13:]) for line in lines} for _, lines in kept])
    return Memory(kept, {line: texts.get(line) or before.lines.get(line, "") for line in sorted(recurring)})


def _recurring(pages: list[dict[str, int]]) -> set[str]:
    """Lines on several pages, pages with the same article counted as one."""
    if len(pages) < FEWEST_PAGES:
        return set()
    on: dict[str, list[int]] = defaultdict(list)
    longest: dict[str, int] = {}
    for number, lines in enumerate(pages):
        for line, size in lines.items():
            on[line].append(number)
            longest[line] = size
    twins = _twins(pages, on)
    needed = 2 if len(pages) < MANY_PAGES else 3
    return {
        line
        for line, numbers in on.items()
        if longest[line] <= LONGEST and len({twins.get(n, n) for n in numbers}) >= needed
    }


def _twins(pages: list[dict[str, int]], on: dict[str, list[int]]) -> dict[int, int]:
    """Pages that share most of their words with an earlier one, and that one's number."""
    twins: dict[int, int] = {}
    for number, lines in enumerate(pages):
        shared: Counter[int] = Counter()
        for line, size in lines.items():
            shared.update({other: size for other in on[line] if other < number})
        for other, common in shared.most_common(1):
            if common > SAME * min(sum(lines.values()), sum(pages[other].values())):
                twins[number] = twins.get(other, other)
    return twins


@lru_cache(maxsize=65536)
def digest(key: str) -> str:
    """Twelve hexadecimal digits: two lines of a site share them once in a hundred million pairs or less."""
    return sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:12]
