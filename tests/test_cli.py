"""The `nightdesk` command answers at once, and says in one sentence what is wrong."""

import resource
import subprocess
import sys
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
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert nightdesk("--help").returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert took < 0.5  # seconds of CPU: what a person waits for on a machine that is not busy


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
