"""Stored pages dealt to hosts in parts of whole WARC files, and brought together again."""

import json
from pathlib import Path

import pytest

from crawler.sources import Source
from flows.runs import Run, begin
from flows.spread import rereading

SOURCE = Source(name="dawn", home="https://www.dawn.com/", user_agent="tests (+mailto:a@example.org)")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run that is to read nine pages of three WARC files again, whose lines are mixed."""
    monkeypatch.setattr(rereading, "PAGES", 4)
    made = begin(tmp_path, "reextract", "00000000-0000-4000-8000-000000000000", [SOURCE])
    made.of("dawn").mkdir()
    lines = [{"fetch": {"capture": {"warc_file": f"file{n % 3}"}}, "number": n} for n in range(9)]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (made.of("dawn") / "wanted.jsonl").write_text(text)
    (made.of("dawn") / "memory.json").write_text("{}")
    return made


def numbers(path: Path) -> list[int]:
    return [json.loads(line)["number"] for line in path.read_text().splitlines()]


def test_a_warc_file_is_read_by_one_host(run: Run) -> None:
    parts = list(rereading.split(run, "dawn"))
    assert [numbers(run.of("dawn") / part / "wanted.jsonl") for part in parts] == [
        [0, 3, 6, 1, 4, 7],
        [2, 5, 8],
    ]
    assert all((run.of("dawn") / part / "memory.json").read_text() == "{}" for part in parts)


def test_dealt_again_the_parts_are_the_same_and_what_is_read_stays(run: Run) -> None:
    (first, *_) = rereading.split(run, "dawn")
    (run.of("dawn") / first / "readings.jsonl").write_text("")
    parts = list(rereading.split(run, "dawn"))
    assert parts[0] == first
    assert rereading.Rereading(run).left([f"dawn/{part}" for part in parts]) == [f"dawn/{parts[1]}"]


def test_the_readings_of_all_parts_are_one_file(run: Run) -> None:
    parts = list(rereading.split(run, "dawn"))
    for part in parts:
        wanted = run.of("dawn") / part / "wanted.jsonl"
        (wanted.parent / "readings.jsonl").write_bytes(wanted.read_bytes())
    rereading.join(run, "dawn", parts)
    assert sorted(numbers(run.of("dawn") / "readings.jsonl")) == list(range(9))
    assert not any((run.of("dawn") / part).exists() for part in parts)
