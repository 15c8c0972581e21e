"""A network of hosts: namespaces on one switch, each with its own address; nothing leads out of it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

SUBNET = "10.77.0"
ADDRESSES = {"desk": 1, "store": 2, "press": 3, "one": 11, "two": 12, "three": 13}


def trouble() -> str:
    """Why this machine can't have such a network; empty if it can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if not shutil.which("ip"):
        return "there is no `ip` (iproute2)"
    name = f"nd{os.getpid()}-probe"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True, check=False)
    subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
    return f"network namespaces can't be made here: {made.stderr.strip()}" if made.returncode else ""


class Net:
    """The namespaces while the block runs. When it ends nothing is left of them, nor of what ran in them."""

    def __init__(self) -> None:
        self.prefix = f"nd{os.getpid()}-"
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Net:
        sweep()
        try:
            self._make()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remove()

    def address(self, host: str) -> str:
        return f"{SUBNET}.{ADDRESSES[host]}"

    def inside(self, host: str) -> tuple[str, ...]:
        """The words before a command that carry it out on a host."""
        return ("ip", "netns", "exec", self.prefix + host)

    def start(
        self,
        host: str,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        log: Path,
        **more: object,
    ) -> subprocess.Popen[bytes]:
        """A command on a host, its output in a log; it ends with the network at the latest."""
        with log.open("ab") as file:
            process = subprocess.Popen(
                [*self.inside(host), *map(str, command)],
                env=dict(environment),
                stdin=subprocess.PIPE,
                stdout=file,
                stderr=file,
                **more,  # type: ignore[call-overload]
            )
        self.processes.append(process)
        return process

    def run(self, host: str, command: Sequence[str | Path], environment: Mapping[str, str]) -> str:
        """What a command on a host says; it has to succeed."""
        words = [*self.inside(host), *map(str, command)]
        done = subprocess.run(words, env=dict(environment), capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    def cut_off(self, host: str) -> None:
        """Pull the host's cable out of the switch."""
        ip("-n", self.prefix + "switch", "link", "set", host, "down")

    def join_again(self, host: str) -> None:
        """Put the cable back."""
        ip("-n", self.prefix + "switch", "link", "set", host, "up")

    def pids(self, host: str) -> list[int]:
        told = subprocess.run(
            ["ip", "netns", "pids", self.prefix + host], capture_output=True, text=True, check=False
        )
        return [int(word) for word in told.stdout.split()]

    def kill(self, host: str) -> None:
        """Switch the host off: every process on it is gone at once."""
        while pids := self.pids(host):
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            for process in self.processes:
                process.poll()
            time.sleep(0.05)

    def _make(self) -> None:
        switch = self.prefix + "switch"
        ip("netns", "add", switch)
        ip("-n", switch, "link", "add", "bridge", "type", "bridge")
        ip("-n", switch, "link", "set", "bridge", "up")
        for host in ADDRESSES:
            ip("netns", "add", self.prefix + host)
            ip("-n", switch, "link", "add", host, "type", "veth", "peer", "eth0", "netns", self.prefix + host)
            ip("-n", switch, "link", "set", host, "master", "bridge", "up")
            for action in (["link", "set", "lo", "up"], ["link", "set", "eth0", "up"]):
                ip("-n", self.prefix + host, *action)
            ip("-n", self.prefix + host, "address", "add", f"{self.address(host)}/24", "dev", "eth0")

    def _remove(self) -> None:
        for host in (*ADDRESSES, "switch"):
            self.kill(host)
            subprocess.run(["ip", "netns", "del", self.prefix + host], capture_output=True, check=False)
        for process in self.processes:
            process.wait()
            if process.stdin:
                process.stdin.close()


def sweep() -> None:
    """Remove what a test run left that was killed before it could."""
    told = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=False).stdout
    for name in re.findall(r"^nd\d+-\w+", told, re.MULTILINE):
        owner = int(name[2:].partition("-")[0])
        if Path(f"/proc/{owner}").exists():
            continue
        pids = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True, check=False)
        for pid in pids.stdout.split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)


def ip(*words: str) -> None:
    """One `ip` command, which has to succeed."""
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"ip {' '.join(words)}: {done.stderr}"
