"""How well troubles of sources are told: `python -m benchmarks.health`, on built histories."""

from __future__ import annotations

from datetime import timedelta

from tests.histories import BEGIN, FAULTS, health, history, struck

DAYS = 90
LAST = BEGIN + timedelta(days=DAYS - 1)
MEANS = (1, 2, 5, 12, 40, 150)  # articles a weekday
EACH = 12  # sources of a size
DELAYS = (1, 3, 5, 7)  # days after a fault began


def main() -> None:
    """False alarms of sources at peace, then the share of faults that are seen, by size and days."""
    peace = [
        one
        for mean in MEANS
        for n in range(EACH)
        for one in history(f"{mean}_{n}", mean, DAYS, 977 * mean + n)
    ]
    told = [health(peace, LAST - timedelta(days=back)) for back in range(28)]
    judged = sum(len(night) for night in told)
    false = sum(row["state"] != "well" for night in told for row in night.values())
    print(f"at peace: {false} alarms in {judged} nights of sources, {false / judged:.2%}")
    print("articles a weekday  " + "  ".join(f"after {days} d" for days in DELAYS))
    for mean in MEANS:
        seen = [share(mean, days) for days in DELAYS]
        print(f"{mean:>18}  " + "  ".join(f"{one:>9.2f}" for one in seen))


def share(mean: float, days: int) -> float:
    """The share of sources of that size whose fault, begun so many days ago, is seen; all kinds of faults."""
    since, found, asked = LAST - timedelta(days=days - 1), 0, 0
    for fault in FAULTS.values():
        rows = [one for n in range(EACH) for one in history(f"{n}", mean, DAYS, int(977 * mean) + n)]
        told = health(struck(rows, fault, since))
        found += sum(row["state"] != "well" for row in told.values())
        asked += len(told)
    return found / asked


if __name__ == "__main__":
    main()
