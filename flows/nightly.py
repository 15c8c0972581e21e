"""The nightly flow: every source, every night."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.task_runners import ThreadPoolTaskRunner

from flows.batches import AT_ONCE
from flows.course import follow
from flows.parameters import AnyDay, Sources
from flows.visit import visit


@flow(name="nightly", task_runner=ThreadPoolTaskRunner(max_workers=2 * AT_ONCE))  # type: ignore[arg-type]
def nightly(sources: Sources = [], day: AnyDay = None) -> State[Any]:  # noqa: B006, Prefect reads the default
    """Visit the sources, keep what they serve, read it, and publish what is new.

    One source's failure never stops another, and Retry repeats only what failed.

    Args:
        sources: Which sites to visit; choose none for all of them.
        day: The logical date, under which the run is kept; choose none for today.
    """
    return follow("nightly", sources, day, visit)
