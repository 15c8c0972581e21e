"""Runs `nightdesk` as a person would, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def nightdesk(
    *arguments: object, home: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """The command's exit code, standard output and standard error."""
    where = ("--home", str(home)) if home else ()
    return subprocess.run(
        [sys.executable, "-m", "flows", *where, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,  # seconds: other work on the machine must not make a test fail
        env={**os.environ, **settings},
    )


def one_sentence(told: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error of a command that failed as it should."""
    assert told.returncode == 1, told
    lines = told.stderr.strip().splitlines()
    assert len(lines) == 1, told.stderr
    return lines[0]
