"""`nightdesk sources`: the list of news sites, what each is worth today, and what a new one would be."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.sources_add import add_source
from flows.commands.sources_check import check_sources
from flows.commands.sources_list import list_sources
from flows.commands.sources_save_page import save_page


@click.group("sources", invoke_without_command=True)
@click.option("--sources", "listed", type=click.Path(path_type=Path), help="The list of sites.")
@click.pass_context
def command(context: click.Context, listed: Path | None) -> None:
    """The list of news sites: look at it, check an entry, propose a new one.

    Example: nightdesk sources add https://www.example.org/
    """
    context.obj = listed
    if context.invoked_subcommand is None:
        context.invoke(list_sources)


command.add_command(list_sources)
command.add_command(check_sources)
command.add_command(add_source)
command.add_command(save_page)
