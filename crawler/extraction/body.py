"""Which lines are the story: the engine proposes, the page's own structure decides."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.extraction import furniture, scope, standfirst, words
from crawler.extraction.anchor import anchored, at_home, below_headline
from crawler.extraction.blocks import Block, Layout
from crawler.extraction.cards import teasers
from crawler.extraction.ends import without_loose_ends, without_top
from crawler.extraction.engine import Line
from crawler.extraction.memory import Memory
from crawler.extraction.placing import place
from crawler.extraction.scope import Kept
from crawler.extraction.signs import without_prompts, without_signs
from crawler.extraction.witness import heard
from crawler.items import Paragraph

LONG = 15  # words of a line that is surely prose
SHORT = 8  # words of a line that is none
LINKED = 0.9  # share of link characters from which a line is a link
MOSTLY = 0.75  # the same for long lines: many links in a row
ROLES = {"blockquote": "quote", "li": "list_item", "dd": "list_item", "pre": "preformatted"}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Known:
    """What is already known of the page when its body is chosen."""

    titles: frozenset[str]  # every form of the headline
    leads: tuple[str, ...]  # the descriptions that the page gives of itself
    memory: Memory | None
    language: str | None = None  # as the page or its source states it
    article_body: str | None = None  # what the page's JSON-LD says that it is


@dataclass(frozen=True, slots=True)
class Chosen:
    """The story, and what would be it if nothing were known of the site."""

    paragraphs: list[Paragraph]
    unremembered: tuple[str, ...]
    containers: tuple[str, ...]  # the innermost container of each of these
    home: str  # the place of its container among the page's boxes, as site memory names it; "" if none


def choose(page: Layout, whole: Layout, lines: list[Line], known: Known) -> Chosen:
    """The paragraphs of the story, in reading order."""
    head = headline_at(page, known.titles)
    cards = teasers(page, head)

    def trimmed(kept: list[Kept]) -> list[Kept]:
        beside = cards | _pointers(page, kept)
        kept = [
            one
            for one in kept
            if one.place not in beside and not _is_furniture(page, one, known) and not _is_kicker(one, head)
        ]
        kept = without_signs(page, scope.fit(page, kept, beside), beside)
        return without_top(page, kept, known.titles, known.language)

    placed = heard(page, anchored(page, place(page, lines), head, cards), known.article_body)
    kept = trimmed(below_headline(placed, head))
    unremembered, containers = tuple(one.line.text for one in kept), scope.containers(page, kept)
    home = scope.home(page, kept)
    if known.memory is not None:
        elsewhere = at_home(page, kept, known.memory.homes)
        kept = trimmed(elsewhere) if elsewhere else kept
        kept = [one for one in kept if not known.memory.recurs(words.key(one.line.text))]
    kept = _once(_with_standfirst(whole, without_loose_ends(without_prompts(kept)), known))
    return Chosen(
        [Paragraph(_role(page, one), one.line.text) for one in kept], unremembered, containers, home
    )


def _is_furniture(page: Layout, one: Kept, known: Known) -> bool:
    key = words.key(one.line.text)
    if key in known.titles or not key:
        return True
    linked = page.blocks[one.place].linked if one.place is not None else 0
    size = words.count(key)
    if linked > LINKED if size < 2 * LONG else linked > MOSTLY:
        return True
    return furniture.is_notice(one.line.text) or furniture.is_date_or_byline(one.line.text, known.language)


def _pointers(page: Layout, kept: list[Kept]) -> set[int]:
    """Lines that only point to other stories, unless there are so many that they are the story."""
    found = {
        one.place
        for one in kept
        if one.place is not None and furniture.is_pointer(one.line.text, page.blocks[one.place].linked)
    }
    return found if len(found) <= furniture.POINTERS else set()


def headline_at(page: Layout, titles: frozenset[str]) -> int | None:
    """Where the headline stands."""
    return next((number for number, block in enumerate(page.blocks) if block.key in titles), None)


def _is_kicker(one: Kept, head: int | None) -> bool:
    """A few words above the headline are its kicker, or a section's name."""
    return (
        head is not None and one.place is not None and one.place < head and words.count(one.line.text) < SHORT
    )


def _with_standfirst(whole: Layout, kept: list[Kept], known: Known) -> list[Kept]:
    """Put back the standfirst when the engine lost it."""
    first = next((one for one in kept if words.count(one.line.text) >= SHORT), None)
    if first is None:
        return kept
    text = standfirst.find(whole, headline_at(whole, known.titles), words.key(first.line.text), known.leads)
    if text is None or any(words.key(text) == words.key(one.line.text) for one in kept):
        return kept
    return [Kept(Line(text, "lead"), None), *kept]


def _once(kept: list[Kept]) -> list[Kept]:
    """Drop long lines that were there before: pages print pull quotes and mobile twins."""
    seen, once = set(), []
    for one in kept:
        key = words.key(one.line.text)
        if key in seen and words.count(key) >= 6:
            continue
        seen.add(key)
        once.append(one)
    return once


def _role(page: Layout, one: Kept) -> str:
    if one.line.role != "text" or one.place is None:
        return one.line.role
    tags = page.tags(page.blocks[one.place])[:3]
    if tags[:1] and tags[0] in HEADINGS:
        return "heading"
    return next((ROLES[tag] for tag in tags if tag in ROLES), "text")


def visible_words(page: Layout) -> int:
    """Words of unlinked prose on the page, wherever it stands."""
    return sum(block.size for block in page.blocks if _is_prose(block))


def _is_prose(block: Block) -> bool:
    return block.linked < 0.5 and block.size >= LONG
