"""Cut away what is marked as not of the story, before the engine sees it."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree, html

from crawler.extraction.vocabulary import choices

# Names that authors of templates give to what surrounds a story: whole words of class and id.
SURE = r"""
    related(?:s|news|posts?|links?|articles?|stories|content|topics?)? | read-?(?:also|next)
    recommend(?:ed|ation|ations)? | recirc(?:ulation)? | see-?also | also-?(?:read|like)
    you-?(?:may|might)(?:-?also)?(?:-?like)? | most-?(?:read|popular|viewed|shared|commented) | trending
    comments?(?:-?(?:list|area|section|form|box|wrap(?:per)?|block|thread|s))? | disqus(?:-thread)? | respond
    komentarz\w* | kommentare? | comentarios? | commentaires? | commenti | kommentit | opinie | yorumlar
    sidebar | side-?(?:col|column|rail) | right-?(?:rail|col|column|bar) | taboola | outbrain
    newsletters? | breadcrumbs? | pagination | pager | paging | post-?nav(?:igation)?
    prev-?next | next-?prev
    cookies?(?:-?(?:banner|consent|notice|bar)) | gdpr
"""
LIKELY = r"""
    read-?more | more-?(?:on|from|stories|news) | popular | teasers? | promo(?:s|tion|box|ted)? | widgets?
    subscri(?:be|ption)s?(?:-?(?:box|form|prompt|cta|text))? | sign-?up
    share(?:s|bar|links?|tools?|buttons?|-?this)?
    sharing | social(?:s|bar|links?|-?(?:media|share|sharing|buttons?|icons?|bar|links|tools|networks?))?
    addthis | addtoany | wp-?caption-?text | captions? | credits? | copyright | reply
    (?:fig|image|img|photo|picture|media|video|gallery)-?(?:caption|credit)s?
    tag(?:s|list|cloud|-?(?:list|links?|cloud|wrap(?:per)?|container|box)) | topics | keywords
    advert(?:isement|ising|s)? | ad-?(?:slot|box|unit|wrapper|container) | ads | sponsor(?:ed|s)? | consent
    opt-?in | external-?content | author-?(?:bio|box|info|card|about) | about-?(?:the-?)?author | bio
    print-?(?:button|link|tools?) | toolbar | tools | utility | skip-?(?:link|to) | screen-?reader(?:-text)?
    sr-only | visually-?hidden
"""
BEFORE, AFTER = (
    r"(?:^|(?<!has)(?<!with)(?<!no)(?<!is)[\s_-])",
    r"(?=$|[\s_-](?!enabled|open|closed|on\b|off\b))",
)
SURELY = re.compile(BEFORE + f"(?:{choices(SURE)})" + AFTER, re.IGNORECASE)
PROBABLY = re.compile(BEFORE + f"(?:{choices(LIKELY)})" + AFTER, re.IGNORECASE)
# A name that also stands here marks the story itself, whatever else it says.
STORY = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|news|main)-?_?(?:body|content|text|main|wrapper)|articlebody|hentry|"
    r"(?:^|[\s_-])(?:paywall|piano)",
    re.IGNORECASE,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
INLINE = frozenset({"a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "u"})
LAYOUT = 300  # characters in a cell from which a table is no table of data
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NEVER = frozenset({"html", "body", "main", "article", "h1", "head"})
INVISIBLE = ("script", "style", "noscript", "template", "svg")
APART = frozenset({"iframe", "nav", "button", "select", "dialog", "figcaption"})
INLINE = frozenset({"a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "u"})
LAYOUT = 300  # characters in a cell from which a table is no table of data
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NEVER = frozenset({"html", "body", "main", "article", "h1", "head"})
ALWAYS = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "nav",
    "button",
    "select",
    "dialog",
    "figcaption",
)
EMBEDS = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-post|reddit-(?:card|embed)", re.IGNORECASE
)
CACHED = 20_000  # names that are remembered
LONG_NAME = 400  # characters; longer lists of classes are utility classes
SURE_SHARE, LIKELY_SHARE = 0.35, 0.15


def prune(root: html.HtmlElement) -> None:
    """Remove marked clutter in place, but nothing that holds the headline or much of the page's text."""
    etree.strip_elements(root, *INVISIBLE, with_tail=False)
    total = _size(root)
    for element, most in [(element, _doubt(element)) for element in root.iter(etree.Element)]:
        if most and element.getparent() is not None and not _holds_story(element, most * total):
            element.drop_tree()
    _unfold_layout_tables(root)


@lru_cache(maxsize=CACHED)
def is_clutter(marks: str) -> bool:
    """Whether classes and id say for sure that an element is not of the story."""
    plain = CAMEL.sub("-", marks[:LONG_NAME])
    return bool(SURELY.search(plain)) and not STORY.search(plain)


def _holds_story(element: html.HtmlElement, most: float) -> bool:
    return len(element) > 0 and (_size(element) > most or next(element.iter("h1"), None) is not None)


def _doubt(element: html.HtmlElement) -> float:
    """The share of the page's text up to which an element is clutter by its marks; 0 if it bears none."""
    tag, attributes = element.tag, element.attrib
    if tag in APART:
        return SURE_SHARE
    if not attributes or tag in NEVER or (tag in INLINE and _is_in_sentence(element)):
        return 0
    name = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if name == " ":
        return SURE_SHARE if "style" in attributes and HIDDEN.search(attributes["style"]) else 0
    return _share(name) if len(name) <= LONG_NAME else 0


@lru_cache(maxsize=CACHED)
def _share(name: str) -> float:
    """What classes and id alone say; a site's pages use the same few hundred names."""
    plain = CAMEL.sub("-", name)
    if EMBEDS.search(plain):
        return SURE_SHARE
    share = SURE_SHARE if SURELY.search(plain) else LIKELY_SHARE if PROBABLY.search(plain) else 0
    return 0 if share and STORY.search(plain) else share


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
