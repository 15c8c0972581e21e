"""A Prefect server for one run: the one that serves this home, else one of our own until the run ends."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from flows.serving.address import given_login
from flows.serving.app import command
from flows.serving.kept import Kept

PATIENCE = 300.0  # seconds for a server's first start, which makes its database; a busy machine needs minutes


class NoServer(Exception):  # noqa: N818
    """Prefect's server did not start, or does not answer; the sentence says which."""


@contextmanager
def server_at_hand(home: Path) -> Iterator[str]:
    """The address of a server's API. Sets PREFECT_API_URL, so call it before anything imports Prefect.

    Without a server in this home (or one named by PREFECT_API_URL), one is started on loopback, on the same
    database, so that `nightdesk serve` shows the run later. It dies with us, SIGKILL included.
    """
    running = os.environ.get("PREFECT_API_URL") or served(home)
    shared = os.environ.get("NIGHTDESK_PREFECT_API") or os.environ.get("NIGHTDESK_PREFECT_POOL")
    if running and (is_healthy(running) or (shared and comes_round(running))):
        os.environ["PREFECT_API_URL"] = running
        if login := given_login(home):
            os.environ.setdefault("PREFECT_API_AUTH_STRING", login)
        yield running
        return
    if shared:
        raise NoServer(f"work is handed to other hosts, and their Prefect server does not answer ({shared})")
    own = started(home)
    try:
        yield os.environ["PREFECT_API_URL"]
    finally:
        send_the_rest()
        own.stop()
        os.environ.pop("PREFECT_API_URL", None)


def send_the_rest() -> None:
    """Let Prefect send its last log lines and events; without a server it would try for a minute at exit."""
    if "prefect" not in sys.modules:
        return
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (APILogWorker, EventsWorker):
        worker.drain_all(timeout=10, at_exit=False)


def served(home: Path) -> str | None:
    """The API address that `nightdesk serve` left in this home; None if it left none."""
    path = found_at(home)
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def found_at(home: Path) -> Path:
    """Where `nightdesk serve` leaves the address of its API while it is open."""
    return home / "prefect" / "address"


def started(home: Path) -> Kept:
    """A server of our own, once it answers. Two never make the database at the same time."""
    port = free_port()
    os.environ["PREFECT_API_URL"] = api = f"http://127.0.0.1:{port}/api"
    folder = home / "prefect"
    folder.mkdir(parents=True, exist_ok=True)
    server = Kept("server", command("127.0.0.1", port), {**os.environ, **SMALL}, folder / "server.log")
    with (folder / ".starting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server.start()
        import_module("prefect.flow_engine")  # takes seconds, as the server's start does: side by side
        deadline = time.monotonic() + PATIENCE
        while not is_healthy(api):
            if not server.is_running() or time.monotonic() > deadline:
                server.stop()
                msg = f"Prefect's server did not start; its log is {server.log}: {server.last_words(1)}"
                raise NoServer(msg)
            time.sleep(0.1)
    return server


SMALL = {  # what Prefect itself sets for a server without a UI that lives as long as one run
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}


def is_healthy(api: str) -> bool:
    """Whether a server answers there."""
    import httpx

    try:
        return httpx.get(f"{api}/health", timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def comes_round(api: str, seconds: float = 30.0) -> bool:
    """Whether a server that several hosts ask answers in a while: it may be busy, or starting again."""
    deadline = time.monotonic() + seconds
    while not is_healthy(api):
        if time.monotonic() > deadline:
            return False
        time.sleep(1.0)
    return True


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
