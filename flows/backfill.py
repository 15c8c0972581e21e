"""The backfill flow: the articles of some days, from a source's archive pages and dated sitemaps."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows.batches import AT_ONCE
from flows.chunks import DAYS
from flows.filling import fill
from flows.parameters import Day, SomeSources

Order = Literal["newest", "oldest"]


@flow(name="backfill", task_runner=ThreadPoolTaskRunner(max_workers=2 * AT_ONCE))  # type: ignore[arg-type]
def backfill(
    sources: SomeSources,
    first_day: Day,
    last_day: Day,
    order: Order = "newest",
    chunk_days: Annotated[int, Field(ge=1, le=366)] = DAYS,
    again: bool = False,
) -> State[Any]:
    """Find articles of these days in archive pages and sitemaps, and let them go the way of every article.

    It works in chunks of days, each with a report of its own. A source's budget holds for all of them
    together; what is left is done by the next backfill of the same days.

    Args:
        sources: Which sites; each must name an archive or a sitemap in sources.toml.
        first_day: The first day whose articles are wanted.
        last_day: The last day, included.
        order: Which days come first.
        chunk_days: Days in one chunk.
        again: Also days that an earlier backfill has filled.
    """
    return fill(sources, first_day, last_day, order, chunk_days, again)
