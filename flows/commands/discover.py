"""`nightdesk discover`: what a feed, sitemap or page announces, saved or served."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from flows.commands import shown

KINDS = ("feed", "sitemap", "section", "archive", "home")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@click.command("discover")
@click.argument("place", metavar="FILE-or-URL")
@click.option("--kind", type=click.Choice(KINDS), default="feed", show_default=True, help="What it is.")
@click.option("--url", default="https://example.org/", help="Where a file was served.")
@click.option("--all-days", is_flag=True, help="Also what is older than 30 days.")
@click.option("--sources", "listed", type=click.Path(path_type=Path), help="The list, for its defaults.")
@click.option("--allow-private", is_flag=True, help="The URL may lie on loopback or in a private network.")
@click.option("--json", "as_json", is_flag=True, help="Every candidate as a line of JSON.")
def command(
    place: str, kind: str, url: str, all_days: bool, listed: Path | None, allow_private: bool, as_json: bool
) -> int:
    """The candidates in a feed, sitemap, section or archive page; feeds and sitemaps are told apart.

    A URL is asked for as a crawl would: by robots.txt, guard and limits.

    Example: nightdesk discover https://www.dawn.com/feeds/home
    """
    from crawler.discovery import apart
    from crawler.discovery.announcement import Window
    from crawler.discovery.shape import Shapes
    from crawler.items import Purpose
    from crawler.sources import Source, unlisted
    from flows.settings import Desk
    from flows.survey import served

    purpose = Purpose(kind)
    if place.startswith(("http://", "https://")):
        desk = Desk.here(sources=listed)
        source = unlisted(desk.sources, place, allow_private)
        with shown.waiting(f"asking for {place}"):
            body, url = served(desk.home, source, purpose, source.home)
    else:
        source = Source(name="discovered", home=url, user_agent="Nightdesk (+https://example.org/)")
        body = Path(place).read_bytes()
    window = Window.of_night(datetime.now(UTC))
    window = Window(EPOCH, window.until) if all_days else window
    found = apart.read(apart.Document(body, url, source, purpose, window, Shapes()))
    if as_json:
        for candidate in found.candidates:
            click.echo(json.dumps(asdict(candidate), ensure_ascii=False, default=str))
    else:
        rows = [(one.url, one.via, one.published_at, one.title) for one in found.candidates]
        shown.table(("url", "via", "published_at", "title"), rows)
        for address in found.more:
            click.echo(address)
    reason = found.error or found.reason
    if reason:
        click.echo(f"nightdesk: {place}: {reason}", err=True)
    return 1 if reason else 0
