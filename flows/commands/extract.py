"""`nightdesk extract`: read saved pages."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click


@click.command("extract")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="The address that the page was saved from.")
@click.option(
    "--manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="What to read."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where --manifest's results go.")
@click.option("--json", "as_json", is_flag=True, help="Every field as a line of JSON.")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    url: str | None,
    manifest: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Read the articles out of saved pages, gzipped or not.

    A manifest has lines of {set, id, html_path, url, domain}: paths are relative to it, and pages of one
    domain teach each other what is the site's and not the article's.

    Example: nightdesk extract page.html --url https://www.dawn.com/news/1774342
    """
    from crawler.saved_pages import read_files, read_manifest

    if bool(files) == bool(manifest) or bool(manifest) != bool(out):
        context.fail("give FILE..., or --manifest and --out")
    if manifest and out:
        try:
            counts = read_manifest(manifest, out, os.cpu_count() or 1)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        told = json.dumps(counts) if as_json else ", ".join(f"{n} {name}" for name, n in counts.items())
        click.echo(told)
        return
    for record in read_files(files, url):
        click.echo(json.dumps(record, ensure_ascii=False) if as_json else in_words(record))


def in_words(record: dict[str, Any]) -> str:
    """What was read, for a person."""
    head = (
        "path",
        "verdict",
        "reason",
        "title",
        "subtitle",
        "authors",
        "date",
        "dateline",
        "agency",
        "section",
    )
    lines = [
        f"{name:>9}: {', '.join(value) if isinstance(value, list) else value}"
        for name in head
        if (value := record.get(name))
    ]
    return "\n".join([*lines, "", record["body"], ""])
