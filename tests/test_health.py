"""What is normal for a source is learned from its history; what is not is told with its reason, and told apart."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.histories import BEGIN, FAULTS, Day, health, history, struck

DAYS = 90
LAST = BEGIN + timedelta(days=DAYS - 1)
MEANS = (0.5, 1, 2, 5, 12, 40, 150)  # articles a weekday
SEEN_AS = {"undated": "drifting", "one title": "drifting", "walled": "drifting"}
LIVELY = 10  # articles a weekday, from which on every fault has to be seen within five days


def fleet(name: str, means: tuple[float, ...] = MEANS, each: int = 6) -> list[Day]:
    """Sources of all sizes, at peace."""
    return [
        day
        for size, mean in enumerate(means)
        for number in range(each)
        for day in history(f"{name}_{size}_{number}", mean, DAYS, 1000 * size + number)
    ]


def test_seasons_and_chance_alone_hardly_ever_alarm() -> None:
    days, judged, alarms = fleet("peace"), 0, Counter[str]()
    for back in range(0, 20, 4):
        told = health(days, LAST - timedelta(days=back))
        judged += len(told)
        alarms.update(row["state"] for row in told.values() if row["state"] != "well")
    assert judged == 5 * 6 * len(MEANS)
    assert alarms.total() <= 0.01 * judged, alarms


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen_within_five_days_and_named(fault: str) -> None:
    lively = tuple(mean for mean in MEANS if mean >= LIVELY)
    told = health(struck(fleet("struck", lively, 4), FAULTS[fault], LAST - timedelta(days=4)))
    assert {row["state"] for row in told.values()} == {SEEN_AS.get(fault, fault)}
    assert all(row["reason"] and row["next_step"] for row in told.values())


def test_a_rare_paper_is_not_called_silent_for_a_quiet_week() -> None:
    told = health(struck(fleet("rare", (0.5,), 4), FAULTS["silent"], LAST - timedelta(days=6)))
    assert {row["state"] for row in told.values()} == {"well"}


def test_a_lively_paper_is_called_silent_after_one_empty_night() -> None:
    told = health(struck(fleet("lively", (40,), 4), FAULTS["silent"], LAST))
    assert {row["state"] for row in told.values()} == {"silent"}


def test_new_sources_are_not_alarmed_on() -> None:
    days = [day for day in history("new", 40, DAYS, 1) if day.day > LAST - timedelta(days=10)]
    told = health([*struck(days, FAULTS["silent"], LAST - timedelta(days=3)), *history("old", 5, DAYS, 2)])
    assert told["new"]["state"] == "new"
    assert told["new"]["reason"] is None


def test_what_we_did_not_visit_is_not_called_silent() -> None:
    away = [day for day in history("away", 40, DAYS, 1) if day.day <= LAST - timedelta(days=5)]
    told = health([*away, *history("visited", 40, DAYS, 2)])
    assert told["away"]["state"] == "not visited"
    assert told["visited"]["state"] == "well"


def test_a_changed_robots_txt_is_told_without_alarm() -> None:
    days = history("gazette", 12, DAYS, 7)
    changed = struck(days, lambda day: Day(**{**asdict(day), "robots_digest": "sha1:B"}), LAST)
    row = health(changed)["gazette"]
    assert row["robots_changed"]
    assert row["state"] == "well"


def asdict(day: Day) -> dict[str, object]:
    """The fields of a day."""
    return {name: getattr(day, name) for name in Day.__dataclass_fields__}
