"""`nightdesk export`: a corpus in files, and the check that it is still what it was."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("export")
@click.option("--to", type=click.Path(path_type=Path), help="The folder to be made.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv", "jsonl"]),
    default="parquet",
    show_default=True,
    help="How rows are written.",
)
@click.option("--where", help="Which articles: a condition on `articles` in SQL.  [default: all]")
@click.option(
    "--ids", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of ids, one a line."
)
@click.option(
    "--table",
    "tables",
    multiple=True,
    type=click.Choice(["articles", "versions", "edits", "aliases", "captures", "syndication"]),
    help="What of these articles; may be repeated.  [default: articles]",
)
@click.option(
    "--lake-snapshot",
    type=click.IntRange(1),
    metavar="N",
    help="As the warehouse stood then, if it is a DuckLake: the number in an export's manifest.",
)
@click.option("--verify", type=click.Path(file_okay=False, path_type=Path), help="Check this export instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as JSON.")
def command(
    to: Path | None,
    form: str,
    where: str | None,
    ids: Path | None,
    tables: tuple[str, ...],
    lake_snapshot: int | None,
    verify: Path | None,
    as_json: bool,
) -> int:
    """Articles of the snapshot in files by source and month, with a data dictionary and digests.

    An export is never changed. Its ids.txt freezes which articles it holds: --ids takes it again.

    Example: nightdesk export --to corpus --where "source = 'dawn' and published_at >= '2023-09-01'"
    """
    from flows.commands.counted import counted
    from flows.settings import Desk
    from warehouse.export import Asked, export

    if verify:
        return checked(verify, as_json)
    if not to:
        raise click.UsageError("say where: --to DIR (or --verify DIR)")
    if where and ids:
        raise click.UsageError("--where and --ids: one of them")
    asked = Asked(form, tables or ("articles",), where, listed(ids) if ids else None, lake_snapshot)
    with counted("files") as told:
        manifest = export(Desk.here().home, to, asked, told)
    if as_json:
        click.echo(json.dumps(manifest, ensure_ascii=False))
    else:
        rows = sum(one["rows"] or 0 for one in manifest["files"])
        click.echo(f"{manifest['articles']} articles, {rows} rows in {len(manifest['files'])} files: {to}")
        click.echo(f"to cite it: sha256 {manifest['corpus']}")
    return 0


def listed(path: Path) -> tuple[str, ...]:
    """The ids of a file; empty lines and what follows a # don't count."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return tuple(name for line in lines if (name := line.partition("#")[0].strip().strip('"')))


def checked(place: Path, as_json: bool) -> int:
    """Print what is wrong with an export; the exit code is 1 if anything is."""
    from warehouse.manifest import read, wrong

    manifest, files = read(place)
    found = list(wrong(place))
    if as_json:
        click.echo(json.dumps({"corpus": manifest.get("corpus"), "wrong": found}, ensure_ascii=False))
    elif not found:
        click.echo(f"{len(files)} files, all as they were: sha256 {manifest['corpus']}")
    for line in found:
        click.echo(f"nightdesk: {line}", err=True)
    return 1 if found else 0
