"""Alerts: once when a trouble begins, and once when it is over, to wherever the operator wants them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.children import Log
from flows.files import write_whole
from flows.report import Report

SETTING = "NIGHTDESK_ALERTS"
BLOCK = "block:"  # before the name of a notification block of Prefect, as in block:slack-webhook/desk


@dataclass(frozen=True, slots=True)
class Change:
    """What began and what is over since the last alert: by trouble, a sentence each."""

    begun: Mapping[str, str]
    over: Mapping[str, str]


def troubles(report: Report) -> dict[str, str]:
    """What is wrong now, by a name that stays the same while it lasts."""
    told = {
        f"{one.source} {one.state}": f"{one.sentence}. Next: {one.next_step}"
        for one in report.health
        if not one.is_calm
    }
    if report.verdict.failures:
        why = "; ".join(report.verdict.failures[:5])
        told["the run failed"] = (
            f"the run {report.run} failed: {why}. Next: press Retry; only what failed is done again"
        )
    return told


def since(known: Mapping[str, str], now: Mapping[str, str]) -> Change:
    """What changed between two looks."""
    begun = {name: sentence for name, sentence in now.items() if name not in known}
    return Change(begun, {name: sentence for name, sentence in known.items() if name not in now})


def send(home: Path, report: Report, log: Log) -> None:
    """Tell the operator what began and what is over since the last night; see `announce`."""
    announce(home / "alerts.json", troubles(report), log)


def send_silence(home: Path, sentence: str | None, log: Log) -> None:
    """The dead man's switch: tell that no nightly run has finished for too long, and once when one has again.

    `sentence` is what `flows.history.silence` says. No run has a part in this, the desk that is open looks.
    """
    now = {"no nightly run finishes": f"{sentence}. Next: nightdesk status"} if sentence else {}
    announce(home / "alerts-desk.json", now, log)


def announce(path: Path, now: Mapping[str, str], log: Log) -> None:
    """Tell each place of NIGHTDESK_ALERTS what began and what is over since it was told last.

    What could not be sent is tried again at the next look. What was told is kept in `path`, by a digest of
    the place: its address may hold a password.
    """
    told: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for place in os.environ.get(SETTING, "").split():
        key = hashlib.sha256(place.encode()).hexdigest()[:16]
        change = since(told.get(key, {}), now)
        if (change.begun or change.over) and delivered(place, subject(change), text(change), log):
            told[key] = dict(now)
            write_whole(path, json.dumps(told, ensure_ascii=False, indent=1))


def delivered(place: str, title: str, words: str, log: Log) -> bool:
    """Whether an alert got through; `place` is an address of Apprise, or `block:<type>/<name>` of Prefect."""
    try:
        if place.startswith(BLOCK):
            from prefect.blocks.core import Block

            Block.load(place.removeprefix(BLOCK)).notify(words, title)  # type: ignore[union-attr]
            return True
        from apprise import Apprise

        sender = Apprise()
        if not sender.add(place):
            log.error("%s: %s is no address that Apprise knows", SETTING, scheme(place))
            return False
        done = bool(sender.notify(body=words, title=title))
    except Exception as error:  # noqa: BLE001  # a mail server that is down must not fail the night
        log.error("the alert by %s could not be sent: %s", scheme(place), type(error).__name__)
        return False
    if not done:
        log.error("the alert by %s could not be sent; it is tried again", scheme(place))
    return done


def scheme(place: str) -> str:
    """What of an address may stand in a log: the rest may hold a password."""
    return place.partition("/")[0]


def subject(change: Change) -> str:
    """`Nightdesk: 2 troubles began, 1 is over`."""
    begun, over = len(change.begun), len(change.over)
    parts = [f"{begun} trouble{'s' * (begun != 1)} began"] * bool(begun)
    parts += [f"{over} {'is' if over == 1 else 'are'} over"] * bool(over)
    return "Nightdesk: " + ", ".join(parts)


def text(change: Change) -> str:
    """A line for each trouble."""
    return "\n".join([*sentences("", list(change.begun.values())), *sentences("over: ", list(change.over))])


def sentences(before: str, some: Sequence[str]) -> list[str]:
    """The first fifty, and how many more there are."""
    more = [f"and {len(some) - 50} more; see `nightdesk status`"] if len(some) > 50 else []
    return [f"{before}{one}" for one in some[:50]] + more
