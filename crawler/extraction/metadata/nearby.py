"""The lines of a page in which a date may be the article's: near its headline, and right below its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crawler.extraction.blocks import Layout
from crawler.extraction.marks import is_clutter
from crawler.extraction.metadata.headline import Spot
from crawler.extraction.metadata.marks import DATES, says

ABOVE, BELOW = 8, 14  # lines before and after the headline
AFTER = 6  # lines below the text
LINE = 30  # words; a longer line is prose, and a date in it belongs to what it tells
BESIDE = frozenset({"article", "aside", "nav", "header"})  # that hold neither headline nor text


@dataclass(frozen=True)
class Nearby:
    """A page, and where on it the headline and the text stand."""

    page: Layout
    head: Spot
    spine: frozenset[int] = field(default=frozenset(), init=False)  # boxes around the headline, or the text
    blocks: frozenset[str] = field(default=frozenset(), init=False)  # names that templates give to those

    def __post_init__(self) -> None:
        at = self.head.line if self.head.line is not None else self.head.begin
        if at is not None:
            spine = self.page.chain(self.page.blocks[at].box)
            names = {name for box in spine for name in self.page.boxes[box].name.split()}
            object.__setattr__(self, "spine", frozenset(spine))
            object.__setattr__(self, "blocks", frozenset(stem(name) for name in names) - {""})

    def around(self) -> Iterable[int]:
        """The lines around the headline, nearest below first; above the text if there is no headline."""
        head, count = self.head, len(self.page.blocks)
        if head.line is not None:
            end = head.end + 1 if head.end is not None and head.end > head.line else count
            below = range(head.line + 1, min(end, head.line + BELOW))
            return (*below, *range(head.line - 1, max(-1, head.line - ABOVE), -1))
        return range(head.begin - 1, max(-1, head.begin - ABOVE), -1) if head.begin is not None else ()

    def below(self) -> Iterator[str]:
        """Short lines that follow the text in a box that holds it, and longer ones marked as a date.

        Such a long one may be what was taken for the text's last line.
        """
        if self.head.end is None:
            return
        last, page = self.head.end, self.page
        spine = set(page.chain(page.blocks[last].box))
        for number in range(last, min(len(page.blocks), last + 1 + AFTER)):
            block = page.blocks[number]
            own = page.chain(block.box)
            is_near = len(own) < 3 or own[2] in spine or own[1] in spine
            is_line = (number > last and len(block.text.split()) <= LINE) or says(
                page.boxes[own[0]].name
            ) & DATES
            if is_near and is_line and not self.is_beside(number):
                yield block.text

    def is_apart(self, text: str) -> bool:
        """Whether all lines with this text stand above the headline, in something beside the article."""
        line = self.head.line
        if line is None:
            return False
        same = [number for number, block in enumerate(self.page.blocks) if block.text == text]
        return bool(same) and all(number < line and self.is_beside(number) for number in same)

    def is_beside(self, number: int) -> bool:
        """Whether a line stands in a box of clutter, or in one of something else than the article.

        A box that holds the headline as well is none; nor is one whose classes are parts of its own
        (a "Comment" of an opinion piece, whose date is "Comment__date").
        """
        begin, page = self.head.begin, self.page
        text = page.chain(page.blocks[begin].box) if begin is not None else ()
        for box in page.chain(page.blocks[number].box):
            if box in self.spine or box in text:
                continue
            tag, name = page.boxes[box].tag, page.boxes[box].name
            if tag in BESIDE and self.head.line is not None and number < self.head.line:
                return True
            if name and is_clutter(name):
                rest = [one for one in name.split() if stem(one) not in self.blocks]
                if len(rest) == len(name.split()) or is_clutter(" ".join(rest)):
                    return True
        return False


def stem(name: str) -> str:
    """The block of a class that names an element of a block, as in "block__element" or "Block_element"."""
    block, mark, _ = name.partition("_")
    return block if mark else ""
