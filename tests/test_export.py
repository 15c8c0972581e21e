"""Exports: files by source and month that can be cited and verified."""

import csv
import json
import subprocess
from pathlib import Path

import duckdb
import pytest

from flows.commands.export import listed
from tests.commandline import nightdesk, one_sentence
from tests.stage import Night
from warehouse import manifest, snapshot
from warehouse.errors import CannotExport, NotAnExport, NotAnswered, QuestionRefused
from warehouse.export import TABLES, Asked, export
from warehouse.snapshot import reading
from warehouse.store import writing


def exported(home: Path, to: Path, *tables: str, **asked: object) -> dict[str, object]:
    return export(home, to, Asked(tables=tables or ("articles",), **asked))


def test_parquet_holds_every_row_of_every_table(archive: Path, tmp_path: Path) -> None:
    exported(archive, tmp_path / "all", *TABLES)
    with reading(archive) as connection, duckdb.connect() as free:
        for table in TABLES:
            inside = connection.execute(
                f"select count(*) from {table} where article_id is not null"
            ).fetchall()
            files = str(tmp_path / "all" / table / "**" / "*.parquet")
            assert free.execute(f"select count(*) from read_parquet('{files}')").fetchall() == inside
        bodies = "select article_id, body, authors, published_at from {} order by 1"
        files = f"read_parquet('{tmp_path}/all/articles/**/*.parquet', hive_partitioning = false)"
        assert (
            free.execute(bodies.format(files)).fetchall()
            == connection.execute(bodies.format("articles")).fetchall()
        )


def test_files_lie_by_source_and_month(archive: Path, tmp_path: Path) -> None:
    exported(archive, tmp_path / "all")
    with reading(archive) as connection:
        places = connection.execute(
            "select distinct source, strftime(coalesce(published_at, first_seen_at), '%Y-%m') from articles"
        ).fetchall()
    found = {path.parent.relative_to(tmp_path / "all").as_posix() for path in tmp_path.rglob("*.parquet")}
    assert found == {f"articles/source={source}/month={month}" for source, month in places}


def test_lines_of_json_hold_the_same(archive: Path, tmp_path: Path) -> None:
    exported(archive, tmp_path / "all", form="jsonl")
    lines = [json.loads(line) for path in tmp_path.rglob("*.jsonl") for line in path.read_text().splitlines()]
    with reading(archive) as connection:
        inside = dict(connection.execute("select article_id, body from articles").fetchall())
    assert {line["article_id"]: line["body"] for line in lines} == inside


def test_the_same_articles_give_the_same_digest(archive: Path, tmp_path: Path) -> None:
    where = "source = 'meridian' and word_count > 20"
    for form in ("parquet", "csv", "jsonl"):
        one = exported(archive, tmp_path / f"{form}1", form=form, where=where)
        again = exported(
            archive, tmp_path / f"{form}2", form=form, ids=listed(tmp_path / f"{form}1" / "ids.txt")
        )
        assert one["corpus"] == again["corpus"]
        assert one["articles"] == again["articles"] > 5


def test_the_dictionary_tells_every_column(archive: Path, tmp_path: Path) -> None:
    exported(archive, tmp_path / "all", "articles", "edits")
    with (tmp_path / "all" / "dictionary.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    with duckdb.connect() as free:
        files = f"{tmp_path}/all/articles/**/*.parquet"
        columns = free.execute(
            f"describe select * from read_parquet('{files}', hive_partitioning = false)"
        ).fetchall()
    assert [row["column"] for row in rows if row["table"] == "articles"] == [column[0] for column in columns]
    assert all(row["meaning"] and row["type"] for row in rows)
    assert {row["table"] for row in rows} == {"articles", "edits"}


def test_sha256sum_agrees(archive: Path, tmp_path: Path) -> None:
    exported(archive, tmp_path / "all", form="csv")
    told = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=tmp_path / "all",
        capture_output=True,
        check=False,
    )
    assert told.returncode == 0


def change(place: Path, how: str) -> None:
    file = next(place.rglob("*.csv"))
    if how == "was changed":
        text = file.read_bytes()
        file.write_bytes(text[:-2] + b"X\n")
    elif how == "is missing":
        file.unlink()
    elif how == "bytes, not":
        file.write_bytes(file.read_bytes() + b"x")
    elif how == "does not belong":
        (file.parent / "more.csv").write_text("x")
    elif how == "manifest.json: was changed":
        told = json.loads((place / "manifest.json").read_text())
        told["files"] = told["files"][1:]
        (place / "manifest.json").write_text(json.dumps(told))
    elif how == "leads out":
        told = json.loads((place / "manifest.json").read_text())
        told["files"][0]["path"] = "../../etc/passwd"
        (place / "manifest.json").write_text(json.dumps(told))


@pytest.mark.parametrize(
    "how",
    ["was changed", "is missing", "bytes, not", "does not belong", "manifest.json: was changed", "leads out"],
)
def test_what_was_done_to_an_export_is_found(archive: Path, tmp_path: Path, how: str) -> None:
    exported(archive, tmp_path / "all", form="csv", where="source = 'zarechye'")
    assert list(manifest.wrong(tmp_path / "all")) == []
    change(tmp_path / "all", how)
    assert any(how in line for line in manifest.wrong(tmp_path / "all"))


def test_a_headline_that_is_a_formula_is_harmless_in_csv_and_exact_elsewhere(tmp_path: Path) -> None:
    title = '=HYPERLINK("http://example.org")'
    night = Night(tmp_path)
    night.page("https://gazette.example/1", title, ("-1 degree, said nobody.\n@home",), tags=("+1", "b"))
    folder = night.write()
    with writing(tmp_path) as warehouse:
        warehouse.start_run(folder)
        warehouse.load(folder, night.source)
    snapshot.publish(tmp_path)
    for form in ("csv", "jsonl"):
        exported(tmp_path, tmp_path / form, form=form)
    with next((tmp_path / "csv").rglob("articles.csv")).open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == f"'{title}"
    assert row["body"].startswith("'-1 degree")
    assert row["tags"] == '["+1", "b"]'
    (line,) = next((tmp_path / "jsonl").rglob("*.jsonl")).read_text().splitlines()
    assert json.loads(line)["title"] == title


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("no_such_column = 1", NotAnswered),
        ("1 = 1); drop table articles; --", Exception),
        ("article_id in (select content from read_text('/etc/hostname'))", QuestionRefused),
        ("false", CannotExport),
        ("1 = 1) union all (select 'x'", CannotExport),
    ],
)
def test_a_condition_that_is_none_exports_nothing(
    archive: Path, tmp_path: Path, where: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        exported(archive, tmp_path / "out", where=where)
    assert not list(tmp_path.iterdir())


def test_an_unknown_id_is_named(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotExport, match="1 ids are no article's in this snapshot: nobody"):
        exported(archive, tmp_path / "out", ids=("nobody",))


def test_an_export_is_never_written_over(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotExport, match="is there already"):
        exported(archive, tmp_path)


def test_a_folder_without_manifest_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(NotAnExport):
        list(manifest.wrong(tmp_path))


def test_the_command_exports_and_verifies(archive: Path, tmp_path: Path) -> None:
    told = nightdesk("export", "--to", tmp_path / "out", "--format", "csv", home=archive)
    assert told.returncode == 0, told.stderr
    digest = told.stdout.split()[-1]
    checked = nightdesk("export", "--verify", tmp_path / "out")
    assert digest in checked.stdout
    (tmp_path / "out" / "ids.txt").unlink()
    assert one_sentence(nightdesk("export", "--verify", tmp_path / "out")) == "nightdesk: ids.txt: is missing"
