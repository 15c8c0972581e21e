"""The Meridian's pages, in the markup of a large South Asian newspaper's site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from tests.newspapers.exchange import fill
from tests.newspapers.manuscripts import Block, Manuscript, read

TAGS = {"heading": "h3", "quote": "blockquote", "text": "p", "correction": "p", "list_item": "li"}
SHOWN = 6  # teasers in the sidebar


def print_line(day: date) -> str:
    """How the paper closes what it also printed: `Published in The Meridian, September 6th, 2023`."""
    end = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"Published in The Meridian, {day:%B} {day.day}{end}, {day.year}"


def body(blocks: Iterable[Block]) -> str:
    return "\n".join(f"<{TAGS[block.role]}>{escape(block.text)}</{TAGS[block.role]}>" for block in blocks)


def story(
    piece: Manuscript, url: str, when: datetime, boxes: str, related: str = "", comments: int = 0
) -> bytes:
    """An article's page. `boxes`, `related` and `comments` are what surrounds it."""
    names = [
        f'<a class="story__byline__link" href="/authors/{len(a)}">{escape(a)}</a>' for a in piece.authors
    ]
    return fill(
        "meridian.html",
        headline=escape(piece.title),
        section=piece.section.title(),
        url=url,
        today=f"{when:%A, %d %b, %Y}",
        iso=f"{when:%Y-%m-%d}",
        number=str(piece.number),
        byline=" | ".join(names),
        published=f"{when:%B} {when.day}, {when.year}",
        comments=f"{comments} Comments",
        photo=_photo(piece),
        body=f"{body(piece.blocks)}\n<p><em>{print_line(when.date())}</em></p>",
        related=related,
        sidebar=boxes,
        year=str(when.year),
    ).encode()


def _photo(piece: Manuscript) -> str:
    if not piece.photo:
        return ""
    words = f"{escape(piece.photo['caption'])}—{escape(piece.photo['credit'])}"
    return (
        f'<figure class="media"><img src="/images/{piece.number}.jpg" alt="">'
        f'<figcaption class="media__caption">{words}</figcaption></figure>\n'
    )


def listing(heading: str, pieces: Iterable[Manuscript], home: str) -> bytes:
    stories = "\n".join(
        '<article class="story"><h2 class="story__title">'
        f'<a class="story__link" href="{home}/news/{piece.number}/{piece.slug}">'
        f"{escape(piece.title)}</a></h2>"
        f'<div class="story__excerpt">{escape(piece.blocks[0].text[:140])}...</div></article>'
        for piece in pieces
    )
    return fill("meridian.list.html", heading=escape(heading), stories=stories).encode()


def headlines(heading: str, pieces: Iterable[Manuscript], url: str) -> bytes:
    """A listing that looks like an article: under an article's address, in an article's markup."""
    rows = "".join(
        f'<li><a href="/news/{piece.number}/{piece.slug}">{escape(piece.title)}</a></li>' for piece in pieces
    )
    return fill("meridian.headlines.html", heading=escape(heading), url=url, stories=rows).encode()


def sidebar(editorials: list[Manuscript], day: date, seen: int, home: str) -> str:
    """Six teasers dated that day and the day before; the last of them changes with each request.

    They belong to the site, not to the article beside them.
    """
    first = day.toordinal() % len(editorials)
    turn = [editorials[(first + n) % len(editorials)] for n in range(SHOWN - 1)]
    turn.append(editorials[(first + SHOWN - 1 + seen % 3) % len(editorials)])
    boxes = []
    for n, piece in enumerate(turn):
        stamp = f"{'Updated ' if n % 3 == 0 else ''}{day - timedelta(days=n // 3):%d %b, %Y}"
        url = f"{home}/news/{piece.number}/{piece.slug}"
        excerpt = escape(piece.lead or piece.blocks[0].text[:110] + "...")
        boxes.append(
            fill("meridian.teaser.html", url=url, title=escape(piece.title), date=stamp, excerpt=excerpt)
        )
    return "".join(boxes)


def dawn_like_page(sidebar_number: int, printed: date = date(2023, 9, 6)) -> bytes:
    """The page that the project was born from, in its site's markup, beside the sidebar of that number.

    The story is our own, in the shape of the wire story that was printed there.
    """
    (piece,) = read("first_page")
    when = datetime(printed.year, printed.month, printed.day, tzinfo=ZoneInfo("Asia/Karachi"))
    editorials = [piece for piece in read("meridian") if piece.section == "opinion"]
    home, seen_on = "https://www.dawn.com", date(2025, 7, 12) + timedelta(days=sidebar_number)
    boxes = sidebar(editorials, seen_on, sidebar_number, home)
    page = story(piece, f"{home}/news/{piece.number}/{piece.slug}", when, boxes)
    for ours, theirs in ((b"The Meridian", b"Dawn"), (b"THE MERIDIAN", b"DAWN.COM"), (b"Saheel", b"Karachi")):
        page = page.replace(ours, theirs)
    return page
