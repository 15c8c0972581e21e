"""`nightdesk similar`: near-duplicate pairs among texts."""

from __future__ import annotations

import json
from pathlib import Path

import click

from flows.files import write_whole


class NotTexts(Exception):  # noqa: N818
    """A line that is no text; the sentence says which."""


@click.command("similar")
@click.option("--texts", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def command(texts: Path, out: Path) -> None:
    """Near-duplicate pairs among lines of {id, text}, written as lines of {a, b, jaccard, containment}.

    Example: nightdesk similar --texts texts.jsonl --out pairs.jsonl
    """
    from warehouse.pairs import similar_pairs

    records = []
    for number, line in enumerate(texts.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            records.append({"id": record["id"], "text": record["text"]})
        except (ValueError, KeyError, TypeError) as error:
            raise NotTexts(f"{texts}, line {number}: not a text with id ({error!r})") from error
    pairs = [json.dumps(pair, ensure_ascii=False) + "\n" for pair in similar_pairs(records)]
    write_whole(out, "".join(pairs))
    click.echo(f"{len(pairs)} pairs among {len(records)} texts")
