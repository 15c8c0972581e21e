"""The Meridian's sidebar: teasers that belong to the site, not to the article, and change as they please."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

from tests.newspapers.paper import fill

TEASERS = (
    (
        "Gulls at the gate",
        "Lasting peace with the gulls can only be had when the fish market closes its bins at night.",
    ),
    (
        "Tide tables",
        "TIDE tables are back in the limelight. On Thursday, the harbour master announced that he...",
    ),
    (
        "A bridge too late",
        "EIGHT years after the first stone was laid, the eastern bridge still ends in the middle of...",
    ),
    (
        "School meals",
        "The new menu does give cooks some room, but it will not last unless kitchens are repaired first.",
    ),
    (
        "Counting wells",
        "WATER is counted in this country by guesswork. The survey that was promised last spring...",
    ),
    (
        "Night trains",
        "These are hard times for sleepers, but the southern line is lucky to have kept its three night...",
    ),
    (
        "Silence in court",
        "Hearings that nobody can hear are public in name only; a microphone costs less than an appeal.",
    ),
    (
        "The price of salt",
        "SALT has doubled in price since the monsoon, and the ministry that sets its price says it has...",
    ),
    (
        "Old maps",
        "TALK of a new cadastre has turned into a running joke for those who wait at the land office...",
    ),
)
SHOWN = 6


def sidebar(day: date, seen: int, home: str) -> str:
    """Six teasers dated that day and the day before; the last of them changes with each request."""
    first = day.toordinal() % len(TEASERS)
    chosen = [TEASERS[(first + n) % len(TEASERS)] for n in range(SHOWN - 1)]
    chosen.append(TEASERS[(first + SHOWN - 1 + seen % 3) % len(TEASERS)])
    boxes = []
    for n, (title, excerpt) in enumerate(chosen):
        dated = day - timedelta(days=n // 3)
        url = f"{home}/news/{1900000 + TEASERS.index((title, excerpt))}/{title.lower().replace(' ', '-')}"
        stamp = f"{'Updated ' if n % 3 == 0 else ''}{dated:%d %b, %Y}"
        boxes.append(
            fill("meridian.teaser.html", url=url, title=escape(title), date=stamp, excerpt=escape(excerpt))
        )
    return "".join(boxes)
