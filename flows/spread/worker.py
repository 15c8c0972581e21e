"""A worker: what it needs is checked, then it serves the work pool until it is closed."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from flows import version
from flows.serving.address import given_login
from flows.serving.kept import Kept
from flows.settings import Desk
from flows.spread import pool
from flows.spread.visiting import FLOW

PATIENCE = 30.0  # seconds for a server that is busy, or starting again


class NoWorker(Exception):  # noqa: N818
    """This host can't be a worker as it is configured; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Post:
    """What a worker serves, and as whom."""

    desk: Desk
    api: str  # of the Prefect server
    pool: str
    name: str
    limit: int  # batches at a time

    def environment(self, folder: Path) -> dict[str, str]:
        """What the worker and its flow runs must find; Prefect keeps its own files in `folder`."""
        login = given_login(self.desk.home)
        return {
            **os.environ,
            **self.desk.environment(),
            **({"PREFECT_API_AUTH_STRING": login} if login else {}),
            "PREFECT_API_URL": self.api,
            "PREFECT_HOME": str(folder),  # the home may be shared with other hosts
            "PREFECT_WORKER_QUERY_SECONDS": "3",
            "NIGHTDESK_WORKER": self.name,
        }


def post(desk: Desk, name: str, limit: int) -> Post:
    """What the configuration says. Raises NoWorker."""
    config = desk.config
    if not config.prefect_pool or not config.prefect_api:
        raise NoWorker("no work pool is configured: name prefect_pool and prefect_api in nightdesk.toml")
    return Post(desk, config.prefect_api, config.prefect_pool, name, limit)


def check(post: Post) -> None:
    """Find out now what would fail at night. Raises NoWorker or WrongPool."""
    check_server(post)
    check_home(post.desk.home)
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        pool.ready_pool(client, post.pool)
        asked = pool.version_deployed(client, FLOW, post.pool)
    if asked not in (None, version.ours()):
        raise NoWorker(
            f"the desk is Nightdesk {asked} and this worker {version.ours()}: bring them to one version"
        )


def check_server(post: Post) -> None:
    """Raise NoWorker unless the Prefect server answers, and takes us in."""
    login = given_login(post.desk.home)
    auth = httpx.BasicAuth(*login.split(":", 1)) if login else None
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            answer = httpx.get(f"{post.api}/admin/version", timeout=PATIENCE, auth=auth, trust_env=False)
            break
        except httpx.HTTPError as error:
            if time.monotonic() > deadline:
                raise NoWorker(f"the Prefect server can't be reached at {post.api}: {error}") from error
        time.sleep(1.0)
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        raise NoWorker(f"the Prefect server at {post.api} asks for a login: set NIGHTDESK_LOGIN")
    if not answer.is_success:
        raise NoWorker(f"{post.api} is no Prefect server (it answers {answer.status_code})")


def check_home(home: Path) -> None:
    """Raise NoWorker unless we can write there."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise NoWorker(f"{home} can't be written: {error.strerror}") from error


def serve(post: Post, closing: threading.Event, say: Callable[[str], None]) -> None:
    """Serve the work pool until `closing` is set. Leaves no process behind."""
    with tempfile.TemporaryDirectory(prefix="nightdesk-worker-") as folder:
        environment = post.environment(Path(folder))
        words = ["worker", "start", "--pool", post.pool, "--type", "process", "--limit", str(post.limit)]
        command = [sys.executable, "-m", "prefect", "--no-prompt", *words, "--name", post.name]
        worker = Kept("worker", command, environment, Path(folder) / "worker.log")
        try:
            worker.start()
            say(f"{post.name} serves the work pool {post.pool} of {post.api}, {post.limit} batches at a time")
            while not closing.wait(1.0):
                if worker.revive():
                    say(f"the worker had ended and was started again: {worker.last_words(1)}")
        finally:
            worker.stop()
