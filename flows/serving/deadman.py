"""The dead man's switch: somebody hears of it when no nightly run finishes, and no run has a part in that.

The open desk looks itself and tells the places of NIGHTDESK_ALERTS. Where one of them is a notification block
of Prefect, the server watches too, by an automation, so that it is told even if the desk's process is gone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import httpx

from flows import alerts
from flows.history import past, silence

if TYPE_CHECKING:
    from prefect.events.schemas.automations import AutomationCore

LONGEST = timedelta(hours=36)  # a nightly run finishes once a day; a slow night is no silence
AUTOMATION = "nightdesk: no nightly run finishes"
# Prefect names the event after the name of the state, not its type. With these names a nightly run ends that
# did its work (flows.course.conclude); "Skipped", "Crashed", "Cancelled" and the like are no end.
ENDED = frozenset(f"prefect.flow-run.{name}" for name in ("Complete", "Partial", "Failed"))
log = logging.getLogger("nightdesk")


class NotArmed(Exception):  # noqa: N818
    """A place of NIGHTDESK_ALERTS is no block of the server; the sentence names it."""


def look(home: Path, opened_at: datetime) -> None:
    """Tell of a silence that began or is over; `opened_at` (UTC) is when the desk was opened."""
    alerts.send_silence(home, silence(past(home), LONGEST, datetime.now(UTC), opened_at), log)


def look_or_say(home: Path, opened_at: datetime, say: Callable[[str], None]) -> None:
    """Look; what keeps us from looking is said, and ends nothing."""
    try:
        look(home, opened_at)
    except Exception as error:  # noqa: BLE001  # whatever a run left: the switch must not end what it guards
        say(f"Whether nightly runs finish could not be looked up: {type(error).__name__}: {error}")


def arm_or_say(say: Callable[[str], None]) -> None:
    """Arm the server's watch; what keeps us from it is said, and ends nothing."""
    from prefect.exceptions import PrefectException

    try:
        armed = arm()
    except (NotArmed, PrefectException, httpx.HTTPError) as error:
        say(f"Not every place of {alerts.SETTING} is watched for by the server: {error}")
    else:
        for slug in armed:
            say(f"The server tells {slug} when no nightly run finishes")


def arm(longest: timedelta = LONGEST) -> list[str]:
    """Have the server watch as well: one automation for each notification block; return their names.

    Asks the server that PREFECT_API_URL names. Automations of an earlier desk are replaced. Raises NotArmed
    when all blocks that are there have theirs and some are missing.
    """
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    blocks = [
        place.removeprefix(alerts.BLOCK)
        for place in os.environ.get(alerts.SETTING, "").split()
        if place.startswith(alerts.BLOCK)
    ]
    armed, missing = [], []
    with get_client(sync_client=True) as client:
        for old in client.read_automations_by_name(AUTOMATION):
            client.delete_automation(old.id)
        for slug in blocks:
            kind, _, name = slug.partition("/")
            try:
                document = client.read_block_document_by_name(name, kind)
            except ObjectNotFound:
                missing.append(slug)
                continue
            client.create_automation(automation(document.id, longest))
            armed.append(slug)
    if missing:
        raise NotArmed(f"the server has no block {', '.join(missing)}; make it in the UI under Blocks")
    return armed


def automation(block: UUID, longest: timedelta) -> AutomationCore:
    """Prefect's proactive trigger: it fires when no nightly flow run has ended for so long."""
    from prefect.events.actions import SendNotification
    from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

    trigger = EventTrigger(
        posture=Posture.Proactive,
        expect=set(ENDED),
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
