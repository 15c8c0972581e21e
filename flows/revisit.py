"""The revisit flow: pages that are due again, to see edits and deletions."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.task_runners import ThreadPoolTaskRunner

from flows.batches import AT_ONCE
from flows.course import follow
from flows.parameters import Sources
from flows.visit import visit


@flow(name="revisit", task_runner=ThreadPoolTaskRunner(max_workers=2 * AT_ONCE))  # type: ignore[arg-type]
def revisit(sources: Sources = []) -> State[Any]:  # noqa: B006, Prefect reads the default
    """Fetch again what is due, and read no feeds: new articles are the nightly flow's.

    Args:
        sources: Which sites to look at again; choose none for all of them.
    """
    return follow("revisit", sources, None, visit, {"announcements": False})
