"""The dead man's switch: somebody hears of it when no nightly run finishes, and no run has a part in that.

The open desk looks itself and tells the places of NIGHTDESK_ALERTS. Where one of them is a notification block
of Prefect, the server watches too, by an automation, so that it is told even if the desk's process is gone.
"""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from flows import alerts
from flows.history import past, silence

if TYPE_CHECKING:
    from prefect.events.schemas.automations import AutomationCore

LONGEST = timedelta(hours=36)  # a nightly run finishes once a day; a slow night is no silence
AUTOMATION = "nightdesk: no nightly run finishes"
log = logging.getLogger("nightdesk")


def look(home: Path, opened_at: datetime) -> None:
    """Tell of a silence that began or is over; `opened_at` (UTC) is when the desk was opened."""
    alerts.send_silence(home, silence(past(home), LONGEST, datetime.now(UTC), opened_at), log)


def arm(longest: timedelta = LONGEST) -> list[str]:
    """Have the server watch as well: one automation for each notification block; return their names.

    Asks the server that PREFECT_API_URL names. Automations of an earlier desk are replaced.
    """
    from prefect.client.orchestration import get_client

    blocks = [
        place.removeprefix(alerts.BLOCK)
        for place in os.environ.get(alerts.SETTING, "").split()
        if place.startswith(alerts.BLOCK)
    ]
    armed = []
    with get_client(sync_client=True) as client:
        for old in client.read_automations_by_name(AUTOMATION):
            client.delete_automation(old.id)
        for slug in blocks:
            kind, _, name = slug.partition("/")
            document = client.read_block_document_by_name(name, kind)
            client.create_automation(automation(document.id, longest))
            armed.append(slug)
    return armed


def automation(block: UUID, longest: timedelta) -> AutomationCore:
    """Prefect's proactive trigger: it fires when no nightly flow run has ended for so long."""
    from prefect.events.actions import SendNotification
    from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

    trigger = EventTrigger(
        posture=Posture.Proactive,
        expect={"prefect.flow-run.Completed", "prefect.flow-run.Failed"},
        match_related={"prefect.resource.role": "flow", "prefect.resource.name": "nightly"},
        threshold=1,
        within=longest,
    )
    hours = longest.total_seconds() / 3600
    told = SendNotification(
        block_document_id=block,
        subject="Nightdesk: no nightly run finishes",
        body=f"No nightly run has finished for {hours:.0f} hours. Next: nightdesk status",
    )
    return AutomationCore(
        name=AUTOMATION,
        description="Made by nightdesk serve, from NIGHTDESK_ALERTS.",
        trigger=trigger,
        actions=[told],
    )
