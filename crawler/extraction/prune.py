"""Cut away what is marked as not of the story, before the engine sees it."""

from __future__ import annotations

import re

from lxml import etree, html

# Names that authors of templates give to what surrounds a story; matched against whole words of class and id.
CLUTTER = re.compile(
    r"""(?:^|[\s_-])(?:
      related(?:s|news|posts?|links?|articles?|stories|content|topics?)?|read-?(?:more|also|next)|more-?(?:on|from|stories|news)|
      recommend(?:ed|ation|ations)?|recirc(?:ulation)?|see-?also|also-?(?:read|like)|
      you-?(?:may|might)(?:-?also)?(?:-?like)?|most-?(?:read|popular|viewed|shared|commented)|popular|trending|
      newsletters?|subscri(?:be|ption)s?(?:-?(?:box|form|prompt|cta))|sign-?up|promo(?:s|tion|box|ted)?|teasers?|
      share(?:s|bar|links?|tools?|buttons?|-?this)?|sharing|social(?:s|bar|links?|-?(?:media|share|sharing|buttons?|icons?|bar|links|tools|networks?))?|addthis|addtoany|
      (?:fig|image|img|photo|picture|media|video|gallery)-?(?:caption|credit)s?|caption|credits?|copyright|
      comments?(?:-?(?:list|area|section|form|box|wrap(?:per)?|block|thread|s))?|disqus(?:_thread)?|respond|reply|
      tag(?:s|list|cloud|-?(?:list|links?|cloud|wrap(?:per)?|container|box))|topics|keywords|
      breadcrumbs?|pagination|pager|paging|prev-?next|next-?prev|post-?nav(?:igation)?|
      sidebar|side-?(?:bar|col|column|rail)|right-?(?:rail|col|column|bar)|widgets?|
      taboola|outbrain|advert(?:isement|ising|s)?|ad-?(?:slot|box|unit|wrapper|container)|ads|sponsor(?:ed|s)?|
      cookies?(?:-?(?:banner|consent|notice|bar))|gdpr|consent|
      author-?(?:bio|box|info|card|about)|about-?(?:the-?)?author|bio|
      print-?(?:button|link|tools?)|toolbar|tools|utility|skip-?(?:link|to)|screen-?reader(?:-text)?|sr-only|visually-?hidden
    )(?=$|[\s_-])""",
    re.VERBOSE | re.IGNORECASE,
)
# A name that also stands here marks the story itself, whatever else it says.
STORY = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|news|main)-?_?(?:body|content|text|main|wrapper)|articlebody|hentry|"
    r"(?:^|[\s_-])(?:paywall|piano)",
    re.IGNORECASE,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
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
LONG_NAME = 400  # characters; longer lists of classes are utility classes
MOST = 0.45  # share of the page's text above which an element is the page, not its clutter


def prune(root: html.HtmlElement) -> None:
    """Remove marked clutter in place, but nothing that holds much of the page's text."""
    etree.strip_elements(root, *ALWAYS, with_tail=False)
    most = MOST * _size(root)
    for element in [element for element in root.iter(etree.Element) if _is_clutter(element)]:
        if element.getparent() is not None and (not len(element) or _size(element) <= most):
            element.drop_tree()
    _unfold_layout_tables(root)


def _unfold_layout_tables(root: html.HtmlElement) -> None:
    """Old pages are laid out in tables; the engine reads cells as data, so make such tables divisions."""
    for table in list(root.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
        if any(_size(cell) > LAYOUT for cell in cells):
            for part in (table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "th")):
                if part is table or next(part.iterancestors("table"), table) is table:
                    part.tag = "div"


def _is_clutter(element: html.HtmlElement) -> bool:
    attributes = element.attrib
    if not attributes or element.tag in NEVER:
        return False
    name = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if name == " ":
        return "style" in attributes and HIDDEN.search(attributes["style"]) is not None
    if len(name) > LONG_NAME:
        return False
    plain = CAMEL.sub("-", name)
    if EMBEDS.search(plain):
        return True
    return CLUTTER.search(plain) is not None and STORY.search(plain) is None


def _size(element: html.HtmlElement) -> int:
    """Characters of text, white space not counted."""
    return sum(map(len, "".join(element.itertext()).split()))
