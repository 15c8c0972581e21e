"""The warehouse as a DuckLake with its catalog in a real PostgreSQL: the same tables as in a file."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests import postgres
from tests.loaded import ask
from tests.stage import Night
from warehouse import checks, contents, export, migrate, place, similarity, snapshot, store
from warehouse.errors import CannotExport, CatalogUnreachable
from warehouse.known import Wanted
from warehouse.lake import carrying


@pytest.fixture(scope="module")
def lake(server: postgres.Server, archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose warehouse is a lake, after the two nights of the archive."""
    home = tmp_path_factory.mktemp("lake") / "home"
    place.keep_in(home, server.lake("nights", home.with_name("data")))
    load_all(archive, home)
    return home


def load_all(archive: Path, home: Path) -> None:
    """Load every run of an archive from its stage files, what was read again too, and find copies."""
    for run in sorted(archive.glob("runs/2*")):
        names = sorted(path.parent.name for path in run.glob("*/fetches.jsonl"))
        again = sorted(f"{path.parents[1].name}/again" for path in run.glob("*/again/readings.jsonl"))
        with store.writing(home) as warehouse:
            warehouse.start_run(run)
            warehouse.load(run, *names)
            for part in again:
                warehouse.load(run, part)
            warehouse.tell_changes()
            similarity.find_copies(warehouse.connection)


def differing(one: Path, other: Path) -> set[str]:
    """The tables whose rows differ; what runs and sources are asked is no matter of loads."""
    with store.writing(one) as before, store.writing(other) as after:
        _, _, found = contents.compare(before.connection, after.connection)
    return {difference.table for difference in found} - {"runs", "sources"}


def test_two_nights_make_the_same_tables_in_a_lake_as_in_a_file(archive, lake):
    assert differing(archive, lake) == set()


def test_loading_again_changes_nothing_in_a_lake(archive, lake):
    load_all(archive, lake)
    assert differing(archive, lake) == set()
    with store.writing(lake) as warehouse:
        assert [one for one in checks.run(warehouse.connection) if one.promise != 9] == []


@pytest.mark.parametrize(("later", "told"), [(timedelta(minutes=30), "pages"), (timedelta(days=2), "page")])
def test_a_crawl_is_told_the_same_from_a_lake_as_from_a_file(archive, lake, tmp_path, later, told):
    written = []
    for home in (archive, lake):
        path = tmp_path / f"known-{len(written)}.jsonl"
        with store.writing(home) as warehouse:
            select = "select source, max(started_at) from fetches group by source order by count(*) desc, source limit 1"
            ((source, last),) = warehouse.connection.execute(select).fetchall()
            assert warehouse.write_known([Wanted(source, (timedelta(hours=1),), path)], last + later)
        written.append(path.read_text())
    assert f'"what":"{told}"' in written[0]
    assert written[0] == written[1]


def test_every_view_answers_in_a_lake(lake):
    with store.writing(lake) as warehouse:
        found = warehouse.connection.execute(
            "select view_name from duckdb_views() where database_name = current_database() and not internal"
        ).fetchall()
        assert len(found) >= 7
        for (name,) in found:
            warehouse.connection.execute(f'select * from "{name}"').fetchall()


def test_the_archive_at_a_moment_is_the_same_in_a_lake_as_in_a_file(archive, lake):
    question = "select article_id, title, seen_at, capture_id from as_of('2100-01-01') order by all"
    assert ask(lake, question) == ask(archive, question) != []


def test_the_files_of_a_lake_lie_by_month(lake):
    assert list(lake.with_name("data").glob("main/fetches/year=*/month=*/*.parquet"))


def test_a_server_that_is_not_there_is_one_sentence(server, tmp_path, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "hunter2")
    place.keep_in(tmp_path, place.named("ducklake:postgres:dbname=x host=127.0.0.1 port=1", str(tmp_path)))
    with (
        pytest.raises(CatalogUnreachable, match=r"can't be reached: .*refused") as told,
        store.writing(tmp_path),
    ):
        pass
    assert "hunter2" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_database_that_is_not_there_is_one_sentence(server, tmp_path):
    place.keep_in(tmp_path, place.named(server.words("nowhere"), str(tmp_path)))
    with (
        pytest.raises(CatalogUnreachable, match='database "nowhere" does not exist'),
        store.writing(tmp_path),
    ):
        pass


def test_a_lake_knows_which_migrations_it_has_seen(lake):
    with store.writing(lake) as warehouse:
        assert migrate.present(warehouse.connection) == migrate.latest()


def test_the_snapshot_of_a_lake_is_a_file_with_the_same_content(lake, tmp_path):
    path = snapshot.publish(lake, place=tmp_path / store.NAME)
    assert path == tmp_path / store.NAME
    assert differing(lake, tmp_path) == set()


def test_an_export_names_the_snapshot_of_the_lake_that_it_was_made_from(lake, tmp_path):
    snapshot.publish(lake)
    manifest = export.export(lake, tmp_path / "corpus", export.Asked())
    with store.writing(lake) as warehouse:
        newest = warehouse.connection.execute("select max(snapshot_id) from ducklake_snapshots('warehouse')")
        assert manifest["snapshot"]["lake_snapshot"] == newest.fetchall()[0][0]


def test_an_export_can_be_made_again_as_of_the_snapshot_that_its_manifest_names(server, tmp_path):
    home = tmp_path / "home"
    place.keep_in(home, server.lake("cited", tmp_path / "data"))

    def come(number: int) -> None:
        night = Night(home, number)
        night.page(f"https://gazette.example/{number}", f"The {number}th bridge", (f"Bridge {number}.",))
        with store.writing(home) as warehouse:
            warehouse.load(night.write(), "gazette")
        snapshot.publish(home)

    come(1)
    asked = export.Asked(tables=("articles", "versions", "edits"))
    before = export.export(home, tmp_path / "before", asked)
    come(2)
    assert export.export(home, tmp_path / "now", asked)["articles"] == 2
    again = replace(asked, lake_snapshot=before["snapshot"]["lake_snapshot"])
    after = export.export(home, tmp_path / "again", again)
    assert (after["corpus"], after["snapshot"]) == (before["corpus"], before["snapshot"])
    with pytest.raises(CannotExport, match="has no snapshot 999999: "):
        export.export(home, tmp_path / "never", replace(asked, lake_snapshot=999999))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "before", "data", "home", "now"]


def test_tables_of_a_file_replace_those_of_a_lake_whole(archive, server, tmp_path):
    place.keep_in(tmp_path, server.lake("carried", tmp_path / "data"))
    with store.writing(tmp_path) as warehouse:
        carrying.from_file(warehouse.connection, archive / store.NAME)
        carrying.from_file(warehouse.connection, archive / store.NAME)
    assert differing(archive, tmp_path) == set()


def test_upkeep_puts_the_files_of_a_lake_together_and_changes_no_row(archive, lake):
    def files() -> int:
        question = "from ducklake_list_files('warehouse', 'captures')"
        with store.writing(lake) as warehouse:
            return len(warehouse.connection.execute(question).fetchall())

    before = files()
    with store.writing(lake) as warehouse:
        warehouse.compact()
    assert files() < before
    assert differing(archive, lake) == set()
