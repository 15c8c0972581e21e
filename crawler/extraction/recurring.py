"""Which lines recur on the pages of a site, pages with the same article counted as one."""

from __future__ import annotations

from collections import Counter, defaultdict

FEWEST_PAGES = 3  # below it nothing is believed
MANY_PAGES = 20  # from here on a line must recur on three pages, not two
LONGEST = 150  # words; a longer line is a text that was printed twice, and tells twins apart
SAME = 0.8  # share of the shorter page's words from which two pages carry the same article


def recurring(pages: list[dict[str, int]]) -> set[str]:
    """Lines on several pages, pages with the same article counted as one."""
    if len(pages) < FEWEST_PAGES:
        return set()
    on: dict[str, list[int]] = defaultdict(list)
    longest: dict[str, int] = {}
    for number, lines in enumerate(pages):
        for line, size in lines.items():
            on[line].append(number)
            longest[line] = size
    same = twins(pages, on)
    needed = 2 if len(pages) < MANY_PAGES else 3
    return {
        line
        for line, numbers in on.items()
        if longest[line] <= LONGEST and len({same.get(n, n) for n in numbers}) >= needed
    }


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
