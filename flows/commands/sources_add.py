"""`nightdesk sources add`: proposes a ready entry for a new site."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import click

from flows.commands import shown
from flows.commands.sources_check import print_sample


class NotWritten(Exception):  # noqa: N818
    """An entry was not added to the list; the sentence says why."""


@click.command("add", short_help="Look at a site and propose its entry.")
@click.argument("url")
@click.option("--name", help="What to call it; found out if not given.")
@click.option("--write", is_flag=True, help="Add the entry to the list.")
@click.option("--sample", type=click.IntRange(1, 50), default=5, show_default=True, help="Pages to be read.")
@click.option("--allow-private", is_flag=True, help="The site may lie on loopback or in a private network.")
@click.option("--json", "as_json", is_flag=True, help="Print entry and sample as JSON.")
@click.pass_context
def add_source(
    context: click.Context,
    url: str,
    name: str | None,
    write: bool,
    sample: int,
    allow_private: bool,
    as_json: bool,
) -> int:
    """Look at a site and propose its entry: front page, robots.txt, feeds, sitemaps, and a few articles.

    The site is asked as politely as by a nightly run. Nothing is written without --write.

    Example: nightdesk sources add https://www.example.org/ --write
    """
    from crawler.sources import load, unlisted
    from crawler.urls import url_key
    from flows.settings import Desk
    from flows.survey import propose_source

    desk = Desk.here(sources=context.obj)
    listed, site = load(desk.sources), unlisted(desk.sources, url, allow_private)
    there = next((one.name for one in listed if url_key(one.home) == url_key(site.home)), None)
    if there and write:
        raise NotWritten(f"{site.home} is in the list already, as {there}: nightdesk sources check {there}")
    with shown.waiting(f"looking at {site.home}"):
        proposal, read = propose_source(desk.home, site, [one.name for one in listed], sample)
    if name:
        proposal.entry["name"] = name
    if write:
        append(desk.sources, proposal.toml())
    if as_json:
        told = {"entry": proposal.entry, "remarks": proposal.remarks, "sample": [asdict(one) for one in read]}
        click.echo(json.dumps(told, ensure_ascii=False, default=str))
        return 0
    click.echo(proposal.toml())
    print_sample(read)
    click.echo(
        f"\nwritten to {desk.sources}" if write else "\nnothing was written; --write adds it to the list",
        err=True,
    )
    return 0


def append(path: Path, entry: str) -> None:
    """Add an entry at the end of a list, if the list is sound with it. What stands there stays as it is."""
    from crawler.sources import load

    path = path.resolve()
    unfinished = path.with_name(path.name + ".open")
    unfinished.write_text(path.read_text(encoding="utf-8").rstrip() + "\n\n" + entry, encoding="utf-8")
    try:
        load(unfinished)
        shutil.copymode(path, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
