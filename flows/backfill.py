"""The backfill flow: the articles of some days, from a source's archive pages and sitemaps."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from crawler.sources import load, select
from flows.batches import AT_ONCE
from flows.course import follow
from flows.days import asked
from flows.settings import Desk
from flows.visit import visit


@flow(name="backfill", task_runner=ThreadPoolTaskRunner(max_workers=2 * AT_ONCE))  # type: ignore[arg-type]
def backfill(
    sources: Annotated[list[str], Field(description="Names from sources.toml, at least one.", min_length=1)],
    first_day: Annotated[date, Field(description="The first day whose articles are wanted.")],
    last_day: Annotated[date, Field(description="The last day, included.")],
) -> State[Any]:
    """Find articles of these days in archive pages and sitemaps, and let them go the way of every article."""
    chosen = select(load(Desk.here().sources), sources)
    return follow("backfill", sources, "", visit, asked(chosen, first_day, last_day))
