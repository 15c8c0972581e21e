"""Measures how long it takes to tell an edit in words: python -m benchmarks.edits."""

from __future__ import annotations

import random
import resource
import statistics

from warehouse.kinds import State, change

WORDS = (
    *(
        "harbour",
        "council",
        "ferry",
        "storm",
        "mill",
        "bridge",
        "river",
        "clerk",
        "ballot",
        "winter",
        "timber",
    ),
    *("grain", "lamp", "quay", "engine", "orchard", "market", "tide", "court", "pension", "ward", "levy"),
)
EDITS = 500


def text(chance: random.Random) -> list[str]:
    return [" ".join(chance.choices(WORDS, k=45)).capitalize() + "." for _ in range(14)]


def cost(pair: tuple[State, State]) -> float:
    """Milliseconds of CPU for telling one edit."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    change(*pair, "en")
    after = resource.getrusage(resource.RUSAGE_SELF)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    chance = random.Random(1)
    costs = []
    for _ in range(EDITS):
        before = text(chance)
        after = [one.replace("mill", "1,400") if number == 5 else one for number, one in enumerate(before)]
        after += text(chance)[: chance.randrange(2)]
        costs.append(
            cost((State("A", None, (), "\n\n".join(before)), State("A", None, (), "\n\n".join(after))))
        )
    median, mean = statistics.median(costs), statistics.mean(costs)
    told = f"median {median:.2f}, mean {mean:.2f}, slowest {max(costs):.1f} ms of CPU"
    print(f"an edit of a text of 630 words: {told}")


if __name__ == "__main__":
    main()
