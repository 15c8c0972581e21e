"""One night as a process of its own, to be killed: `python -m tests.faults.night HOME FLOW_RUN KIND`."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from tests.faults.points import Point
from tests.nights import FIRST_DAY, alive, carry_out, eventually

ROOT = Path(__file__).parents[2]
INJECT = Path(__file__).parent / "inject"
SECOND_DAY = FIRST_DAY + timedelta(days=1)
PATIENCE = 300.0  # seconds for a night
BUSY = 4  # exit code of a night that found another at work, and did nothing


def start(
    home: Path,
    flow_run: str,
    point: Point | None = None,
    log: Path | None = None,
    kind: str = "nightly",
    **settings: str,
) -> subprocess.Popen[bytes]:
    """Begin the second night in this home, or a revisit of it, on the papers that its sources.toml names."""
    fault = {"NIGHTDESK_FAULT": point.as_json(), "NIGHTDESK_FAULT_MARK": str(mark(home))} if point else {}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.night", str(home), flow_run, kind],
        cwd=ROOT,
        env={
            **os.environ,
            "NIGHTDESK_HOME": str(home),
            "PYTHONPATH": f"{INJECT}{os.pathsep}{ROOT}",
            **fault,
            **settings,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(log or home.with_name("night.log")).open("ab"),
        start_new_session=True,
    )


def mark(home: Path) -> Path:
    """The file that appears when the point is reached."""
    return home.with_name("reached")


def at_work_on(home: Path) -> list[int]:
    """The processes that were started for this home, the readers' workers among them."""
    told, found = b"NIGHTDESK_HOME=" + os.fsencode(home), []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            inside = told in path.read_bytes().split(b"\0")
        except OSError:
            continue
        if inside and alive(int(path.parent.name)):
            found.append(int(path.parent.name))
    return found


def all_ended(home: Path, seconds: float = 15) -> bool:
    """Whether nothing works on this home any more, within the time that a clean end may take."""
    return eventually(lambda: not at_work_on(home), seconds)


def main() -> None:
    """Carry out the night."""
    from crawler import sources
    from flows.overlap import Busy, alone
    from flows.runs import begin

    home, flow_run, kind = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    logging.basicConfig(level=logging.INFO)
    asked = {} if kind == "nightly" else {"announcements": False}  # as in flows.revisit
    try:
        with alone(home, kind):
            carry_out(
                begin(home, kind, flow_run, sources.load(home / "sources.toml"), SECOND_DAY, asked), PATIENCE
            )
    except Busy:
        sys.exit(BUSY)


if __name__ == "__main__":
    main()
