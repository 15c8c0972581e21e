"""What a page's metadata costs: ours against trafilatura's own, on the same trees, in CPU milliseconds.

python -m benchmarks.metadata [PAGES]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from statistics import mean, median, quantiles
from time import process_time

from lxml import html
from trafilatura.metadata import extract_metadata

from benchmarks.pages import pages
from crawler.extraction import charset, dateline, tree
from crawler.extraction.blocks import Layout, layouts
from crawler.extraction.describe import Scene, describe
from crawler.extraction.metadata import language, picture, title
from crawler.extraction.metadata.collect import collect
from crawler.extraction.page import Page
from crawler.items import Paragraph

FETCHED = datetime(2026, 3, 6, tzinfo=UTC)
PROSE = 25  # words of a line that stands for a paragraph here


def ours(root: html.HtmlElement, whole: Layout) -> None:
    """Gather, then choose every field, the language identified by the text."""
    found = collect(root, "")
    prose = [Paragraph("text", block.text) for block in whole.blocks if block.size >= PROSE]
    text = dateline.lift(prose, None)
    page = Page("", FETCHED, b"")
    describe(Scene(page, None, found, title.claims(found, "", None), whole, text, picture.caption(found)))


def theirs(root: html.HtmlElement, whole: Layout) -> None:
    """The engine's own metadata, whatever it needs of the text not counted."""
    del whole
    extract_metadata(root, default_url="")


def main(count: int) -> None:
    """Print mean, median and the slowest twentieth of each, and the ratio of the means."""
    language.warm()
    readers: tuple[tuple[str, Callable[[html.HtmlElement, Layout], None]], ...] = (
        ("ours", ours),
        ("trafilatura", theirs),
    )
    spent: dict[str, list[float]] = {name: [] for name, _ in readers}
    for body in pages(count):
        root = tree.parse(charset.decode(body, None).text)
        if root is None:
            continue
        whole, _ = layouts(root, set())
        for block in whole.blocks:
            block.size  # noqa: B018  # the body's work, kept in the block
        for name, read in readers:
            copy = deepcopy(root)
            start = process_time()
            read(copy, whole)
            spent[name].append(1000 * (process_time() - start))
    for name, times in spent.items():
        slow = quantiles(times, n=20)[-1]
        print(f"{name:12} mean {mean(times):6.2f} ms  median {median(times):6.2f} ms  p95 {slow:6.2f} ms")
    print(f"ours : trafilatura = {mean(spent['ours']) / mean(spent['trafilatura']):.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
