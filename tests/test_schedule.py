"""The schedule in time zones that change their clocks: once a night, that night too."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta
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
    every = {
        first.date() + timedelta(days=number) for number in range(1, 365)
    }  # the first may be before `first`
    assert every <= set(nights)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "eve",
    [
        date(2026, 3, 7),
        date(2026, 3, 28),
        date(2026, 4, 4),
        date(2026, 10, 3),
        date(2026, 10, 24),
        date(2026, 10, 31),
    ],
)
def test_a_night_of_changing_clocks_runs_once_whenever_the_scheduler_looks(zone: str, eve: date) -> None:
    """It looks again and again, also between two times of day that are called alike."""
    schedule, seen = CronSchedule(cron=NIGHTLY["cron"], timezone=zone), set()
    for halves in range(72):
        looked = datetime(eve.year, eve.month, eve.day, 12, tzinfo=UTC) + timedelta(minutes=30 * halves)
        seen |= set(asyncio.run(schedule.get_dates(n=2, start=looked)))
    nights = Counter(at.astimezone(ZoneInfo(zone)).date() for at in seen)
    assert set(nights.values()) == {1}
    assert max(nights) - min(nights) == timedelta(days=len(nights) - 1)
