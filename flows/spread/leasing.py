"""Leases of a run, renewed by a thread for as long as the run works."""

from __future__ import annotations

import logging
import os
import re
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from uuid import uuid4

from flows.overlap import Busy
from flows.serving.at_hand import server_at_hand
from flows.settings import Desk
from flows.spread.pool import LEASE, in_force, ready_limits
from flows.spread.words import GRACE, clock, pause
from warehouse import leases
from warehouse.errors import WarehouseError
from warehouse.leases import Lease

SETTING = "NIGHTDESK_HOLD"
SOON = 3.0  # seconds to wait for another run to end
RUNS = ("nightly", "backfill", "revisit", "reextract")  # the kinds of runs that add to an archive


def hold() -> float:
    """Seconds of silence after which a host lets go, and the desk takes over."""
    return float(os.environ.get(SETTING, "60"))


def span() -> timedelta:
    """How long a lease lasts unless it is renewed: long enough that every host has let go before it ends."""
    return timedelta(seconds=4 * hold() + GRACE)


class Leasing:
    """The leases of one holder; renewed twice in a hold, from a thread, while the block runs."""

    def __init__(self, home: Path, holder: str, say: Callable[[str], None], why: str = "") -> None:
        self.home, self.holder, self._say, self._words = home, holder, say, who() + why
        self.ours: set[str] = set()
        self.lost: set[str] = set()  # ended before they could be renewed: somebody else may have them
        self.after: Callable[[], None] = lambda: None  # called after each round of the thread
        self.renewed_at = clock()
        self._turn, self._done = threading.RLock(), threading.Event()

    def __enter__(self) -> Leasing:
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    @property
    def is_sound(self) -> bool:
        """Whether all leases last longer than any host that hears us now will work."""
        return clock() - self.renewed_at < span().total_seconds() - hold() - GRACE

    def take(self, names: Sequence[str]) -> list[Lease]:
        """Take all of these or none; the leases of others that are in the way."""
        new = [name for name in names if name not in self.ours]
        with self._turn:
            taken = leases.take(self.home, new, self.holder, self._words, span()) if new else []
            if not taken:
                self.ours |= set(new)
                self.lost -= set(new)
        return taken

    def give_up(self, names: Iterable[str]) -> None:
        """Let others have these."""
        with self._turn:
            ours = [name for name in names if name in self.ours]
            if ours:
                leases.give_up(self.home, ours, self.holder)
            self.ours -= set(ours)

    def _keep(self) -> None:
        while not self._done.wait(pause(hold())):
            if clock() - self.renewed_at > hold() / 2:
                self._renew()
            self.after()

    def _renew(self) -> None:
        with self._turn:
            began = clock()
            try:
                lost = leases.renew(self.home, sorted(self.ours), self.holder, span()) if self.ours else set()
            except (WarehouseError, OSError) as error:
                self._say(f"the leases can't be renewed, and are tried again: {error}")
                return
            self.renewed_at = began
            self.ours -= lost
            self.lost |= lost
        if lost:
            self._say(f"leases ended before they could be renewed: {', '.join(sorted(lost))}")


def who() -> str:
    """This process, for a person."""
    return f"{socket.gethostname()} (process {os.getpid()})"


@contextmanager
def alone_everywhere(home: Path, kind: str, holder: str, why: str = "") -> Iterator[None]:
    """Be the only run of this kind, also of other machines that work at this archive. Raises Busy.

    `why` is told, behind who has it, to a run that finds the lease taken. Where no work is spread, one host
    has the archive: nothing is done.
    """
    if not in_force():
        yield
        return
    with Leasing(home, f"{holder} {uuid4()}", logging.getLogger("nightdesk").warning, why) as leasing:
        name = f"run: {kind}"
        for other in leasing.take([name]):
            raise Busy(
                f"another {kind} run is at work at this archive: {other.words}, whose lease is good until "
                f"{other.until_at:%Y-%m-%d %H:%M:%S} UTC; this one did nothing"
            )
        try:
            with counted_alone(home, kind):
                yield
        finally:
            leasing.give_up([name])


@contextmanager
def no_run_anywhere(home: Path, holder: str, why: str) -> Iterator[None]:
    """Let no run begin that adds to this archive, on any machine, while the block runs.

    Where no work is spread the locks of the home do that. Raises Busy, NoServer.
    """
    if not in_force():
        yield
        return
    with server_at_hand(home), ExitStack() as held:
        for kind in RUNS:
            held.enter_context(alone_everywhere(home, kind, holder, why))
        yield


@contextmanager
def counted_alone(home: Path, kind: str) -> Iterator[None]:
    """Be the only run of this kind that the Prefect server counts at this archive. Raises Busy.

    Desks with homes of their own may share an archive elsewhere; the server they share too.
    """
    from prefect.client.orchestration import get_client
    from prefect.concurrency.sync import concurrency

    config = Desk.here().config
    place = config.warehouse if config.is_lake else config.archive or str(home)
    limit = re.sub("[/%&><]", " ", f"nightdesk: one {kind} run of {place}")  # which Prefect allows no name
    with get_client(sync_client=True) as client:
        ready_limits(client, [limit])
    with ExitStack() as stack:
        try:
            stack.enter_context(concurrency(limit, timeout_seconds=SOON, lease_duration=LEASE))
        except TimeoutError as error:
            said = f"another {kind} run of another desk is at work at {place}, by Prefect's limit {limit!r}"
            raise Busy(f"{said}; this one did nothing") from error
        yield
