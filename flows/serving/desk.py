"""The desk: server, deployments and worker, started in order, watched, and ended together."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from crawler.sources import SourcesError, load
from flows.files import write_whole
from flows.serving import deadman
from flows.serving.address import POOL, Address
from flows.serving.app import command
from flows.serving.at_hand import found_at
from flows.serving.deploying import DeploymentError, deploy_all, ready_pool
from flows.serving.kept import Kept
from flows.serving.late import keep_one_late_run
from flows.serving.retries import honour_retries
from flows.serving.zombies import end_zombies

START_LIMIT = 180.0  # seconds; the first start of a server on a new home takes about 20
ZOMBIE_ROUND = 30.0  # seconds between looks for runs whose process is gone
SILENCE_ROUND = 600.0  # seconds between looks whether nightly runs finish


class ServeError(Exception):
    """The desk could not be opened; the sentence says why."""


@dataclass(slots=True)
class Desk:
    """Server and worker of one home."""

    address: Address
    server: Kept
    worker: Kept
    at_once: int
    say: Callable[[str], None]


def open_desk(address: Address, at_once: int, say: Callable[[str], None]) -> Desk:
    """A desk, not started yet. `at_once` is how many flow runs may go on together."""
    python, environment = [sys.executable, "-m", "prefect", "--no-prompt"], address.environment()
    logs = address.home / "prefect" / "logs"
    worker = ["worker", "start", "--pool", POOL, "--type", "process", "--limit", str(at_once)]
    return Desk(
        address,
        Kept("server", command(address.host, address.port), environment, logs / "server.log"),
        Kept("worker", [*python, *worker], environment, logs / "worker.log"),
        at_once,
        say,
    )


def serve(desk: Desk, closing: threading.Event) -> None:
    """Open the desk and keep it open until `closing` is set. Leaves no process behind. Raises ServeError."""
    refuse_foreign_server(desk.address)
    try:
        desk.server.start()
        await_server(desk, closing)
        if closing.is_set():
            return
        os.environ.update(desk.address.environment())  # before Prefect's client is imported here
        ready_pool(desk.at_once)
        deploy_all(desk.address)
        deadman.arm_or_say(desk.say)
        tidy(desk)
        desk.worker.start()
        write_whole(found_at(desk.address.home), desk.address.api)
        desk.say(f"The desk is open: {desk.address.ui}")
        watch(desk, closing)
    finally:
        found_at(desk.address.home).unlink(missing_ok=True)
        desk.worker.stop()
        desk.server.stop()


def tidy(desk: Desk) -> None:
    """Before the worker starts: what a killed desk left on the server, and nights that were missed."""
    for name in end_zombies(desk.address.home, opening=True):
        desk.say(f"Run {name} was at work when the desk was closed; it is marked so")
    for name in keep_one_late_run():
        desk.say(f"Run {name} was missed; a later one makes up for it")


def refuse_foreign_server(address: Address) -> None:
    """Raise ServeError if something listens at our address already."""
    try:
        httpx.get(f"{address.api}/health", timeout=2, trust_env=False)
    except httpx.TransportError:
        return
    raise ServeError(f"something listens at {address.ui} already; stop it, or choose another --port")


def await_server(desk: Desk, closing: threading.Event) -> None:
    """Return once the server answers, or when we are closing."""
    deadline = time.monotonic() + START_LIMIT
    while not closing.wait(0.25) and not answers(desk.address):
        if not desk.server.is_running():
            raise ServeError(f"the Prefect server did not start:\n{desk.server.last_words()}")
        if time.monotonic() > deadline:
            raise ServeError(
                f"the Prefect server did not answer within {START_LIMIT:.0f} s; see {desk.server.log}"
            )


def answers(address: Address) -> bool:
    """Whether the server is there and well."""
    login = address.login()
    auth = tuple(login.split(":", 1)) if login else None
    try:
        return httpx.get(f"{address.api}/health", timeout=5, auth=auth, trust_env=False).is_success  # type: ignore[arg-type]
    except httpx.TransportError:
        return False


def watch(desk: Desk, closing: threading.Event) -> None:
    """Until we are closing: revive what ended, end dead runs, tell of silent nights, keep the forms true."""
    opened_at = datetime.now(UTC)
    looked = heard = time.monotonic()
    listed = written_at(desk.address.sources)
    while not closing.wait(1.0):
        if listed != (listed := written_at(desk.address.sources)):
            offer_anew(desk)
        for kept in (desk.server, desk.worker):
            if kept.revive():
                desk.say(f"The {kept.name} had ended and was started again; see {kept.log}")
        if time.monotonic() - heard > SILENCE_ROUND:
            heard = time.monotonic()
            deadman.look_or_say(desk.address.home, opened_at, desk.say)
        if time.monotonic() - looked > ZOMBIE_ROUND and answers(desk.address):
            looked = time.monotonic()
            for name in end_zombies(desk.address.home):
                desk.say(f"Run {name}: its process is gone, so it is marked as crashed")
            for name in honour_retries():
                desk.say(f"Run {name}: its crash was told after Retry was pressed, so it is retried now")


def written_at(path: Path) -> float:
    """When the file was last written; 0 if it is not there."""
    return path.stat().st_mtime if path.exists() else 0.0


def offer_anew(desk: Desk) -> None:
    """The list of sources was changed: let the forms offer what it says now, or say what is wrong with it."""
    try:
        load(desk.address.sources)
        deploy_all(desk.address)
    except (SourcesError, DeploymentError) as error:
        desk.say(f"The list of sources was changed, and the forms were not: {error}")
    else:
        desk.say("The list of sources was changed; so are the forms")
