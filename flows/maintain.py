"""The weekly flow: promises checked, a backup that was restored to try it, old stage files removed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from prefect import flow, get_run_logger, task
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import Field

from flows import upkeep
from flows.settings import Desk
from flows.single import single


@task(name="verify", task_run_name="verify", persist_result=False)
def verify() -> list[str]:
    """What is broken, in sentences."""
    desk = Desk.here()
    return upkeep.broken(desk.home, desk.wait)


@task(name="back up", task_run_name="back up", persist_result=False)
def back_up() -> str:
    """Checkpoint the warehouse, copy it, restore the copy in a place of its own, and check it there."""
    desk = Desk.here()
    kept = upkeep.back_up(desk.home, datetime.now(UTC).date(), desk.wait)
    get_run_logger().info("%s was restored to try it, and keeps every promise", kept)
    return str(kept)


@task(name="remove old stage files", task_run_name="remove old stage files", persist_result=False)
def prune(days: int) -> int:
    """Remove the stage files of reported runs; how many runs."""
    return upkeep.prune(Desk.here().home, datetime.now(UTC), days)


Days = Annotated[int, Field(ge=upkeep.FEWEST_DAYS)]


@flow(name="maintain")
def maintain(stage_file_days: Days = upkeep.STAGE_FILE_DAYS) -> State[Any]:
    """Check every promise, copy the warehouse to `backup/`, remove old stage files.

    While a promise is broken nothing is removed and no backup is replaced.

    Args:
        stage_file_days: Remove stage files of runs that were reported more than so many days ago; 35 or more,
            because restoring a backup needs those of the runs after it. WARC files stay.
    """

    def work() -> State[Any]:
        if broken := verify():
            return Failed(message="; ".join(broken))
        kept, pruned = Path(back_up()).name, prune(stage_file_days)
        rest = f"{kept} written; stage files of {pruned} runs removed"
        return Completed(message=f"every promise is kept; {rest}")

    return single("maintain", work)
