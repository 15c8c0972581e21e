"""Where the Prefect server listens, and what every process of the desk must know to find it."""

from __future__ import annotations

import ipaddress
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Desk

POOL = "nightdesk"
UI = {
    "PREFECT_UI_API_URL": "/api",  # whatever name or address the browser knows us by
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",  # seconds it waits for SQLite before it answers 503
    # It would cancel late runs while a killed run still counts as running: all missed nights, see late.py.
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    # Which sites are being visited (flows.spread) outlives a restart of the server.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT__SERVER_FINAL": "1",  # what `prefect server start` sets
}
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104, listening address -> one to be called at


@dataclass(frozen=True, slots=True)
class Address:
    """Home, sources and listening address of one desk."""

    home: Path
    sources: Path
    host: str = "127.0.0.1"
    port: int = 4200

    @property
    def ui(self) -> str:
        """What to open in a browser."""
        called = EVERYWHERE.get(self.host, self.host)
        host = f"[{called}]" if ":" in called else called
        return f"http://{host}:{self.port}"

    @property
    def api(self) -> str:
        """What PREFECT_API_URL has to be."""
        return f"{self.ui}/api"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it. A name other than localhost is taken to be public."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def login(self) -> str | None:
        """`user:password` that server and clients share; None on loopback, where none is needed.

        Elsewhere it is NIGHTDESK_LOGIN, or made up once and kept in the home, readable by the owner only.
        """
        if self.is_loopback:
            return os.environ.get("NIGHTDESK_LOGIN") or None
        path = login_file(self.home)
        if not given_login(self.home):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(f"nightdesk:{secrets.token_urlsafe(18)}")
        return given_login(self.home)

    def environment(self) -> dict[str, str]:
        """Our own environment, with what server, worker, deployment and flow runs need on top."""
        return {**os.environ, **self.settings()}

    def settings(self) -> dict[str, str]:
        """What the desk adds to the environment it is started in."""
        login = self.login()
        auth = {"PREFECT_SERVER_API_AUTH_STRING": login, "PREFECT_API_AUTH_STRING": login} if login else {}
        return {
            **Desk(self.home, self.sources).environment(),
            **UI,
            "PREFECT_API_URL": self.api,
            "PREFECT_WORKER_QUERY_SECONDS": "3",  # a button in the UI is felt at once
            "NIGHTDESK_WAIT": os.environ.get("NIGHTDESK_WAIT", "1800"),  # runs at night wait for each other
            **auth,
        }


def login_file(home: Path) -> Path:
    """Where a login that we made up is kept."""
    return home / "prefect" / "login"


def given_login(home: Path) -> str | None:
    """NIGHTDESK_LOGIN, or what an earlier `serve` made up for this home."""
    path = login_file(home)
    kept = path.read_text(encoding="utf-8") if path.exists() else None
    return os.environ.get("NIGHTDESK_LOGIN") or kept
