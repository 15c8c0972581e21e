"""One night as a process of its own, to be killed: `python -m tests.faults.night HOME FLOW_RUN`."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from tests.faults.points import Point
from tests.nights import FIRST_DAY, carry_out, eventually

ROOT = Path(__file__).parents[2]
INJECT = Path(__file__).parent / "inject"
SECOND_DAY = FIRST_DAY + timedelta(days=1)
PATIENCE = 120.0  # seconds for a night


def start(
    home: Path, flow_run: str, point: Point | None = None, log: Path | None = None, **settings: str
) -> subprocess.Popen[bytes]:
    """Begin the second night in this home, on the papers that its sources.toml names."""
    fault = {"NIGHTDESK_FAULT": point.as_json(), "NIGHTDESK_FAULT_MARK": str(mark(home))} if point else {}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.night", str(home), flow_run],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{INJECT}{os.pathsep}{ROOT}", **fault, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(log or home.with_name("night.log")).open("ab"),
        start_new_session=True,
    )


def mark(home: Path) -> Path:
    """The file that appears when the point is reached."""
    return home.with_name("reached")


def alive(pid: int) -> bool:
    """Whether a process runs (one that waits for its parent to notice its end does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def at_work_on(home: Path) -> list[int]:
    """The processes whose command line names this home."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        inside = any(word == os.fsencode(home) or word.startswith(os.fsencode(home) + b"/") for word in words)
        if inside and alive(int(path.parent.name)):
            found.append(int(path.parent.name))
    return found


def all_ended(home: Path, seconds: float = 15) -> bool:
    """Whether nothing works on this home any more, within the time that a clean end may take."""
    return eventually(lambda: not at_work_on(home), seconds)


def main() -> None:
    """Carry out the night."""
    from crawler import sources
    from flows.runs import begin

    home, flow_run = Path(sys.argv[1]), sys.argv[2]
    logging.basicConfig(level=logging.INFO)
    carry_out(begin(home, "nightly", flow_run, sources.load(home / "sources.toml"), SECOND_DAY))


if __name__ == "__main__":
    main()
