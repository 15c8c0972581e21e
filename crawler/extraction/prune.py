"""Cut away what is marked as not of the story, before the engine sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from lxml import etree, html

from crawler.extraction.vocabulary import choices

# Names that authors of templates give to what surrounds a story: whole words of class and id.
SURE = r"""
    comments?(?:-?(?:list|area|section|form|box|wrap(?:per)?|block|thread|s))? | disqus(?:-thread)? | respond
    komentarz\w* | kommentare? | comentarios? | commentaires? | commenti | kommentit | opinie | yorumlar
    sidebar | side-?(?:col|column|rail) | right-?(?:rail|col|column|bar) | taboola | outbrain
    newsletters? | breadcrumbs? | pagination | pager | paging | post-?nav(?:igation)?
    prev-?next | next-?prev
    cookies?(?:-?(?:banner|consent|notice|bar)) | gdpr
"""
RELATED = r"""
    related(?:s|news|posts?|links?|articles?|stories|content|topics?)? | read-?(?:also|next)
    recommend(?:ed|ation|ations)? | recirc(?:ulation)? | see-?also | also-?(?:read|like)
    you-?(?:may|might)(?:-?also)?(?:-?like)? | most-?(?:read|popular|viewed|shared|commented) | trending
"""
LIKELY = r"""
    addthis | addtoany | wp-?caption-?text | captions? | credits? | copyright | reply
    (?:fig|image|img|photo|picture|media|video|gallery)-?(?:caption|credit)s?
    tag(?:s|list|cloud|-?(?:list|links?|cloud|wrap(?:per)?|container|box)) | keywords
    opt-?in | author-?(?:bio|box|info|card|about) | about-?(?:the-?)?author | bio
    skip-?(?:link|to) | screen-?reader(?:-text)? | sr-only | visually-?hidden
"""
TOOLS = r"""
    read-?more | more-?(?:on|from|stories|news) | popular
    subscri(?:be|ption)s?(?:-?(?:box|form|prompt|cta|text))? | sign-?up
    sharing | consent | external-?content | print-?(?:button|link|tools?) | toolbar | tools
    share(?:s|bar|links?|tools?|buttons?|-?this)?
    social(?:s|bar|links?|-?(?:media|share|sharing|buttons?|icons?|bar|links|tools|networks?))?
"""
# Names of building blocks, which hold the story itself on some sites.
WRAPPING = r"""
    teasers? | promo(?:s|tion|box|ted)? | widgets? | topics | utility
    advert(?:isement|ising|s)? | ad-?(?:slot|box|unit|wrapper|container) | ads | sponsor(?:ed|s)?
