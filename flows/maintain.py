"""The weekly flow: promises checked, a backup that was opened, old stage files removed."""

from __future__ import annotations

from typing import Any

from prefect import flow, task
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows import upkeep
from flows.settings import Desk


@task(name="look after the archive", task_run_name="look after the archive", persist_result=False)
def look_after() -> list[str]:
    """Check, back up, prune; what is broken, in sentences."""
    desk = Desk.here()
    return upkeep.look_after(desk.home, desk.wait)


@flow(name="maintain")
def maintain() -> State[Any]:
    """Check every promise, copy the warehouse to `backup/`, remove stage files that are older than 90 days.

    While a promise is broken nothing is removed and no backup is replaced.
    """
    broken = look_after()
    return Failed(message="; ".join(broken)) if broken else Completed(message="every promise is kept")
