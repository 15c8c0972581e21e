"""`nightdesk reextract`: the stored captures read again."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from flows.commands import shown

FEW = 3  # examples of each field on the terminal
WIDE = 400  # characters of an example


@click.command("reextract")
@click.option("--source", "names", multiple=True, help="Only this source; may be given more than once.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only articles seen since that day.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--take-back", metavar="RUN", default="", help="Undo what this run of reextract did.")
@click.option("--sources", "listed", type=click.Path(path_type=Path), help="The list of sites.")
@click.option("--json", "as_json", is_flag=True, help="Print what changed as JSON.")
def command(
    names: tuple[str, ...],
    since: datetime | None,
    dry_run: bool,
    take_back: str,
    listed: Path | None,
    as_json: bool,
) -> int:
    """Read the stored captures again with today's reader, and show field by field what changes.

    Articles are brought to what it reads, as re-reads and not as edits of the publisher. Nothing is fetched.

    Example: nightdesk reextract --source dawn --dry-run
    """
    from flows.settings import Desk

    desk = Desk.here(sources=listed)
    with shown.ready(desk, "reextract", names):
        from flows.reextract import reextract

        day = since.date().isoformat() if since else ""
        asked = {"sources": list(names), "since": day, "dry_run": dry_run, "take_back": take_back}
        told = shown.watch(desk, reextract, **asked)
    for failure in told.verdict.failures:
        click.echo(f"nightdesk: {failure}", err=True)
    if told.verdict.failures:
        return 1
    path = desk.home / "runs" / told.run / "differences.json"
    differences = {"run": told.run, **json.loads(path.read_text(encoding="utf-8"))}
    if as_json:
        click.echo(json.dumps(differences, ensure_ascii=False))
    else:
        show(differences)
        if not dry_run:
            click.echo(f"\nTake it back with: nightdesk reextract --take-back {told.run}")
    return 0


def show(told: dict[str, Any]) -> None:
    """The counts of each field, then the largest differences side by side."""
    read_by = ", ".join(f"{name} ({count})" for name, count in told["extractors"].items())
    click.echo(f"{told['pages']} pages read again, which had been read by {read_by or 'nobody'};")
    click.echo(f"{told['compared']} opened a version and are compared field by field.\n")
    if told["left_out"]:
        names = ", ".join(told["left_out"])
        click.echo(
            f"Not read: pages of sources that are not in the list ({names}); name theirs with --sources.\n"
        )
    counts = ("changed", "appeared", "vanished")
    fields = {name: one for name, one in told["fields"].items() if any(one[key] for key in counts)}
    if not fields:
        click.echo("Nothing changes.")
        return
    shown.table(("field", *counts), [(name, *(one[key] for key in counts)) for name, one in fields.items()])
    for name, one in fields.items():
        click.echo(f"\n{name}: the largest differences")
        rows = [
            (example["url"], *parted(example["before"] or "", example["after"] or ""))
            for example in one["largest"][:FEW]
        ]
        shown.table(("page", "before", "after"), rows)


def parted(before: str, after: str) -> tuple[str, str]:
    """What only one of two texts says, paragraph by paragraph, cut to be read."""
    old, new = before.split("\n\n"), after.split("\n\n")
    sides = ([one for one in old if one not in new], [one for one in new if one not in old])
    return tuple("\n".join(side)[:WIDE] for side in sides)  # type: ignore[return-value]