"""
BEFORE, AFTER = (
    r"(?:^|(?<!has)(?<!with)(?<!no)(?<!is)[\s_-])",
    r"(?=$|[\s_-](?!enabled|open|closed|on\b|off\b))",
)


def _named(names: str) -> re.Pattern[str]:
    return re.compile(BEFORE + f"(?:{choices(names)})" + AFTER, re.IGNORECASE)


SURELY = _named(SURE + "|" + RELATED)
# A name that also stands here marks the story itself, whatever else it says.
STORY = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|news|main)-?_?(?:body|content|text|main|wrapper)|articlebody|hentry|"
    r"(?:^|[\s_-])(?:paywall|piano)",
    re.IGNORECASE,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
INVISIBLE = ("script", "style", "noscript", "template", "svg")
APART = frozenset({"iframe", "nav", "button", "select", "dialog", "figcaption"})
INLINE = frozenset({"a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "u"})
LAYOUT = 300  # characters in a cell from which a table is no table of data
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NEVER = frozenset({"html", "body", "main", "article", "h1", "head"})
EMBEDS = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-post|reddit-(?:card|embed)", re.IGNORECASE
)
CACHED = 20_000  # names that are remembered
LONG_NAME = 400  # characters; longer lists of classes are utility classes
SURE_SHARE, LIKELY_SHARE = 0.35, 0.15
PARAGRAPH = 80  # characters of a paragraph that counts as prose
LINKED = 0.2  # share of link characters up to which it is prose


@dataclass(frozen=True, slots=True)
class Doubt:
    """How far the marks of an element speak against it."""

    most: float  # the share of the page's text up to which it is clutter
    prose: float = inf  # characters in paragraphs that clear it


SURE_DOUBT, LIKELY_DOUBT = Doubt(SURE_SHARE), Doubt(LIKELY_SHARE)
WRAPPING_DOUBT = Doubt(LIKELY_SHARE, 200)
DOUBTS = (
    (_named(SURE), SURE_DOUBT),
    (_named(LIKELY), LIKELY_DOUBT),
    (_named(RELATED), Doubt(SURE_SHARE, 600)),
    (_named(TOOLS), Doubt(LIKELY_SHARE, 600)),
    (_named(WRAPPING), WRAPPING_DOUBT),
)


def prune(root: html.HtmlElement) -> None:
    """Remove marked clutter in place, but nothing that holds the headline, prose or much of the text."""
    etree.strip_elements(root, *INVISIBLE, with_tail=False)
    total = _size(root)
    doubted = [(element, doubt) for element in root.iter(etree.Element) if (doubt := _doubt(element))]
    cleared = {
        _name(element)
        for element, doubt in doubted
        if doubt is WRAPPING_DOUBT and _holds_prose(element, doubt)
    }
    for element, doubt in doubted:
        if element.getparent() is None or _holds_story(element, doubt.most * total):
            continue
        if doubt is WRAPPING_DOUBT and _name(element) in cleared:
            continue
        if doubt.prose == inf or not _holds_prose(element, doubt):
            element.drop_tree()
    _unfold_layout_tables(root)


@lru_cache(maxsize=CACHED)
def is_clutter(marks: str) -> bool:
    """Whether classes and id say for sure that an element is not of the story."""
    plain = CAMEL.sub("-", marks[:LONG_NAME])
    return bool(SURELY.search(plain)) and not STORY.search(plain)


def _holds_story(element: html.HtmlElement, most: float) -> bool:
    return len(element) > 0 and (_size(element) > most or next(element.iter("h1"), None) is not None)


def _holds_prose(element: html.HtmlElement, doubt: Doubt) -> bool:
    """Whether enough paragraphs stand in it that are no links."""
    long = [size for part in element.iter("p") if (size := _size(part)) >= PARAGRAPH]
    return sum(long) >= doubt.prose and sum(map(_size, element.iter("a"))) <= LINKED * _size(element)


def _doubt(element: html.HtmlElement) -> Doubt | None:
    """What speaks against an element; None if it bears no marks."""
    tag, attributes = element.tag, element.attrib
    if tag in APART:
        return SURE_DOUBT
    if not attributes or tag in NEVER or (tag in INLINE and _is_in_sentence(element)):
        return None
    name = _name(element)
    if name == " ":
        return SURE_DOUBT if "style" in attributes and HIDDEN.search(attributes["style"]) else None
    return _by_name(name) if len(name) <= LONG_NAME else None


def _name(element: html.HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


@lru_cache(maxsize=CACHED)
def _by_name(name: str) -> Doubt | None:
    """What classes and id alone say; a site's pages use the same few hundred names."""
    plain = CAMEL.sub("-", name)
    if EMBEDS.search(plain):
        return SURE_DOUBT
    doubt = next((doubt for names, doubt in DOUBTS if names.search(plain)), None)
    return None if doubt and STORY.search(plain) else doubt


def _is_in_sentence(element: html.HtmlElement) -> bool:
    """Words linked or marked inside running text are part of it, whatever they are marked as."""
    parent = element.getparent()
    before = element.getprevious()
    beside = (
        element.tail,
        parent.text if parent is not None else None,
        before.tail if before is not None else None,
    )
    return any(text and text.strip() for text in beside)


def _unfold_layout_tables(root: html.HtmlElement) -> None:
    """Old pages are laid out in tables; the engine reads cells as data, so make such tables divisions."""
    for table in list(root.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
        if any(_size(cell) > LAYOUT for cell in cells):
            for part in (table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "th")):
                if part is table or next(part.iterancestors("table"), table) is table:
                    part.tag = "div"


def _size(element: html.HtmlElement) -> int:
    """Characters of text, white space not counted."""
    return sum(map(len, "".join(element.itertext()).split()))
