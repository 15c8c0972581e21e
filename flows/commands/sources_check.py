"""`nightdesk sources check`: what an entry is worth today, by a dry run with a sample that is read."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from flows.commands import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawler.checkup import Checkup, Sampled
    from crawler.sources import Source


@click.command("check", short_help="What is broken, silent, or better now.")
@click.argument("names", nargs=-1, metavar="NAME-OR-URL...")
@click.option("--all", "every", is_flag=True, help="Every source of the list.")
@click.option("--sample", type=click.IntRange(0, 50), default=5, show_default=True, help="Pages to be read.")
@click.option("--allow-private", is_flag=True, help="The URL may lie on loopback or in a private network.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_context
def check_sources(
    context: click.Context,
    names: tuple[str, ...],
    every: bool,
    sample: int,
    allow_private: bool,
    as_json: bool,
) -> int:
    """What is broken, silent, or better now; a few pages are read, and nothing is stored.

    The site is asked as politely as by a nightly run. Exit code 1 if something is broken.

    Example: nightdesk sources check dawn
    """
    from flows.settings import Desk
    from flows.survey import check_sources

    if bool(names) == every:
        raise click.UsageError("name one source or more, or give --all")
    desk = Desk.here(sources=context.obj)
    chosen = sources_of(desk.sources, names, allow_private)
    with shown.waiting(f"looking at {len(chosen)} site{'s' if len(chosen) > 1 else ''}"):
        told = check_sources(desk.home, chosen, sample)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in told], ensure_ascii=False, default=str))
    else:
        for one in told:
            print_checkup(one)
    for one in told:
        for sentence in one.broken:
            click.echo(f"nightdesk: {one.source}: {sentence}", err=True)
    return 1 if any(one.broken for one in told) else 0


def sources_of(path: Path, names: Sequence[str], allow_private: bool) -> tuple[Source, ...]:
    """The sources of these names or addresses, all if none is given; an address need not be in the list."""
    from crawler.sources import load, select, unlisted
    from crawler.urls import url_key

    listed = load(path)
    homes = {url_key(one.home): one for one in listed}
    found = []
    for name in names:
        if "." in name or ":" in name:
            found.append(homes.get(url_key(name)) or unlisted(path, name, allow_private))
        else:
            found.extend(select(listed, [name]))
    return tuple(found) if names else listed


def print_checkup(one: Checkup) -> None:
    """A checkup for a person."""
    click.echo(
        f"{one.source}: {len(one.broken)} broken, {len(one.silent)} silent, {len(one.better)} better now"
    )
    for word in ("broken", "silent", "better", "notes", "yields"):
        for sentence in getattr(one, word):
            click.echo(f"  {word.rstrip('s') if word != 'yields' else word:<7} {sentence}")
    print_sample(one.sample)


def print_sample(sample: Sequence[Sampled]) -> None:
    """The pages that were read."""
    rows = [
        (one.verdict or one.outcome, one.published_at, one.words, one.title or one.reason, one.url)
        for one in sample
    ]
    if rows:
        shown.table(("sample", "published_at", "words", "title, or why not", "url"), rows)
