"""`nightdesk sources`: the list of news sites."""

from __future__ import annotations

import json
from pathlib import Path

import click

from flows.commands import shown


@click.group("sources", invoke_without_command=True)
@click.option("--sources", "listed", type=click.Path(path_type=Path), help="The list of sites.")
@click.pass_context
def command(context: click.Context, listed: Path | None) -> None:
    """The list of news sites.

    Example: nightdesk sources list --json
    """
    context.obj = listed
    if context.invoked_subcommand is None:
        context.invoke(list_sources)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print every fact of every source as JSON.")
@click.pass_context
def list_sources(context: click.Context, as_json: bool = False) -> None:
    """What each source is called, and where it announces its articles.

    Example: nightdesk sources list
    """
    from crawler.sources import Source, load
    from flows.settings import Desk

    sources = load(Desk.here(sources=context.obj).sources)
    if as_json:
        click.echo(json.dumps([source.model_dump(mode="json") for source in sources], ensure_ascii=False))
        return
    from rich.table import Table
    from rich.text import Text

    def ways(source: Source) -> str:
        counts = {
            "feed": len(source.feeds),
            "sitemap": len(source.sitemaps),
            "section": len(source.sections),
            "archive": int(source.archive is not None),
        }
        return (
            ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for word, n in counts.items() if n) or "found out"
        )

    grid = Table(box=None, pad_edge=False)
    for name in ("source", "title", "country", "language", "home", "announces in"):
        grid.add_column(name)
    for source in sources:
        facts = source.name, source.title, source.country, source.language, source.home, ways(source)
        grid.add_row(*(Text(fact or "") for fact in facts))
    shown.console().print(grid)
