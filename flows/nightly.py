"""The nightly flow: every source, every night."""

from __future__ import annotations

from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows.batches import AT_ONCE
from flows.course import follow
from flows.visit import visit

Names = Annotated[list[str], Field(description="Names from sources.toml; none means all of them.")]
Day = Annotated[
    str,
    Field(
        description="The logical date, as 2026-03-01; empty means today.", pattern=r"^(\d{4}-\d{2}-\d{2})?$"
    ),
]


@flow(name="nightly", task_runner=ThreadPoolTaskRunner(max_workers=2 * AT_ONCE))  # type: ignore[arg-type]
def nightly(sources: Names = [], day: Day = "") -> State[Any]:  # noqa: B006, Prefect reads the default
    """Visit the sources, keep what they serve, read it, and publish what is new.

    One source's failure never stops another, and Retry repeats only what failed.
    """
    return follow("nightly", sources, day, visit)
