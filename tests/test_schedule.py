"""The schedule in time zones that change their clocks: once a night, that night too."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect.server.schemas.schedules import CronSchedule

DEPLOYMENTS = yaml.safe_load((Path(__file__).parent.parent / "prefect.yaml").read_text())["deployments"]
NIGHTLY = next(one for one in DEPLOYMENTS if one["name"] == "nightly")["schedules"][0]
ZONES = (NIGHTLY["timezone"], "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")


@pytest.mark.parametrize("zone", ZONES)
def test_every_night_of_a_year_runs_once(zone: str) -> None:
    schedule = CronSchedule(cron=NIGHTLY["cron"], timezone=zone)
    first, last = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    dates = asyncio.run(schedule.get_dates(n=1000, start=first, end=last))
    nights = Counter(at.astimezone(ZoneInfo(zone)).date() for at in dates)
    assert set(nights.values()) == {1}
    assert len(nights) >= 364
