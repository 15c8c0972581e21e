"""What classes and ids say of an element: the names that authors of templates give to clutter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf

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
    # "with-right-sidebar" is the column beside it
    r"(?:^|(?<!has)(?<!with)(?<!no)(?<!is)(?<!has.left)(?<!has.right)(?<!with.left)(?<!with.right)[\s_-])",
    r"(?=$|[\s_-](?!enabled|open|closed|on\b|off\b))",
)


def _named(names: str) -> re.Pattern[str]:
    return re.compile(BEFORE + f"(?:{choices(names)})" + AFTER, re.IGNORECASE)


# A name that also stands here marks the story itself, whatever else it says.
STORY = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|news|main)-?_?(?:body|content|text|main|wrapper)|articlebody|hentry|"
    r"(?:^|[\s_-])(?:paywall|piano)",
    re.IGNORECASE,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
EMBEDS = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-post|reddit-(?:card|embed)", re.IGNORECASE
)
CACHED = 20_000  # names that are remembered
LONG_NAME = 400  # characters; longer lists of classes are utility classes
SURE_SHARE, LIKELY_SHARE = 0.35, 0.15


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
SURELY = (DOUBTS[0][0], DOUBTS[2][0])
EMBEDDED, NOWHERE = -1, len(DOUBTS)  # before and after all lists
LETTERS = 6  # by which most names are passed over


def _beginnings() -> Iterator[str]:
    """The first letters of every name in the lists."""
    yield from ("twitt", "insta", "tikto", "fb", "reddi")  # embeds
    for names in (SURE, LIKELY, RELATED, TOOLS, WRAPPING):
        for name in re.split(r"\s*\n\s*|\s+\|\s+", names.strip()):
            group = re.match(r"\(\?:([^)]*)\)", name)
            for first in group[1].split("|") if group else [name]:
                yield re.split(r"[^a-z]|[a-z]\?", first)[0][:LETTERS]


# Most names are passed over by their first letters: it takes a tenth of the time.
PERHAPS = re.compile(r"(?:^|[\s_-]|(?<=[a-z])(?=[A-Z]))(?i:" + "|".join(sorted(set(_beginnings()))) + ")")


@lru_cache(maxsize=CACHED)
def is_clutter(marks: str) -> bool:
    """Whether classes and id say for sure that an element is not of the story."""
    plain = CAMEL.sub("-", marks[:LONG_NAME])
    return any(names.search(plain) for names in SURELY) and not STORY.search(plain)


@lru_cache(maxsize=CACHED)
def doubt_of(name: str) -> Doubt | None:
    """What classes and id alone say; a site's pages use the same few hundred names."""
    if len(name) > LONG_NAME:
        return None
    rank = min(map(_rank, name.split()), default=NOWHERE)
    if rank == EMBEDDED:
        return SURE_DOUBT
    return None if rank == NOWHERE or STORY.search(CAMEL.sub("-", name)) else DOUBTS[rank][1]


@lru_cache(maxsize=CACHED)
def _rank(word: str) -> int:
    """The first list that a single class is in."""
    if not PERHAPS.search(word):
        return NOWHERE
    plain = CAMEL.sub("-", word)
    if EMBEDS.search(plain):
        return EMBEDDED
    return next((rank for rank, (names, _) in enumerate(DOUBTS) if names.search(plain)), NOWHERE)
