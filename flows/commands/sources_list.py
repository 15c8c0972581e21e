"""`nightdesk sources list`: what each source is called, and where it announces its articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from flows.commands import shown

if TYPE_CHECKING:
    from crawler.sources import Source


@click.command("list", short_help="Every source, and where it is announced.")
@click.option("--json", "as_json", is_flag=True, help="Print every fact of every source as JSON.")
@click.pass_context
def list_sources(context: click.Context, as_json: bool = False) -> None:
    """What each source is called, and where it announces its articles.

    Example: nightdesk sources list
    """
    from crawler.sources import load
    from flows.settings import Desk

    sources = load(Desk.here(sources=context.obj).sources)
    if as_json:
        click.echo(json.dumps([source.model_dump(mode="json") for source in sources], ensure_ascii=False))
        return
    columns = ("source", "title", "country", "language", "home", "announces in")
    rows = [(one.name, one.title, one.country, one.language, one.home, ways(one)) for one in sources]
    shown.table(columns, rows)


def ways(source: Source) -> str:
    """How it announces its articles: `2 feeds, 1 sitemap`."""
    counts = {
        "feed": len(source.feeds),
        "sitemap": len(source.sitemaps),
        "section": len(source.sections),
        "archive": int(source.archive is not None),
    }
    return ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for word, n in counts.items() if n) or "found out"
