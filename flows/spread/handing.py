"""The desk's side: batches handed out, each to one host at a time, and taken back from silent hosts."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from crawler.depot import DepotError
from flows.batches import title
from flows.children import CHILDREN, Log, StepFailed
from flows.progress import step
from flows.spread.leasing import Leasing, hold
from flows.spread.orders import Orders, Unreachable, patience
from flows.spread.turns import Turn, Waiting, Work
from flows.spread.words import (
    GRACE,
    DeskWord,
    HostWord,
    clock,
    desk_file,
    desk_word,
    host_word,
    pause,
    say,
)

MOST_TURNS = 5  # a batch that was given so often is left for another run


@dataclass
class Handing:
    """The batches of one run on their way through the hands of hosts."""

    folder: Path  # of the run
    work: Work
    leasing: Leasing
    orders: Orders
    log: Log
    turns: dict[int, Turn] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    _speaking: threading.Lock = field(default_factory=threading.Lock)  # we, or the thread of our leases

    def carry_out(self, batches: Sequence[tuple[str, ...]]) -> list[str]:
        """Return when every batch came to its end; the troubles met. Raises StepFailed when told to stop."""
        before = desk_word(self.folder)
        self.beat, self.last = (before.beat, before.last_turn) if before else (0, 0)
        self.waiting = [Waiting(names, clock()) for names in batches]
        self.leasing.after = self.speak
        try:
            while self.waiting or self.turns:
                if CHILDREN.is_ending:
                    raise StepFailed("the run is being stopped")
                self.give()
                self.listen()
                self.orders.pause(pause(hold()) / 2)
        finally:
            self.leasing.after = lambda: None
            left = list(self.turns.values())
            self.turns.clear()  # who still has one hears it, or lets go as he hears nothing
            self.speak()
            self.orders.cancel([turn.flow_run for turn in left])
        return self.troubles

    def speak(self) -> None:
        """Say that we live and which turns are in force; not if a lease might end before a host lets go."""
        if not self.leasing.is_sound:
            return
        with self._speaking:
            self.beat += 1
            word = DeskWord(self.beat, hold(), tuple(self.turns), self.last)
            try:
                say(desk_file(self.folder), word)
            except OSError as error:
                self.log.warning("the desk's word can't be kept, and is tried again: %s", error)

    def give(self) -> None:
        """Hand out what may be handed out now."""
        for batch in [one for one in self.waiting if one.not_before <= clock()]:
            try:
                self.take_up(batch)
            except DepotError as error:
                self.delay(batch, str(error), pause(hold()))
                continue
            if not batch.names:
                self.waiting.remove(batch)
                continue
            others = self.leasing.take(self.work.sites(batch.names))
            if others:
                words = f"{others[0].name} is being visited by another run of {others[0].words}"
                self.delay(batch, words, pause(hold()))
                continue
            self.waiting.remove(batch)
            self.hand(batch)

    def take_up(self, batch: Waiting) -> None:
        """Make use of what a lost host has done of a batch. Raises DepotError."""
        if batch.tries:
            self.work.mend(batch.names, [name for turn in self.turns.values() for name in turn.names])
            batch.names = tuple(self.work.left(batch.names))

    def hand(self, batch: Waiting) -> None:
        """Put a turn in force, then order it."""
        self.last += 1
        number = self.last
        turn = Turn(number, batch.names, batch.tries + 1, UUID(int=0), clock())
        self.turns[number] = turn
        self.speak()
        try:
            parameters = {**self.work.parameters(batch.names), "turn": number}
            turn.flow_run = self.orders.give(self.work.flow, title(batch.names), parameters)
        except (Unreachable, DepotError) as error:
            del self.turns[number]
            self.waiting.append(batch)
            self.delay(batch, str(error), 5.0)
        else:
            step(f"hand out {title(batch.names)}")

    def delay(self, batch: Waiting, words: str, seconds: float) -> None:
        """Let a batch wait; give it up if it has waited too long."""
        if batch.told != words:
            batch.told = words
            self.log.warning("%s waits: %s", title(batch.names), words)
        batch.not_before = clock() + seconds
        if clock() - batch.since > patience():
            self.waiting.remove(batch)
            self.give_up(batch.names, words)

    def give_up(self, names: Sequence[str], why: str) -> None:
        """Leave a batch undone."""
        self.troubles.append(f"{', '.join(names)}: {why}")
        self.leasing.give_up(self.work.sites(names))

    def listen(self) -> None:
        """Hear the hosts, and ask Prefect about those that say nothing."""
        for turn in list(self.turns.values()):
            self.hear(turn)
        for fallen in self.orders.fallen(list(self.turns.values())):
            if not self.hear(fallen.turn):
                self.take_back(fallen.turn, fallen.why, fallen.over_at, fallen.hopeless)

    def hear(self, turn: Turn) -> bool:
        """Take in what the host of a turn says; whether the turn has come to its end."""
        try:
            word = host_word(self.folder, turn.number)
        except (OSError, ValueError) as error:
            self.log.warning("turn %d can't be heard: %s", turn.number, error)
            return False
        now = clock()
        if word is not None and word.beat != turn.beat:
            turn.beat, turn.heard_at, turn.host = word.beat, now, word.host
        if word is not None and word.ended:
            self.end(turn, word)
        elif lost := self.leasing.lost & set(self.work.sites(turn.names)):
            self.take_back(turn, f"the lease of {min(lost)} was lost", now + hold() + GRACE)
        elif turn.heard_at is not None and now - turn.heard_at > hold():
            words = f"nothing was heard of {turn.host} for {hold():.0f} s"
            self.take_back(turn, words, turn.heard_at + hold() + GRACE)
        return turn.number not in self.turns

    def end(self, turn: Turn, word: HostWord) -> None:
        """A batch came to its end; what is not done of it would fail on another host too."""
        del self.turns[turn.number]
        self.leasing.give_up(self.work.sites(turn.names))
        self.troubles += word.troubles
        try:
            left = self.work.left(turn.names)
        except DepotError as error:
            self.troubles.append(f"{', '.join(turn.names)}: {error}")
        else:
            if left and not word.troubles:
                self.troubles.append(f"{', '.join(left)}: {word.host} left no result behind")
        step(f"{title(turn.names)} came from {word.host}")

    def take_back(self, turn: Turn, why: str, over_at: float, hopeless: bool = False) -> None:
        """A host is lost: what is not done is handed out again, once it must have let go."""
        del self.turns[turn.number]
        self.speak()
        self.orders.mark_lost(turn.flow_run, why)
        if hopeless or turn.tries >= MOST_TURNS:
            self.give_up(turn.names, why if hopeless else f"after {turn.tries} tries: {why}")
            return
        self.log.warning("%s: %s; another host takes over", title(turn.names), why)
        self.waiting.append(Waiting(turn.names, clock(), turn.tries, over_at, why))
