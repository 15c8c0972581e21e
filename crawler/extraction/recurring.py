"""Which lines recur on the pages of a site, pages with the same article counted as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

FEWEST_PAGES = 3  # below it nothing is believed
MANY_PAGES = 20  # from here on a line must recur on three pages, not two
LONGEST = 150  # words; a longer line is a text that was printed twice, and tells twins apart
MOSTLY = 0.5  # share of a container's words that recur, from which it is one of the template
SAME = 0.8  # share of the shorter page's words from which two pages carry the same article


@dataclass(frozen=True, slots=True)
class Containers:
    """The containers that lines stand in, by tags and classes; not those of the story on many pages."""

    lines: dict[str, dict[str, set[int]]]  # container -> line -> numbers of the pages

    def of_template(self, found: set[str], pages: list[dict[str, int]]) -> list[str]:
        """Those on several pages in which most words recur."""
        return [name for name, lines in self.lines.items() if self._is_template(lines, found, pages)]

    @staticmethod
    def _is_template(lines: dict[str, set[int]], found: set[str], pages: list[dict[str, int]]) -> bool:
        if len(set().union(*lines.values())) < FEWEST_PAGES:
            return False
        sizes = {line: sum(pages[number][line] for number in on) for line, on in lines.items()}
        return sum(sizes[line] for line in lines if line in found) >= MOSTLY * sum(sizes.values())


def recurring(pages: list[dict[str, int]], containers: Containers) -> set[str]:
    """Lines on several pages, pages with the same article counted as one.

    `pages` tells the words of each line. In a container that holds mostly template a second page is enough;
    what stands on one page alone never recurs.
    """
    if len(pages) < FEWEST_PAGES:
        return set()
    on: dict[str, list[int]] = defaultdict(list)
    longest: dict[str, int] = {}
    for number, lines in enumerate(pages):
        for line, size in lines.items():
            on[line].append(number)
            longest[line] = size
    same = twins(pages, on)
    times = {
        line: len({same.get(n, n) for n in numbers})
        for line, numbers in on.items()
        if longest[line] <= LONGEST
    }
    needed = 2 if len(pages) < MANY_PAGES else 3
    found = {line for line, count in times.items() if count >= needed}
    contained = {
        line for container in containers.of_template(found, pages) for line in containers.lines[container]
    }
    return found | {line for line in contained if times.get(line, 0) >= 2}


def twins(pages: list[dict[str, int]], on: dict[str, list[int]]) -> dict[int, int]:
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
