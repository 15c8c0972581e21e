"""The desk as an operator has it: server, worker and deployments, and what its UI can do to a run."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from flows.lease import lease_file
from flows.promises import broken
from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, WAIT, eventually
from tests.test_nightly_faults import alive, at_work_on
from warehouse import manifest

ROOT = Path(__file__).parent.parent
pytestmark = [
    pytest.mark.server,
    pytest.mark.slow,
    pytest.mark.xdist_group("serve"),
    pytest.mark.timeout(300),
]


@dataclass
class Served:
    home: Path
    listed: Path
    api: httpx.Client
    process: subprocess.Popen[str]
    papers: Newspapers

    def deployment(self, name: str) -> dict[str, Any]:
        return self.api.get(f"/deployments/name/{name}").json()

    def start(self, name: str, **parameters: object) -> str:
        path = f"/deployments/{self.deployment(name)['id']}/create_flow_run"
        return self.api.post(path, json={"parameters": parameters}).json()["id"]

    def state(self, run: str) -> dict[str, Any]:
        return self.api.get(f"/flow_runs/{run}").json()["state"]

    def ended(self, run: str, seconds: float = 90) -> dict[str, Any]:
        final = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
        assert eventually(lambda: self.state(run)["type"] in final, seconds), self.state(run)
        return self.state(run)

    def press(self, run: str, kind: str, name: str) -> None:
        """What the buttons Retry and Cancel of the UI send."""
        body = {"state": {"type": kind, "name": name}, "force": kind == "SCHEDULED"}
        self.api.post(f"/flow_runs/{run}/set_state", json=body).raise_for_status()

    def slowly(self, delay: float) -> None:
        """Let the crawl wait between requests, so that there is time to disturb it."""
        self.papers.sources_toml(self.listed)
        self.listed.write_text(self.listed.read_text().replace("delay = 0\n", f"delay = {delay}\n"))

    def flow_processes(self, run: str) -> list[int]:
        """The processes that hold the run's lease or crawl for it."""
        short = run.replace("-", "")[:8]
        return [pid for pid in at_work_on(self.home) if short in cmdline(pid)]


def cmdline(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    return ""


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("desk")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with Newspapers(FIRST_DAY) as papers:
        listed = papers.sources_toml(home.parent / f"{home.name}.toml")
        words = ["--home", str(home), "serve", "--sources", str(listed), "--port", str(port)]
        process = subprocess.Popen(
            [sys.executable, "-c", "from flows.cli import main; main()", *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        for line in process.stdout:
            if "is open" in line:
                break
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/api", timeout=20, trust_env=False) as api:
            yield Served(home, listed, api, process, papers)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert not at_work_on(home)


def test_the_schedule_puts_the_next_nights_on_the_server(desk: Served) -> None:
    def upcoming() -> list[dict[str, Any]]:
        body = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}, "sort": "EXPECTED_START_TIME_ASC"}
        found = desk.api.post("/flow_runs/filter", json=body).json()
        return [run for run in found if run["deployment_id"] == desk.deployment("nightly/nightly")["id"]]

    assert eventually(lambda: len(upcoming()) > 0, 60)
    first = datetime.fromisoformat(upcoming()[0]["expected_start_time"])
    local = first.astimezone(ZoneInfo("Europe/London"))
    assert (local.hour, local.minute) == (2, 15)


def test_a_run_from_the_ui_is_complete_and_its_tasks_have_names(desk: Served) -> None:
    run = desk.start("nightly/nightly")
    state = desk.ended(run)
    assert (state["type"], state["name"]) == ("COMPLETED", "Complete"), state
    tasks = desk.api.post("/task_runs/filter", json={"flow_runs": {"id": {"any_": [run]}}}).json()
    named = {"crawl courier", "read courier", "crawl meridian", "load", "find copies", "report", "publish"}
    assert eventually(lambda: named <= {task["name"] for task in tasks_of(desk, run)}), tasks
    assert (desk.home / "news.duckdb").exists()


def test_an_export_from_the_ui_is_whole(desk: Served) -> None:
    state = desk.ended(desk.start("export/export", name="corpus", format="csv", where="word_count > 10"))
    assert state["type"] == "COMPLETED", state
    assert "sha256" in state["message"]
    assert list(manifest.wrong(desk.home / "exports" / "corpus")) == []


def tasks_of(desk: Served, run: str) -> list[dict[str, Any]]:
    return desk.api.post("/task_runs/filter", json={"flow_runs": {"id": {"any_": [run]}}}).json()


def test_cancel_stops_the_crawl_within_ten_seconds_and_leaves_no_process(desk: Served) -> None:
    desk.slowly(2)
    run = desk.start("nightly/nightly")
    assert eventually(lambda: desk.flow_processes(run), 60)
    crawls = desk.flow_processes(run)
    desk.press(run, "CANCELLING", "Cancelling")
    assert eventually(lambda: not any(alive(pid) for pid in crawls), 20)
    assert desk.ended(run)["type"] == "CANCELLED"


def test_a_killed_flow_blocks_nothing_is_marked_and_a_retry_completes_it(desk: Served) -> None:
    desk.slowly(2)
    run = desk.start("nightly/nightly")
    assert eventually(lambda: desk.flow_processes(run) and lease_file(desk.home, run).exists(), 60)
    crawls = desk.flow_processes(run)
    os.kill(parent(crawls[0]), signal.SIGKILL)
    assert eventually(lambda: not any(alive(pid) for pid in crawls), 20)
    assert desk.ended(run, 120)["type"] == "CRASHED"
    desk.slowly(0)

    def retried() -> bool:
        """Press Retry; once more if the worker reports the crash only now, after the runner did."""
        if desk.state(run)["type"] == "CRASHED":
            desk.press(run, "SCHEDULED", "AwaitingRetry")
        return desk.state(run)["type"] in {"RUNNING", "COMPLETED"}

    assert eventually(retried, 60)
    assert eventually(lambda: desk.state(run)["name"] == "Complete", 60), desk.state(run)
    assert broken(desk.home, WAIT) == []
