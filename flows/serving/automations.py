"""What the server does by itself, whoever started it: runs whose heart stopped are marked as crashed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.events.schemas.automations import AutomationCore

SAID = "No sign of life. Retry repeats what is missing."
SILENCE = timedelta(seconds=150)  # five heartbeats of a flow run; a restart of the server takes less


def ready_automations() -> dict[str, int]:
    """Put our automations on the server that PREFECT_API_URL names, unless they are there as they should be.

    A build step of prefect.yaml, so that `prefect deploy --all` by hand has them too.
    """
    from prefect.client.orchestration import get_client

    ours = (zombies(),)
    with get_client(sync_client=True) as client:
        for automation in ours:
            there = client.read_automations_by_name(automation.name)
            if any(same(one, automation) for one in there):
                continue
            for one in there:
                client.delete_automation(one.id)
            client.create_automation(automation)
    return {"automations": len(ours)}


def same(there: AutomationCore, ours: AutomationCore) -> bool:
    """Whether the server's automation does what ours does; switched off by hand, it stays off."""
    return there.description == ours.description and there.trigger.model_dump(
        exclude={"id"}
    ) == ours.trigger.model_dump(exclude={"id"})


def zombies() -> AutomationCore:
    """A flow run that was heard of, and then neither beats nor ends, has no process any more."""
    from prefect.client.schemas.objects import StateType
    from prefect.events.actions import ChangeFlowRunState
    from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
    from prefect.events.schemas.events import ResourceSpecification

    return AutomationCore(
        name="Nightdesk: a run whose process is gone is marked as crashed",
        description=f"When it gave no sign of life for {SILENCE.total_seconds():.0f} seconds.",
        trigger=EventTrigger(
            match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.*"},  # a heartbeat, or an end, whose name may be our own
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=SILENCE,
        ),
        actions=[ChangeFlowRunState(name=None, state=StateType.CRASHED, message=SAID, force=False)],
    )
