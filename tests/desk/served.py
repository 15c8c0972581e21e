"""A desk as an operator has it: `nightdesk serve` in a process of its own, on made-up newspapers."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from flows.serving.at_hand import free_port
from tests.newspapers import Newspapers
from tests.nights import alive, eventually

ROOT = Path(__file__).parents[2]
PATIENCE = 240  # seconds: other work on the machine must not make a test fail
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@dataclass
class ServedDesk:
    home: Path
    listed: Path
    api: httpx.Client
    process: subprocess.Popen[str]
    papers: Newspapers
    said: list[str]  # what it said until it was open

    @property
    def ui(self) -> str:
        return str(self.api.base_url).removesuffix("/").removesuffix("/api")

    def deployment(self, name: str) -> dict[str, Any]:
        return self.api.get(f"/deployments/name/{name}/{name}").json()

    def start(self, deployment: str, /, **parameters: object) -> str:
        for _ in range(20):
            answer = self.asked(deployment, **parameters)
            if answer.status_code != 503:  # its database was locked for too long: clients ask again
                break
        assert answer.is_success, answer.text
        return answer.json()["id"]

    def asked(self, deployment: str, /, **parameters: object) -> httpx.Response:
        path = f"/deployments/{self.deployment(deployment)['id']}/create_flow_run"
        return self.api.post(path, json={"parameters": parameters})

    def runs(self, **asked: object) -> list[dict[str, Any]]:
        return self.api.post("/flow_runs/filter", json=asked).json()

    def state(self, run: str) -> dict[str, Any]:
        return self.api.get(f"/flow_runs/{run}").json()["state"]

    def ended(self, run: str, seconds: float = 240) -> dict[str, Any]:
        assert eventually(lambda: self.state(run)["type"] in FINAL, seconds), self.state(run)
        return self.state(run)

    def tasks(self, run: str) -> dict[str, str]:
        """The names of the run's tasks, each with the name of its last state."""
        body = {"flow_runs": {"id": {"any_": [run]}}, "sort": "EXPECTED_START_TIME_ASC"}
        found = self.api.post("/task_runs/filter", json=body).json()
        return {task["name"]: task["state_name"] for task in found}

    def artifacts(self, key: str) -> list[Any]:
        """What was shown under this key, a table as its rows; the newest first."""
        asked = {"artifacts": {"key": {"any_": [key]}}, "sort": "CREATED_DESC"}
        found = self.api.post("/artifacts/filter", json=asked).json()
        return [json.loads(one["data"]) if one["type"] == "table" else one["data"] for one in found]

    def events(self, run: str) -> set[str]:
        """The names of the events that the server has kept of this run."""
        asked = {"filter": {"any_resource": {"id": [f"prefect.flow-run.{run}"]}}}
        return {one["event"] for one in self.api.post("/events/filter", json=asked).json()["events"]}

    def press(self, run: str, kind: str, name: str) -> None:
        """What a button of the UI sends."""
        body = {"state": {"type": kind, "name": name}, "force": kind == "SCHEDULED"}
        self.api.post(f"/flow_runs/{run}/set_state", json=body).raise_for_status()

    def retried(self, run: str) -> bool:
        """Press Retry; once more if the worker tells of a crash only then. Whether it is at work."""
        if self.state(run)["type"] == "CRASHED":
            self.press(run, "SCHEDULED", "AwaitingRetry")
        return bool(self.crawls(run))

    def answers(self) -> bool:
        """Whether the server is there."""
        with contextlib.suppress(httpx.HTTPError):
            return self.api.get("/health").is_success
        return False

    def slowly(self, delay: float, source: str | None = None) -> None:
        """Let the crawl of all sources, or of one, wait between requests, so that there is time to disturb it."""
        before, after = "delay = 0\n", f"delay = {delay}\n"
        if source:
            before, after = f'name = "{source}"\n', f'name = "{source}"\n{after}'
        self.write_list(lambda text: text.replace(before, after))

    def away(self, source: str) -> None:
        """Let the list name an address of a source at which nobody answers."""
        port = self.papers[source].port
        self.write_list(lambda text: text.replace(f":{port}", ":9").replace(f"[{port}]", "[9]"))

    def write_list(self, change: Any = lambda text: text) -> None:
        """Write the list of sources, changed in one step, so that nobody reads half of it."""
        unfinished = self.papers.sources_toml(self.listed.with_suffix(".open"))
        unfinished.write_text(change(unfinished.read_text()))
        unfinished.replace(self.listed)

    def crawls(self, run: str) -> list[int]:
        """The processes that crawl or read for this run."""
        short = run.replace("-", "")[:8]
        return [pid for pid in processes_of(self.home) if short in cmdline(pid)]

    def flow(self, run: str) -> list[int]:
        """The processes of this flow run itself, and what they started."""
        return [pid for pid in processes_of(self.home) if f"PREFECT__FLOW_RUN_ID={run}\0" in environment(pid)]

    def role(self, pid: int) -> str:
        """What a process of a run does, by its command line."""
        words = cmdline(pid)
        known = ("crawler.crawl", "crawler.reading", "forkserver", "prefect.engine", "prefect")
        return next((word for word in known if word in words), words[:80] or "ended")

    def server(self) -> int:
        """The process of Prefect's server."""
        found = [pid for pid in processes_of(self.home) if "flows.serving.app:create" in cmdline(pid)]
        (server,) = [pid for pid in found if "flows.serving.keeper" not in cmdline(pid)]
        return server


def processes_of(home: Path) -> list[int]:
    """Every living process that was told of this home: server, worker, their keepers, runs, crawls."""
    told, found = f"NIGHTDESK_HOME={home}\0".encode(), []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if told in path.read_bytes() and alive(int(path.parent.name)):
                found.append(int(path.parent.name))
    return found


def environment(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
    return ""


def cmdline(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    return ""


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@contextmanager
def served(home: Path, papers: Newspapers, **settings: str) -> Iterator[ServedDesk]:
    """The desk, open. However the block ends, nothing of it is left."""
    listed = home.parent / f"{home.name}.toml"
    if not listed.exists():
        papers.sources_toml(listed)
    port = free_port()
    words = ["--home", str(home), "serve", "--sources", str(listed), "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "flows", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **settings},
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "is open" in line:
                break
        # Each request on its own connection: an idle one may be closed by the server just as it is used again.
        api = httpx.Client(
            base_url=f"http://127.0.0.1:{port}/api",
            timeout=PATIENCE,
            trust_env=False,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        with api:
            yield ServedDesk(home, listed, api, process, papers, said)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(60)
        assert eventually(lambda: not processes_of(home), 20), [cmdline(pid) for pid in processes_of(home)]
