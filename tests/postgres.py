"""A PostgreSQL of a test's own, on loopback or on a host of a test's network; started and ended by its pid.

Tests skip, saying so, where there is none.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.nights import alive, eventually
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
    address: str = "127.0.0.1"
    inside: tuple[str, ...] = ()  # the words that carry out a command on its host, if that is another one

    def run(self, program: str, *arguments: str) -> str:
        """One of PostgreSQL's programs; as another user where we are root, as whom it does not start."""
        found = programs()
        assert found is not None
        ours = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
        command = [*self.inside, *ours, str(found / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd="/", timeout=90)
        return done.stdout

    def start(self) -> None:
        where = f"-p {self.port} -h {self.address} -k {self.folder}"
        options = f"{where} -c max_connections=50 -c fsync=off"
        self.run(
            "pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-o", options, "-w", "start"
        )

    def stop(self) -> None:
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def kill(self) -> None:
        """End each of its processes at once, as a machine does that is switched off."""
        pids = self.pids()
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: not any(alive(pid) for pid in pids))

    def pids(self) -> list[int]:
        """Its processes, the first of all first."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        return [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]

    def sql(self, database: str, words: str) -> str:
        """What psql answers."""
        return self.run("psql", *self.where(), "-Atc", words, database)

    def where(self) -> list[str]:
        return ["-h", self.address, "-p", str(self.port), "-U", "nightdesk"]

    def words(self, database: str) -> str:
        """The address of a database, as an operator configures it."""
        return f"ducklake:postgres:dbname={database} host={self.address} port={self.port} user=nightdesk"

    def lake(self, database: str, data: Path) -> Lake:
        """A lake that nobody has used yet."""
        self.sql("postgres", f"create database {database}")
        found = named(self.words(database), str(data))
        assert found is not None
        return found


def started(inside: tuple[str, ...] = (), address: str = "127.0.0.1") -> Server:
    """A new and empty server, which whoever reaches its address may ask."""
    folder = Path(tempfile.mkdtemp(prefix="nightdesk-postgres-"))
    if os.getuid() == 0:
        os.chown(folder, 65534, 65534)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(folder, port, address, inside)
    server.run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "nightdesk", "--no-sync")
    with (folder / "data" / "pg_hba.conf").open("a") as rules:
        rules.write("host all all samenet trust\n")
    server.start()
    return server


def removed(server: Server) -> None:
    """End a server, and leave nothing of it."""
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)
