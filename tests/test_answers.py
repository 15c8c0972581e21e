"""Answers of `nightdesk sql` as JSON, CSV and Parquet, on the screen and in files."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from tests.commandline import nightdesk
from warehouse import written

ODD = "select null as n, 'a,\"b' as s, [1, 2] as l, {'k': 'v'} as d, timestamptz '2026-03-01 02:15:00+00' as t, 'nan'::double as f, 1 as n, 1.50::decimal(9,2) as e"


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_holds_every_kind_of_value(archive: Path, form: str) -> None:
    told = nightdesk("sql", "--format", form, ODD, home=archive)
    found = json.loads(told.stdout, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    (row,) = found if form == "json" else [found]
    assert row == {
        "n": None,
        "s": 'a,"b',
        "l": [1, 2],
        "d": {"k": "v"},
        "t": "2026-03-01T02:15:00+00:00",
        "f": None,
        "n_2": 1,
        "e": "1.50",
    }


def test_csv_can_be_read_again(archive: Path) -> None:
    told = nightdesk("sql", "--format", "csv", ODD, home=archive)
    (row,) = csv.DictReader(io.StringIO(told.stdout))
    assert (row["n"], row["s"], row["l"], row["n_2"]) == ("", 'a,"b', "[1, 2]", "1")


@pytest.mark.parametrize("sign", [*"=+-@", "\t", "\r", "\n"])
def test_no_cell_of_csv_is_a_formula(sign: str) -> None:
    assert written.csv_cell(f"{sign}SUM(A1:A9)") == f"'{sign}SUM(A1:A9)"
    assert written.csv_cell(-3) == -3


def test_an_answer_goes_to_a_file_whole(archive: Path, tmp_path: Path) -> None:
    words = "select article_id, title, authors from articles order by 1"
    for name in ("a.parquet", "a.csv", "a.json", "a.jsonl"):
        assert nightdesk("sql", "--out", tmp_path / name, words, home=archive).returncode == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "a.json", "a.jsonl", "a.parquet"]
    with duckdb.connect() as free:
        rows = free.execute("from read_parquet($p)", {"p": str(tmp_path / "a.parquet")}).fetchall()
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert [tuple(line.values()) for line in lines] == rows
    assert json.loads((tmp_path / "a.json").read_text()) == lines


def test_a_question_that_fails_leaves_no_file(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    told = nightdesk("sql", "--out", out, "select 1; select error('no')", home=archive)
    assert told.returncode == 1
    assert not list(tmp_path.iterdir())


def test_parquet_needs_a_file(archive: Path) -> None:
    assert nightdesk("sql", "--format", "parquet", "select 1", home=archive).returncode == 2
