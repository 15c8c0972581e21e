"""`nightdesk search`: articles by words."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import click

from flows.commands import shown

if TYPE_CHECKING:
    from pathlib import Path

    from rich.text import Text

    from warehouse.search.find import Hit, Searcher
    from warehouse.search.marks import Marked

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--source", "sources", multiple=True, help="Only of this source; may be repeated.")
@click.option("--language", "languages", multiple=True, help="Only in this language (en, zh ...).")
@click.option("--since", type=DAY, help="Published on this day (UTC) or later.")
@click.option("--until", type=DAY, help="Published on this day (UTC) or earlier.")
@click.option(
    "--order",
    type=click.Choice(["best", "newest", "oldest"]),
    default="best",
    show_default=True,
    help="First.",
)
@click.option("--limit", default=10, show_default=True, help="How many to show.")
@click.option("--skip", default=0, help="How many to leave out before the first.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each article.")
@click.option("--ids", is_flag=True, help="Only the ids, all of them, a line each.")
@click.option("--rebuild", is_flag=True, help="Build the index anew before searching.")
def command(
    words: tuple[str, ...],
    sources: tuple[str, ...],
    languages: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    order: str,
    limit: int,
    skip: int,
    as_json: bool,
    ids: bool,
    rebuild: bool,
) -> None:
    """Articles that hold all the WORDS, best first, with the hits marked.

    "a phrase", title:word (also text: author: section: tag: dateline: agency: source: language:),
    -without, this OR that, (groups), begin*. Word forms are found too: missile finds missiles.

    Example: nightdesk search 'kim putin "arms deal"' --source dawn --since 2023-09-01
    """
    from flows.settings import Desk
    from warehouse.search.find import MOST, Within
    from warehouse.snapshot import reading

    home = Desk.here().home
    within = Within(sources, languages, since.date() if since else None, until.date() if until else None)
    asked = " ".join(words)
    searcher = ready(home, rebuild)
    if ids:
        for name, _ in searcher.ids(asked, within, MOST, order)[0]:
            click.echo(name)
        return
    with reading(home) as connection:
        hits, count = searcher.find(connection, asked, within, limit, order, skip)
    if as_json:
        for hit in hits:
            click.echo(json.dumps(facts(hit), ensure_ascii=False))
    else:
        show(hits, count, skip)


def ready(home: Path, rebuild: bool) -> Searcher:
    """The index in step with the snapshot; what has to be done first is told on stderr."""
    from flows.commands.counted import counted
    from warehouse import snapshot
    from warehouse.errors import CannotWrite
    from warehouse.search import index
    from warehouse.search.find import Searcher

    snapshot.published(home)  # where there is none, that is what to say
    state = index.state_of(home)
    if rebuild or not index.fresh(home, state):
        why = "is older than the snapshot: adding what is new" if state else "is missing or torn: building it"
        click.echo(f"the index {'is built anew' if rebuild else why}", err=True)
        try:
            with counted("articles") as told:
                index.refresh(home, told, anew=rebuild)
        except CannotWrite as error:
            if not state:
                raise
            click.echo(f"{error}; searching the older one", err=True)
    return Searcher(home)


def facts(hit: Hit) -> dict[str, object]:
    """A hit as JSON; hits in title and snippet stand between double asterisks."""
    return {
        "article_id": hit.article_id,
        "score": round(hit.score, 4),
        "source": hit.source,
        "title": hit.title.text,
        "authors": list(hit.authors),
        "at": hit.at.isoformat(),
        "url": hit.url,
        "snippet": hit.snippet.shown(),
    }


def show(hits: list[Hit], count: int, skip: int) -> None:
    """The hits for a person: title, where from, and the piece of text."""
    from rich.text import Text

    out = shown.console()
    for hit in hits:
        out.print(lit(hit.title, out.is_terminal, "bold") or Text("(no headline)"))
        about = f"{hit.source} · {hit.at:%Y-%m-%d} · {', '.join(hit.authors) or '-'} · {hit.article_id}"
        out.print(Text(shown.safe(about), "dim"))
        out.print(lit(hit.snippet, out.is_terminal))
        out.print()
    if hits:
        click.echo(f"{skip + 1} to {skip + len(hits)} of {count} articles")
    else:
        click.echo(f"none of {count} articles is shown" if count else "no article holds all of this")


def lit(marked: Marked, terminal: bool, style: str = "") -> Text:
    """A text with its hits in colour; between asterisks where there is no terminal."""
    from rich.text import Text

    if not terminal:
        return Text(shown.safe(marked.shown()))
    text = Text(shown.safe(marked.text), style)
    for start, end in marked.hits:
        text.stylize("bold yellow", start, end)
    return text
