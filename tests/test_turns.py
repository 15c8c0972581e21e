"""Reading for all that wait: one child at a time, and nobody's source is forgotten."""

from __future__ import annotations

import threading

from flows import turns
from tests.nights import eventually


def test_whoever_has_the_turn_is_told_of_every_source_of_the_run_that_waits() -> None:
    told: list[tuple[str, list[str]]] = []

    def wait(run: str, source: str) -> None:
        with turns.turn_to_read(run, [source]) as waiting:
            told.append((source, waiting))

    others = [
        threading.Thread(target=wait, args=one)
        for one in [("first", "courier"), ("first", "talbote"), ("second", "elsewhere")]
    ]
    with turns.turn_to_read("first", ["dawn"]) as alone:
        for thread in others:
            thread.start()
        assert eventually(lambda: len(turns.WAITING) == 4, 10)
    for thread in others:
        thread.join()
    assert alone == ["dawn"]
    firsts = [sorted(waiting) for source, waiting in told if source in {"courier", "talbote"}]
    assert firsts[0] == ["courier", "talbote"]
    assert ("elsewhere", ["elsewhere"]) in told
    assert turns.WAITING == []
