"""The dedupe flow: all texts are compared with each other again, and the stories follow."""

from __future__ import annotations

from typing import Any

from prefect import flow, task
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import steps
from flows.settings import Desk
from flows.single import single


@task(name="find copies anew", task_run_name="find copies anew", persist_result=False)
def find_copies_anew() -> str:
    """Forget every pair that was found, and compare all texts; what it came to, in words."""
    desk = Desk.here()
    found = steps.group_copies(desk.home, desk.wait, anew=True)
    pairs = f"{found.compared} texts compared, {found.pairs} pairs of copies"
    return f"{pairs}, {found.regrouped} articles changed their story"


@task(name="publish", task_run_name="publish", persist_result=False)
def publish() -> str:
    """Build the snapshot for analysts and swap it in."""
    desk = Desk.here()
    return steps.publish(desk.home, desk.wait)


@flow(name="dedupe")
def dedupe() -> State[Any]:
    """Compare all texts of the archive with each other again, group the stories anew, and publish."""

    def work() -> State[Any]:
        words = find_copies_anew()
        publish()
        return Completed(message=words)

    return single("dedupe", work)
