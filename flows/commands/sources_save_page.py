"""`nightdesk sources save-page`: keeps a page with the fields it must be read to."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import click

from flows.commands import shown

PAGES = Path(__file__).resolve().parents[2] / "tests" / "pages"


@click.command("save-page", short_help="Keep a page as a test.")
@click.argument("place", metavar="FILE-or-URL")
@click.option("--name", help="What to call it.  [default: from the address]")
@click.option("--url", help="Where a file was served.")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), default=PAGES, help="Where golden pages lie."
)
@click.option("--allow-private", is_flag=True, help="The URL may lie on loopback or in a private network.")
@click.option("--json", "as_json", is_flag=True, help="Print the fields as JSON.")
@click.pass_context
def save_page(
    context: click.Context,
    place: str,
    name: str | None,
    url: str | None,
    folder: Path,
    allow_private: bool,
    as_json: bool,
) -> None:
    """Keep a page as a test: the page, and beside it the fields as they are read now.

    Read them and correct what is wrong: from then on `make test` holds every field to it. Save made-up pages
    and your own; a publisher's page is not yours to hand on, so keep such ones outside the project with --to.

    Example: nightdesk sources save-page page.html --url https://news.example/2026/ferry --name ferry
    """
    from crawler import golden
    from crawler.items import Purpose
    from crawler.sources import unlisted
    from flows.settings import Desk
    from flows.survey import served

    if place.startswith(("http://", "https://")):
        desk = Desk.here(sources=context.obj)
        site = unlisted(desk.sources, place, allow_private)
        with shown.waiting(f"asking for {place}"):
            body, url = served(desk.home, site, Purpose.HOME, site.home)
    else:
        body = Path(place).read_bytes()
        body = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    chosen = name or named(url or place)
    where = url or f"https://{chosen}.example/story"
    try:
        page = golden.save(folder, chosen, body, where, datetime.now(UTC).replace(microsecond=0))
    except ValueError as error:
        context.fail(str(error))
    fields = golden.said(page)
    if as_json:
        click.echo(json.dumps({"page": str(page), **fields}, ensure_ascii=False))
        return
    shown.table(
        ("field", "read"), [(field, fields[field]) for field in golden.FIELDS if field != "paragraphs"]
    )
    for paragraph in fields["paragraphs"]:
        click.echo(f"\n{paragraph}")
    click.echo(f"\n{page} is kept. Read {golden.expectation(page)}, and correct what is wrong.")


def named(place: str) -> str:
    """A name from the last words of an address."""
    last = re.sub(r"\.\w{2,5}$", "", place.split("?")[0].rstrip("/").rpartition("/")[2])
    return re.sub(r"[^a-z0-9]+", "-", last.lower()).strip("-")[:60] or "page"
