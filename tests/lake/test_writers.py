"""Several writers at one lake, and a PostgreSQL that goes away: nothing is lost, nothing doubled."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.stage import TEXT, Night
from warehouse import contents, place, similarity, store, whole
from warehouse.errors import NotAWarehouse, WarehouseTooNew, WrittenMeanwhile

SOURCES = ("gazette", "herald", "courier")
# A writer of its own: loads what it is told to, once every other stands ready too.
WRITER = """
import json, sys, time
from contextlib import nullcontext
from pathlib import Path
from warehouse import place, store, whole
told = json.loads(sys.argv[1])
home = Path(told["home"])
place.keep_in(home, place.named(told["words"], told["data"]))
if not told["turns"]:
    whole.turn = lambda connection, wait: nullcontext()
with store.writing(home) as warehouse:
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(told["times"]):
        for folder, source in told["loads"]:
            warehouse.start_run(Path(folder))
            warehouse.load(Path(folder), source)
"""


def nights(home: Path) -> list[tuple[str, str]]:
    """Stage files of two nights of three sources, of which two print the same text; an edit in the second."""
    made = []
    for number in (1, 2):
        for source in SOURCES:
            night = Night(home, number, source)
            edited = TEXT if number == 1 else (f"{TEXT[0]} Corrected.", TEXT[1])
            night.page(f"https://{source}.example/1", text=edited)
            night.page(
                f"https://{source}.example/{number}0", f"Of {source}", (f"In {source}: {TEXT[0]} {number}",)
            )
            made.append((str(night.write()), source))
    return made


def loaded(home: Path, loads: list[tuple[str, str]]) -> None:
    with store.writing(home) as warehouse:
        for folder, source in loads:
            warehouse.start_run(Path(folder))
            warehouse.load(Path(folder), source)


def same(one: Path, other: Path) -> None:
    """Both hold the same once copies were looked for."""
    with store.writing(one) as before, store.writing(other) as after:
        for side in (before, after):
            side.tell_changes()
            similarity.find_copies(side.connection)
        _, _, found = contents.compare(before.connection, after.connection)
    assert [difference for difference in found if difference.table != "runs"] == []


@pytest.mark.parametrize("turns", [True, False], ids=["taking turns", "all at once"])
def test_three_writers_make_the_tables_of_one(server, tmp_path, turns):
    home, alone, data = tmp_path / "home", tmp_path / "alone", tmp_path / "data"
    loads = nights(home)
    loaded(alone, loads)
    name = f"writers_{'in_turn' if turns else 'at_once'}"
    place.keep_in(home, server.lake(name, data))
    with store.writing(home):
        pass
    told = {"home": str(home), "words": server.words(name), "data": str(data), "turns": turns, "times": 1}
    shares = [loads[0::3], [*loads[1::3], *loads[0::3]], loads[::1]]  # every file is loaded by two or three
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, json.dumps({**told, "loads": share})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for share in shares
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert any(line == "ready\n" for line in iter(writer.stdout.readline, "")), writer.stderr
    errors = []
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _, said = writer.communicate(timeout=600)
        errors.append(said)
        assert writer.returncode == 0, said
    if not turns:
        assert any("tried again" in said for said in errors), "no two of them met: this test proved nothing"
    same(alone, home)


def test_who_is_never_first_says_so_and_changes_nothing(server, tmp_path, monkeypatch):
    home = tmp_path / "home"
    loads = nights(home)
    place.keep_in(home, server.lake("never", tmp_path / "data"))
    loaded(home, loads[:1])
    monkeypatch.setattr(whole, "TRIES", 2)
    with store.writing(home) as one, store.writing(home) as other:

        def work() -> None:
            other.connection.execute("update turns set turn = turn + 1")

        with pytest.raises(WrittenMeanwhile, match="2 times"):
            whole.whole(one.connection, work)


@pytest.mark.parametrize(
    ("version", "says"),
    [("0.3", "is of DuckLake 0.3, .* wants"), ("7.0", "is of DuckLake 7.0, .*: update Nightdesk")],
)
def test_a_catalog_of_another_ducklake_is_left_as_it_is(server, tmp_path, version, says):
    name = f"version_{version[0]}"
    place.keep_in(tmp_path, server.lake(name, tmp_path / "data"))
    with store.writing(tmp_path):
        pass
    server.sql(name, f"update ducklake_metadata set value = '{version}' where key = 'version'")
    with pytest.raises(WarehouseTooNew, match=says), store.writing(tmp_path):
        pass
    assert server.sql(name, "select value from ducklake_metadata where key = 'version'") == f"{version}\n"


def test_tables_of_a_newer_nightdesk_are_left_as_they_are(server, tmp_path):
    place.keep_in(tmp_path, server.lake("newer", tmp_path / "data"))
    with store.writing(tmp_path) as warehouse:
        warehouse.connection.execute("insert into migrations values (999, 'later', now())")
    with pytest.raises(WarehouseTooNew, match=r"dbname=newer .*: update Nightdesk"), store.writing(tmp_path):
        pass


def test_tables_of_an_older_nightdesk_are_brought_up_to_date(server, tmp_path):
    from warehouse import migrate
    from warehouse.lake import opening

    lake = server.lake("older", tmp_path / "data")
    connection = opening.connected(lake, store.SETTINGS)
    migrate.migrate(connection, upto=10)
    connection.close()
    place.keep_in(tmp_path, lake)
    with store.writing(tmp_path) as warehouse:
        assert migrate.present(warehouse.connection) == migrate.latest()


def test_a_lake_of_somebody_else_is_left_alone(server, tmp_path):
    place.keep_in(tmp_path, server.lake("others", tmp_path / "data"))
    from warehouse.lake import opening

    lake = place.lake_of(tmp_path)
    assert lake is not None
    connection = opening.connected(lake, store.SETTINGS)
    connection.execute("create table mine (a integer)")
    connection.close()
    with pytest.raises(NotAWarehouse, match="other tables"), store.writing(tmp_path):
        pass


def test_files_kept_at_another_place_are_told(server, tmp_path):
    lake = server.lake("placed", tmp_path / "data")
    place.keep_in(tmp_path, lake)
    with store.writing(tmp_path):
        pass
    place.keep_in(tmp_path, place.named(server.words("placed"), str(tmp_path / "elsewhere")))
    with pytest.raises(NotAWarehouse, match="keeps its Parquet files in"), store.writing(tmp_path):
        pass


def test_a_turn_is_waited_for_and_then_given_up(server, tmp_path):
    from warehouse.errors import WarehouseLocked
    from warehouse.lake.turns import turn

    place.keep_in(tmp_path, server.lake("turns", tmp_path / "data"))
    with store.writing(tmp_path) as one, store.writing(tmp_path) as other, turn(one.connection, 1):
        since = time.monotonic()
        with pytest.raises(WarehouseLocked, match="other hosts are writing"), turn(other.connection, 0.5):
            pass
        assert time.monotonic() - since >= 0.5


@pytest.mark.parametrize("more", ["", "?sslmode=prefer"])
def test_a_catalog_may_be_named_by_a_url_and_knows_our_sessions_by_name(server, tmp_path, more):
    name = f"by_url_{len(more)}"
    server.sql("postgres", f"create database {name}")
    words = f"ducklake:postgres:postgresql://nightdesk@{server.address}:{server.port}/{name}{more}"
    place.keep_in(tmp_path, place.named(words, str(tmp_path / "data")))
    with store.writing(tmp_path):
        asked = f"select distinct application_name from pg_stat_activity where datname = '{name}'"
        assert "nightdesk-" in server.sql("postgres", asked)
