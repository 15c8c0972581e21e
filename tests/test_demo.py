"""The demo does what it says: two nights, then nothing new, and every command it proposes works."""

import json
import shlex
from pathlib import Path

import pytest

from flows.commands.demo import QUESTIONS
from tests.commandline import nightdesk

TABLES = ("articles", "versions", "aliases", "rejects")
COUNT = " union all ".join(f"select '{table}' as name, count(*) as n from {table}" for table in TABLES)


def counts(home: Path) -> list[str]:
    told = nightdesk("sql", COUNT, "--json", home=home)
    return sorted(told.stdout.splitlines())


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.server
def test_the_demo_runs_two_nights_and_a_second_demo_brings_nothing_new(tmp_path: Path) -> None:
    first = nightdesk("demo", home=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "2 night(s)" in first.stdout
    before = counts(tmp_path)
    assert json.loads(before[0])["n"] > 50

    proposed = [line.strip() for line in first.stdout.splitlines() if " --home " in line]
    assert len(proposed) == len(QUESTIONS)
    for line in proposed:
        words = shlex.split(line)
        assert words[2] == str(tmp_path)
        told = nightdesk(*words[3:], home=tmp_path)
        assert told.returncode == 0, (line, told.stderr)
        assert len(told.stdout.splitlines()) > (0 if words[3] == "verify" else 1), line

    second = nightdesk("demo", "--json", home=tmp_path)
    assert second.returncode == 0, second.stderr
    (report,) = json.loads(second.stdout)
    assert report["verdict"]["standing"] == "complete"
    assert counts(tmp_path) == before
    assert nightdesk("verify", home=tmp_path).returncode == 0
