"""What runs on the hosts of a cluster: the press, Prefect's server, workers, the desk."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from typing import NamedTuple

from flows.serving.address import UI
from flows.serving.app import command
from tests.cluster.net import Net
from tests.cluster.store import KEYS, Store
from tests.nights import eventually

ROOT = Path(__file__).parents[2]
NIGHTDESK = [sys.executable, "-m", "flows"]
WORKERS = ("one", "two", "three")
PATIENCE = 600.0  # seconds


class Answer(NamedTuple):
    """What a paper served."""

    began: float
    ended: float
    client: str
    paper: str
    path: str
    status: int


@dataclass
class Cluster:
    """Hosts that share one archive."""

    net: Net
    base: Path
    settings: dict[str, str] = field(default_factory=dict)  # what nightdesk.toml says beyond Prefect
    more: dict[str, str] = field(default_factory=dict)  # of the environment of every host
    hold: float = 20.0
    store: Store | None = None

    @property
    def api(self) -> str:
        return f"http://{self.net.address('desk')}:4200/api"

    def home(self, host: str) -> Path:
        """Where a host works: one directory for all, unless an archive elsewhere is named."""
        return self.base / (host if "archive" in self.settings else "home")

    def environment(self, host: str, home: Path | None = None, **more: str) -> dict[str, str]:
        home = home or self.home(host)
        own = {
            name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "NIGHTDESK"))
        }
        told = {
            "NIGHTDESK_HOME": str(home),
            "NIGHTDESK_SOURCES": str(self.base / "sources.toml"),
            "NIGHTDESK_HOLD": str(self.hold),
            "PYTHONPATH": str(ROOT),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }
        return {**own, **told, **self.more, **more}

    def configure(self) -> None:
        told = {"prefect_api": self.api, "prefect_pool": "crawlers", **self.settings}
        for host in ("desk", *WORKERS):
            self.home(host).mkdir(parents=True, exist_ok=True)
            text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in told.items())
            (self.home(host) / "nightdesk.toml").write_text(text)

    def open_press(self, papers: int, stories: int) -> None:
        words = [self.net.address("press"), papers, stories, self.base / "sources.toml", self.base / "served"]
        press = [sys.executable, "-m", "tests.cluster.press", *map(str, words)]
        self.net.start("press", press, self.environment("press"), self.base / "press.log", cwd=ROOT)
        assert eventually((self.base / "sources.toml").exists, PATIENCE), self.log("press")

    def open_server(self) -> None:
        prefect = {**UI, "PREFECT_HOME": str(self.base / "prefect")}
        server = command(self.net.address("desk"), 4200)
        environment = self.environment("desk", **prefect)
        self.net.start("desk", server, environment, self.base / "server.log", cwd=ROOT)
        assert eventually(self.is_served, PATIENCE), self.log("server")

    def open_store(self, with_lake: bool = False) -> Store:
        """The archive in a bucket; the warehouse as a lake too, if wanted."""
        store = self.store = Store(self.net, self.base)
        self.more |= KEYS
        store.open_objects()
        self.settings |= {"archive": "s3://news/desk", "s3_endpoint": store.endpoint}
        if with_lake:
            self.settings |= {"warehouse": store.open_catalog(), "warehouse_data": "s3://news/lake"}
        return store

    def says(self, host: str, code: str) -> bool:
        """Whether a line of Python comes to its end on a host."""
        python = [sys.executable, "-c", code]
        return self.net.start(host, python, self.environment(host), self.base / "asked.log").wait() == 0

    def is_served(self) -> bool:
        return self.says(
            "desk", f"import httpx; httpx.get('{self.api}/health', timeout=5).raise_for_status()"
        )

    def open_worker(self, host: str, **more: str) -> Popen[bytes]:
        worker = [*NIGHTDESK, "worker", "--name", host, "--limit", "1"]
        return self.net.start(
            host, worker, self.environment(host, **more), self.base / f"{host}.log", cwd=ROOT
        )

    def begin_night(self, name: str = "desk", host: str = "desk") -> Popen[bytes]:
        environment = self.environment(host)
        return self.net.start(host, [*NIGHTDESK, "run"], environment, self.base / f"{name}.log", cwd=ROOT)

    def desk(self, *words: str, home: Path | None = None) -> str:
        """What a command says on the desk's host."""
        alone = {"NIGHTDESK_CONFIG": ""} if home else {}
        environment = self.environment("desk", home, **alone)
        return self.net.run("desk", [*NIGHTDESK, *words], environment)

    def night_alone(self, home: Path) -> None:
        """The same night on the desk's host alone, by the steps as plain functions."""
        home.mkdir()
        (home / "sources.toml").write_bytes((self.base / "sources.toml").read_bytes())
        night = [
            sys.executable,
            "-m",
            "tests.faults.night",
            str(home),
            "00000000-0000-4000-8000-000000000000",
            "nightly",
        ]
        self.net.run("desk", night, self.environment("desk", home, NIGHTDESK_CONFIG=""))

    def log(self, name: str) -> str:
        path = self.base / f"{name}.log"
        return path.read_text(errors="replace")[-4000:] if path.exists() else ""

    def served(self) -> list[Answer]:
        """What the papers served so far, in the order it began."""
        path = self.base / "served"
        lines = path.read_text().splitlines() if path.exists() else []
        return sorted(Answer(*json.loads(line)) for line in lines)

    def served_to(self, host: str) -> list[Answer]:
        return [one for one in self.served() if one.client == self.net.address(host)]
