"""What docs/operate.md says to do with Prefect's own commands gives the same desk as `nightdesk serve`."""

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from flows.promises import broken
from flows.serving.at_hand import free_port, is_healthy
from tests.commandline import nightdesk
from tests.desk.served import FINAL, PATIENCE, ROOT, processes_of
from tests.newspapers import Newspapers
from tests.nights import WAIT, eventually

TOLD = (ROOT / "docs" / "operate.md").read_text()


def environment(home: Path, listed: Path, port: int) -> dict[str, str]:
    """What `serve --environment` prints, on top of ours."""
    told = nightdesk("serve", "--environment", "--sources", listed, "--port", port, home=home)
    assert told.returncode == 0, told.stderr
    pairs = (shlex.split(line)[1].partition("=") for line in told.stdout.splitlines())
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, **{name: value for name, _, value in pairs}}


def test_the_environment_is_told_and_the_folder_of_the_server_is_there(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        '[defaults]\nuser_agent = "T (+https://example.org/)"\n'
        '[[source]]\nname = "herald"\nhome = "https://herald.example/"\n'
    )
    told = environment(tmp_path / "home", tmp_path / "sources.toml", 4711)
    assert told["PREFECT_API_URL"] == "http://127.0.0.1:4711/api"
    assert (tmp_path / "home" / "prefect").is_dir()


def commands(port: int) -> list[str]:
    """The lines of the page's code block, each for a shell of its own."""
    (block,) = re.findall(r"\*\*By hand, the same\*\*.*?```\n(.*?)```", TOLD, re.DOTALL)
    lines = [line.partition("#")[0].strip().replace("4200", str(port)) for line in block.splitlines()]
    assert [line.split()[0] for line in lines] == ["python", "prefect", "prefect", "prefect"]
    return lines


@contextmanager
def going(line: str, told: dict[str, str], log: Path) -> Iterator[None]:
    """A command that goes on until the block ends."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            ["bash", "-c", f"exec {line}"],
            cwd=ROOT,
            env=told,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


@pytest.mark.usefixtures("long")
def test_the_commands_of_the_page_open_a_desk_that_runs_the_night(tmp_path: Path, papers: Newspapers) -> None:
    home, port = tmp_path / "home", free_port()
    told = environment(home, papers.sources_toml(tmp_path / "sources.toml"), port)
    server, *once, worker = commands(port)
    api = httpx.Client(base_url=told["PREFECT_API_URL"], timeout=60, trust_env=False)
    with api, ExitStack() as open_desk:
        open_desk.enter_context(going(server, told, tmp_path / "server.log"))
        assert eventually(lambda: is_healthy(told["PREFECT_API_URL"]), PATIENCE)
        for line in once:
            subprocess.run(["bash", "-c", line], cwd=ROOT, env=told, stdin=subprocess.DEVNULL, check=True)
        open_desk.enter_context(going(worker, told, tmp_path / "worker.log"))
        nightly = api.get("/deployments/name/nightly/nightly").json()["id"]
        run = api.post(f"/deployments/{nightly}/create_flow_run", json={}).json()["id"]
        assert eventually(lambda: api.get(f"/flow_runs/{run}").json()["state_type"] in FINAL, PATIENCE)
        assert api.get(f"/flow_runs/{run}").json()["state_name"] == "Complete"
        assert len(api.post("/automations/filter", json={}).json()) == 1
    assert broken(home, WAIT) == []
    assert eventually(lambda: not processes_of(home), 60)
