"""`nightdesk discover`: what a saved feed, sitemap or page announces."""

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
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), default="feed", show_default=True, help="What it is.")
@click.option("--url", default="https://example.org/", help="Where it was served: links are relative to it.")
@click.option("--all-days", is_flag=True, help="Also what is older than 30 days.")
@click.option("--json", "as_json", is_flag=True, help="Every candidate as a line of JSON.")
def command(file: Path, kind: str, url: str, all_days: bool, as_json: bool) -> int:
    """The candidates in a saved feed, sitemap, section or archive page; feeds and sitemaps are told apart.

    Example: nightdesk discover feed.xml --url https://www.dawn.com/feeds/home
    """
    from crawler.discovery import read
    from crawler.discovery.announcement import Window
    from crawler.items import Purpose
    from crawler.sources import Source

    now = datetime.now(UTC)
    window = Window(EPOCH, Window.of_night(now).until) if all_days else Window.of_night(now)
    source = Source(name="discovered", home=url, user_agent="Nightdesk (+https://example.org/)")
    found = read(file.read_bytes(), url, source, Purpose(kind), window)
    if as_json:
        for candidate in found.candidates:
            click.echo(json.dumps(asdict(candidate), ensure_ascii=False, default=str))
    else:
        rows = [(one.url, one.via, one.published_at, one.title) for one in found.candidates]
        shown.table(("url", "via", "published_at", "title"), rows)
    if found.error:
        click.echo(f"nightdesk: {file}: {found.error}", err=True)
    return 1 if found.error else 0
