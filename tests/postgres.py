"""A PostgreSQL of a test's own on loopback, started and ended by its pid; tests skip, saying so, where there is none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from warehouse.place import Lake, named


def programs() -> Path | None:
    """Where PostgreSQL's programs lie: the newest that Debian has, or those on the path."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(places[-1]) if places else shutil.which("initdb")
    return Path(found).parent if found else None


def needed() -> None:
    """Skip the test where PostgreSQL or the extra is missing."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    if find_spec("duckdb_extension_ducklake") is None:
        pytest.skip("nightdesk[cluster] is not installed")


@dataclass
class Server:
    """A running PostgreSQL."""

    folder: Path
    port: int

    def run(self, program: str, *arguments: str) -> str:
        """One of PostgreSQL's programs; as another user where we are root, as whom it does not start."""
        found = programs()
        assert found is not None
        ours = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
        command = [*ours, str(found / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd="/", timeout=90)
        return done.stdout

    def start(self) -> None:
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder} -c max_connections=50 -c fsync=off"
        self.run(
            "pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-o", options, "-w", "start"
        )

    def stop(self) -> None:
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def sql(self, database: str, words: str) -> str:
        """What psql answers."""
        return self.run("psql", *self.where(), "-Atc", words, database)

    def where(self) -> list[str]:
        return ["-h", "127.0.0.1", "-p", str(self.port), "-U", "nightdesk"]

    def words(self, database: str) -> str:
        """The address of a database, as an operator configures it."""
        return f"ducklake:postgres:dbname={database} host=127.0.0.1 port={self.port} user=nightdesk"

    def lake(self, database: str, data: Path) -> Lake:
        """A lake that nobody has used yet."""
        self.sql("postgres", f"create database {database}")
        found = named(self.words(database), str(data))
        assert found is not None
        return found


def started() -> Server:
    """A new and empty server."""
    folder = Path(tempfile.mkdtemp(prefix="nightdesk-postgres-"))
    if os.getuid() == 0:
        os.chown(folder, 65534, 65534)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(folder, port)
    server.run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "nightdesk", "--no-sync")
    server.start()
    return server


def removed(server: Server) -> None:
    """End a server, and leave nothing of it."""
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)
