"""Where the Prefect server listens, and what every process of the desk must know to find it."""

from __future__ import annotations

import ipaddress
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Desk

POOL = "nightdesk"


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
        host = f"[{self.host}]" if ":" in self.host else self.host
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
        given = os.environ.get("NIGHTDESK_LOGIN")
        if given or self.is_loopback:
            return given or None
        path = self.home / "prefect" / "login"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(f"nightdesk:{secrets.token_urlsafe(18)}")
        return path.read_text()

    def environment(self) -> dict[str, str]:
        """Our own environment, with what server, worker, deployment and flow runs need on top."""
        ours = {
            **Desk(self.home, self.sources).environment(),
            "PREFECT_API_URL": self.api,
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        }
        login = self.login()
        if login:
            ours |= {"PREFECT_SERVER_API_AUTH_STRING": login, "PREFECT_API_AUTH_STRING": login}
        return {**os.environ, **ours}
