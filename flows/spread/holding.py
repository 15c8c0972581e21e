"""The host's side: it has a turn as long as it hears the desk and is heard itself, and lets go in time."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from flows.children import Log
from flows.spread.words import HostWord, clock, desk_word, host_file, pause, say


class LetGo(Exception):  # noqa: N818
    """The turn is not ours (any more); the sentence says why."""


@dataclass
class Holding:
    """A turn in our hands while the block runs. `let_go` is called once, from a thread, when it is lost."""

    folder: Path  # of the run
    turn: int
    let_go: Callable[[], None]
    log: Log
    lost: str = ""  # why it is lost; empty while it is ours
    host: str = field(default_factory=lambda: os.environ.get("NIGHTDESK_WORKER") or socket.gethostname())

    def __enter__(self) -> Holding:
        """Raises LetGo if the desk has not given us this turn, or is not heard."""
        self._beat, self._done = 0, threading.Event()
        self._hold, self._heard, self._fresh_at = self._await_desk()
        self._looked_at = clock()
        try:
            self._say()
        except OSError as error:
            raise LetGo(f"our word can't be kept: {error}") from error
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()
        return self

    def _await_desk(self) -> tuple[float, int, float]:
        """The span of a hold, the beat of a desk that lives, and when it can't have been said yet."""
        try:
            first = word = desk_word(self.folder)
            began = looked_at = clock()
            if first is None:
                raise LetGo(
                    f"{self.folder} holds no word of a desk: this host's archive is not the desk's; "
                    "compare their nightdesk.toml"
                )
            while word is not None and self.turn in word.in_force:
                if word.beat != first.beat:
                    return word.hold, word.beat, looked_at
                if clock() - began > word.hold:
                    raise LetGo(f"the desk that gave us turn {self.turn} is not heard any more")
                time.sleep(pause(word.hold) / 4)
                looked_at, word = clock(), desk_word(self.folder)
        except (OSError, ValueError) as error:
            raise LetGo(f"the desk's word can't be read: {error}") from error
        raise LetGo(f"turn {self.turn} is over: the desk has given its sources to another host")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def end(self, troubles: tuple[str, ...]) -> None:
        """Say that the work has come to its end, and with which troubles. Raises OSError."""
        self._done.set()
        self._thread.join()
        self._say(ended=True, troubles=troubles)

    def _keep(self) -> None:
        while not self._done.wait(pause(self._hold)):
            self._listen()
            if not self.lost and clock() - min(self._fresh_at, self._told_at) > self._hold:
                self.lost = f"nothing was heard of the desk, or by it, for {self._hold:.0f} s"
            if self.lost:
                self.log.warning("turn %d: %s; letting go", self.turn, self.lost)
                self.let_go()
                return

    def _listen(self) -> None:
        """Hear the desk and say our word; what can't be read or written now is tried again."""
        began = clock()
        try:
            word = desk_word(self.folder)
            if word is not None and self.turn not in word.in_force:
                self.lost = "the desk has taken it back"
            elif word is not None and word.beat != self._heard:
                # It was said after our last look, which saw an older one; that is all we know of its age.
                self._heard, self._fresh_at = word.beat, self._looked_at
            self._looked_at = began
            self._say()
        except (OSError, ValueError) as error:
            self.log.warning("turn %d: the desk's word, or ours, can't be kept: %s", self.turn, error)

    def _say(self, ended: bool = False, troubles: tuple[str, ...] = ()) -> None:
        began = clock()
        self._beat += 1
        say(host_file(self.folder, self.turn), HostWord(self._beat, self.host, ended, troubles))
        self._told_at = began
