"""`nightdesk show`: one article beside where it came from."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from flows.commands import shown


class NotThere(Exception):  # noqa: N818
    """Nothing is known of what was asked for."""


FIELDS = (
    *("article_id", "source", "url", "title", "subtitle", "authors", "agency", "dateline", "section", "tags"),
    *("language", "published_at", "published_precision", "published_from", "modified_at", "printed_on"),
    *("word_count", "is_free", "versions", "copies", "first_seen_at", "last_seen_at", "withdrawn_at"),
    *("image_url", "image_caption", "image_credit", "extractor", "warc_file", "warc_offset"),
)


@click.command("show")
@click.argument("asked", metavar="ID-or-URL")
@click.option("--diff", is_flag=True, help="What each version changed, word by word.")
@click.option("--color/--no-color", "colour", default=None, help="With --diff.  [default: on a terminal]")
@click.option("--raw", is_flag=True, help="The page as it was served, its content-encoding undone.")
@click.option("--json", "as_json", is_flag=True, help="Every field as JSON; with --diff every change.")
def command(asked: str, diff: bool, colour: bool | None, raw: bool, as_json: bool) -> None:
    """One article, by its id or any address it was seen at; or why a page is none.

    Example: nightdesk show https://www.dawn.com/news/1774342 --diff
    """
    from crawler.urls import url_key
    from flows.settings import Desk
    from warehouse import sql
    from warehouse.snapshot import reading

    home = Desk.here().home
    values: dict[str, object] = {"asked": asked, "url_key": url_key(asked) if "/" in asked else asked}
    with reading(home) as connection:
        found = sql.rows(connection, "queries/article_at", values)
        fetched = found or sql.rows(connection, "queries/last_fetch_at", values)
        if not fetched:
            raise NotThere(f"no article or page is known under {asked!r}; `nightdesk search` finds by words")
        one: dict[str, Any] = fetched[0]
        of_it: dict[str, object] = {"article_id": one.get("article_id")}
        states = sql.rows(connection, "queries/versions_of", of_it) if diff else []
        events = sql.rows(connection, "queries/edits_of", of_it) if diff else []
        aliases = sql.rows(connection, "queries/aliases_of", of_it)
        others = sql.rows(connection, "queries/others_of_story", of_it)
    if raw:
        served(home, one)
    elif diff:
        changes(asked, one, states, events, colour, as_json)
    elif as_json:
        click.echo(json.dumps(one, ensure_ascii=False, default=str))
    else:
        names = FIELDS if found else tuple(one)
        shown.table(("field", "value"), [(name, one[name]) for name in names if one[name] not in (None, [])])
        click.echo(f"\n{shown.safe(one['body'] or '')}" if found else "")
        if found:
            click.echo(f"\n{shown.safe(beside(one, aliases, others))}")


def beside(one: dict[str, Any], aliases: list[dict[str, Any]], others: list[dict[str, Any]]) -> str:
    """What else there is of an article: other addresses, who else printed it, and how to see more."""
    lines = [f"also at {row['url']}" for row in aliases if row["url"] != one["url"]]
    for row in others:
        when = f"{row['printed_at']:%Y-%m-%d %H:%M} UTC"
        lines.append(f"also printed by {row['source']}, {when}: {row['title']} ({row['article_id']})")
    if one["versions"] > 1:
        lines.append(f"{one['versions']} versions: nightdesk show {one['article_id']} --diff")
    lines.append(f"the page as it was served: nightdesk show {one['article_id']} --raw")
    return "\n".join(lines)


def served(home: Path, one: dict[str, Any]) -> None:
    """The bytes that the site sent, on standard output."""
    from crawler.archive import read_capture
    from flows.depots import depot_of

    if one["warc_file"] is None:
        raise NotThere("nothing was served: there is no capture to show")
    stored = read_capture(depot_of(home), one["warc_file"], one["warc_offset"], one["warc_length"])
    sys.stdout.buffer.write(stored.decoded())


def changes(
    asked: str,
    one: dict[str, Any],
    states: list[dict[str, Any]],
    events: list[dict[str, Any]],
    colour: bool | None,
    as_json: bool,
) -> None:
    """Each change of an article, with its words."""
    from flows.commands import diff

    if not states:
        raise NotThere(f"{asked!r} is no article, so it has no versions to compare")
    told = diff.compared(states, events)
    if as_json:
        named = {"article_id": one["article_id"], "url": one["url"], "changes": told}
        click.echo(json.dumps(named, ensure_ascii=False, default=str))
    else:
        diff.show(states, told, colour)
