"""What kind of page it is: an article, or one of the things that look like one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.extraction import words
from crawler.extraction.blocks import Block, Layout
from crawler.extraction.cards import teasers
from crawler.extraction.marks import is_clutter
from crawler.extraction.metadata import jsonld
from crawler.extraction.metadata.found import Found
from crawler.extraction.vocabulary import phrases
from crawler.items import Article, Verdict

SHORT = 60  # words; a body below it must show that it is an article
STUB = 150  # words; a locked article with fewer is its opening lines
MISSED = 3.0  # times as much prose on the page as was read
MISSED_WORDS = 400
WALL = 3  # paragraphs
POSTS = 3  # posts with times that make a live blog
BESIDE = frozenset({"aside", "footer", "nav", "form"})
LOST = phrases(
    """
    404 | page (?:not|cannot be|could not be|can't be) found | not found | no longer available
    page (?:does not|doesn't|no longer) exists? | seite (?:wurde )?nicht gefunden | page introuvable
    página no encontrada | pagina non trovata | страница не найдена | nie znaleziono
    sidan hittades inte | pagina niet gevonden | صفحہ نہیں ملا | 页面不存在 | ページが見つかりません
    """,
)
FAILED = phrases(
    """
    50[0234] | internal server error | bad gateway | service (?:temporarily )?unavailable
    gateway time-?out | access denied | forbidden | just a moment | attention required
    are you (?:a )?(?:human|robot) | verify you are | checking your browser | enable javascript
    captcha | under maintenance
    """,
    after=r"\b",
)
CONSENT = phrases(
    r"""
    cookies?\b[^\n]{0,200}\b(?:accept|agree|consent|akzeptieren|zustimm|einwillig|accepter|acepta|accett|zgad|souhlas)
    (?:consent|einwilligung|zustimmung)\b[^\n]{0,200}\b(?:cookies?|tracking)\b
    we value your privacy | privacy (?:settings|preferences)
    """
)
LOCKED = phrases(
    """
    subscribe | subscribers? | subscription | abonnieren | abonnenten | abonn(?:és|ez|ement) | suscr[ií]b
    suscriptores | abbonat | assinante | (?:log|sign) ?in to (?:continue|read) | to (?:continue|keep) reading
    (?:rest|remainder) of (?:this|the) (?:article|story) | weiterlesen | подписк | dla prenumerator
    abonament | réservé aux
    """,
)
MOJIBAKE = re.compile("Ã[\x80-\xbf©¨¤¼¶Ÿ]|â€[™œ\x9d“”˜]|Ð[\x80-\xbf°µ¸¾]|�")
PICTURES = re.compile(
    r"gallery|slideshow|bildergalerie|fotostrecke|photo-?gallery|galerie|video", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the verdict is given on."""

    found: Found
    page: Layout  # clutter cut
    whole: Layout  # before anything was cut
    article: Article


def judge(seen: Evidence) -> tuple[Verdict, str]:
    """The verdict and its reason."""
    body = seen.article.body
    size = words.count(body)
    for rule in (_failure, _wall, _lock, _shape, _loss):
        verdict = rule(seen, body, size)
        if verdict:
            return verdict
    kinds = {kind for node in seen.found.graph.nodes for kind in jsonld.types(node)}
    if "LiveBlogPosting" in kinds:
        return Verdict.LIVE_BLOG, f"LiveBlogPosting, {size} words"
    timed = sum(entry.posted_at is not None for entry in seen.article.entries)
    if timed >= POSTS:
        return Verdict.LIVE_BLOG, f"{timed} posts with times of their own, {size} words"
    return Verdict.ARTICLE, f"{size} words in {len(seen.article.paragraphs)} paragraphs"


def _failure(seen: Evidence, body: str, size: int) -> tuple[Verdict, str] | None:
    """Error pages with status 200: short, and saying so where the headline stands."""
    loud = " ".join(filter(None, [seen.article.title, seen.found.document_title, *seen.found.headlines[:2]]))
    if size < 2 * STUB and (match := LOST.search(loud)):
        return Verdict.SOFT404, f"the headline says {match[0]!r}"
    if (match := FAILED.search(loud)) and (size < STUB or _is_nothing_but(FAILED, seen.found.document_title)):
        return Verdict.ERROR_PAGE, f"the headline says {match[0]!r}"
    if size < SHORT and (match := LOST.search(body)):
        return Verdict.SOFT404, f"the text says {match[0]!r}"
    if size and len(MOJIBAKE.findall(body)) > max(3, size // 50):
        return Verdict.MOJIBAKE, "letters that come from a wrong charset"
    return None


def _is_nothing_but(phrase: re.Pattern[str], title: str | None) -> bool:
    """Whether a title consists of such phrases alone: "500 Internal Server Error"."""
    return bool(title) and not phrase.sub("", title or "").strip(" -–|:.!")


def _wall(seen: Evidence, _body: str, size: int) -> tuple[Verdict, str] | None:
    """Consent walls speak of it at once; an article may do so further down."""
    first = seen.article.paragraphs[:WALL]
    opening = "\n".join([seen.article.title or "", *(paragraph.text for paragraph in first)])
    match = CONSENT.search(opening) if size < 2 * STUB else None
    if match and (not seen.found.article() or size < SHORT):
        return Verdict.CONSENT, f"a consent wall: {words.squeeze(match[0])[:60]!r}"
    return None


def _lock(seen: Evidence, body: str, size: int) -> tuple[Verdict, str] | None:
    if size >= STUB:
        return None
    if seen.article.is_free is False:
        return Verdict.STUB, f"not free, and only {size} words are shown"
    said = next((b.text for b in seen.whole.blocks if b.size < 40 and LOCKED.search(b.text)), None)
    ends = body.rstrip().endswith(("…", "..."))
    if said and size and ends:
        return Verdict.STUB, f"{size} words, broken off: {said[:60]!r}"
    return None


def _shape(seen: Evidence, body: str, size: int) -> tuple[Verdict, str] | None:
    """Empty pages, lists of links, galleries."""
    links = [b.text for b in seen.page.blocks if b.linked > 0.8 and b.size >= 4]
    linked = len(links)
    if not size:
        kind = Verdict.LISTING if linked > 15 else Verdict.EMPTY
        return kind, f"no text of its own, {linked} linked headlines"
    if linked > 15 and sum(words.count(text) for text in links if text in body) > 0.8 * size:
        return Verdict.LISTING, f"the text is {linked} linked headlines"
    if size < SHORT and not seen.found.article():
        marks = f"{seen.found.first('og:type') or ''} {seen.found.links.get('canonical', '')}"
        if PICTURES.search(marks):
            return Verdict.GALLERY, f"pictures or a video with {size} words"
        if linked > 15 and seen.article.published_at is None:
            return Verdict.LISTING, f"{linked} linked headlines and {size} words"
    if (seen.found.document_title or "").startswith("Index of /"):
        return Verdict.LISTING, "a web server's listing of a directory"
    longest = max(words.count(paragraph.text) for paragraph in seen.article.paragraphs)
    if size < 8 or (size < SHORT and longest < 8 and not seen.found.article()):
        return Verdict.EMPTY, f"only {size} words of text"
    return None


def _loss(seen: Evidence, _body: str, size: int) -> tuple[Verdict, str] | None:
    """Much more prose on the page than was read; beside a story, teasers and marked clutter don't count."""
    most = sum(block.size for block in seen.whole.blocks)
    if most <= MISSED * size or most - size <= MISSED_WORDS:
        return None
    cards = teasers(seen.whole)
    prose = sum(
        block.size
        for number, block in enumerate(seen.whole.blocks)
        if block.linked < 0.3
        and block.size >= 25
        and (size < SHORT or (number not in cards and not _is_beside(seen.whole, block)))
    )
    if prose > MISSED * size and prose - size > MISSED_WORDS:
        return Verdict.SUSPECT, f"{size} words were read, {prose} are on the page"
    return None


def _is_beside(page: Layout, block: Block) -> bool:
    boxes = [page.boxes[number] for number in page.chain(block.box)]
    return any(box.tag in BESIDE or is_clutter(box.name) for box in boxes)
