"""Where the desk lies, and what Prefect must be told of it before it is imported."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.config import Config

PROJECT = Path(__file__).resolve().parents[1]  # where prefect.yaml and sources.toml lie in a checkout


@dataclass(frozen=True, slots=True)
class Desk:
    """The home of one archive, and its list of sources."""

    home: Path
    sources: Path
    wait: float = 60  # seconds to wait for another process to let go of the warehouse

    @classmethod
    def here(cls, home: Path | None = None, sources: Path | None = None) -> Desk:
        """What was asked for; else NIGHTDESK_HOME and NIGHTDESK_SOURCES; else what lies here."""
        listed = sources or Path(os.environ.get("NIGHTDESK_SOURCES", "sources.toml"))
        if not sources and "NIGHTDESK_SOURCES" not in os.environ and not listed.exists():
            listed = PROJECT / "sources.toml"
        chosen = home or Path(os.environ.get("NIGHTDESK_HOME", "archive"))
        wait = float(os.environ.get("NIGHTDESK_WAIT", "60"))
        desk = cls(chosen.expanduser().absolute(), listed.expanduser().absolute(), wait)
        desk.place_warehouse()
        return desk

    def place_warehouse(self) -> None:
        """Tell the warehouse, which reads no configuration, where it is. Raises ConfigError."""
        from warehouse import place

        told = self.config
        lake = place.named(told.warehouse, told.warehouse_data, told.s3_endpoint, told.s3_region)
        place.keep_in(self.home, lake)

    @property
    def config(self) -> Config:
        """Where this desk keeps what. Raises flows.config.ConfigError."""
        from flows import config

        return config.load(self.home)

    def environment(self) -> dict[str, str]:
        """What our processes, and Prefect in them, must find in their environment."""
        return {
            "NIGHTDESK_HOME": str(self.home),
            "NIGHTDESK_SOURCES": str(self.sources),
            "NIGHTDESK_PROJECT": str(PROJECT),
            "PREFECT_HOME": str(self.home / "prefect"),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH")))),
            "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",  # pickles can't be read, nor trusted
            "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "true",  # a retry repeats only what failed
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",  # seconds; see serving/automations.py
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_CLI_PROMPT": "false",
            "DO_NOT_TRACK": "1",
            **self.config.environment(),
        }

    def enter(self) -> None:
        """Put `environment()` into ours. Call it before anything imports Prefect."""
        os.environ.update(self.environment())
