"""The export flow: a corpus in files, from a form or on a schedule."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from prefect import flow, task
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import Field

from flows.settings import Desk
from flows.single import single
from warehouse.export import Asked, export

Name = Annotated[str, Field(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_.-]*)?$")]
Tables = list[Literal["articles", "versions", "edits", "aliases", "captures", "syndication"]]


@task(name="write the export", task_run_name="write the export", persist_result=False)
def write(name: str, asked: Asked) -> str:
    """Write it; what to cite, in a sentence."""
    home = Desk.here().home
    place = home / "exports" / name
    place.parent.mkdir(exist_ok=True)
    manifest = export(home, place, asked)
    return f"{manifest['articles']} articles in {place}, sha256 {manifest['corpus']}"


@flow(name="export")
def export_corpus(
    name: Name = "",
    format: Literal["parquet", "csv", "jsonl"] = "parquet",  # noqa: A002, the word of the command
    where: str = "",
    ids: list[str] = [],  # noqa: B006, Prefect reads the default
    tables: Tables = ["articles"],  # noqa: B006
    lake_snapshot: Annotated[int, Field(ge=0)] = 0,
) -> State[Any]:
    """Write articles of the snapshot into files by source and month, with dictionary and digests.

    Args:
        name: Name of the folder, under `exports/` of the home; empty means today's date and time.
        format: Of the files.
        where: Which articles: a condition on `articles` in SQL; empty means all of them.
        ids: Or these articles, by id.
        tables: What of these articles.
        lake_snapshot: As a DuckLake stood at this snapshot; 0 means what was published last.
    """
    named = name or f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}"
    asked = Asked(format, tuple(tables), where or None, tuple(ids) if ids else None, lake_snapshot or None)
    return single("export", lambda: Completed(message=write(named, asked)))
