"""The `nightdesk` command answers at once, and says in one sentence what is wrong."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.cli import COMMANDS, group

ROOT = Path(__file__).parent.parent
PRESENT = [name for name in COMMANDS if (ROOT / "flows" / "commands" / f"{name}.py").exists()]


def nightdesk(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "from flows.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60
    )


def test_help_answers_in_under_half_a_second():
    took = []
    for _ in range(3):  # the machine may be busy: the best of three
        began = time.monotonic()
        answer = nightdesk("--help")
        took.append(time.monotonic() - began)
    assert answer.returncode == 0
    assert min(took) < 0.5


def test_help_imports_nothing_heavy():
    code = "import sys, flows.cli as c; c.group.main(['--help'], standalone_mode=False); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    modules = set(told.stdout.split())
    assert not modules & {"prefect", "scrapy", "trafilatura", "duckdb", "pydantic", "rich", "lxml"}


@pytest.mark.parametrize("name", PRESENT)
def test_every_command_has_help_with_an_example(name):
    command = group.get_command(None, name)
    assert command.name == name
    assert "Example: nightdesk " in command.help or "Example: nightdesk " in (command.epilog or "")


def test_wrong_usage_ends_with_2():
    answer = nightdesk("--no-such-option")
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


def test_an_unknown_command_ends_with_2():
    assert nightdesk("fly").returncode == 2
