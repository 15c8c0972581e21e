"""A PostgreSQL that goes away, at whatever moment: nothing is lost, nothing doubled, nobody dies of it."""

import json
import subprocess
import sys
import threading

import pytest

from tests.lake.cut import Cut
from tests.lake.test_writers import loaded, nights, same
from warehouse import place, sql, store, whole
from warehouse.errors import CatalogUnreachable

# A writer of its own: DuckDB may end a process of which it should only have ended a transaction.
WRITER = """
import json, sys
from pathlib import Path
from warehouse import place, store, whole
from warehouse.errors import CatalogUnreachable
told = json.loads(sys.argv[1])
home = Path(told["home"])
place.keep_in(home, place.named(told["words"], told["data"]))
def add(warehouse, number):
    def work():
        print("writes", flush=True)
        sys.stdin.readline()
        warehouse.connection.execute("insert into kept from (select $1) where $1 not in (from kept)", [number])
    whole.whole(warehouse.connection, work)
for number in range(int(told["times"])):
    while True:
        try:
            with store.writing(home) as warehouse:
                add(warehouse, number)
            break
        except CatalogUnreachable as error:
            print(error, flush=True)
    print("done", flush=True)
"""


def test_a_server_that_restarts_in_the_middle_of_a_load_costs_nothing(server, tmp_path, monkeypatch):
    home, alone = tmp_path / "home", tmp_path / "alone"
    loads = nights(home)
    loaded(alone, loads)
    place.keep_in(home, server.lake("restarted", tmp_path / "data"))
    run, restarts = sql.run, iter((True, True))

    def interrupted(connection, name, values=None):
        if name == "loading/270_keep_articles" and next(restarts, False):
            server.stop()
            server.start()
        return run(connection, name, values)

    monkeypatch.setattr(sql, "run", interrupted)
    loaded(home, loads)
    assert next(restarts, None) is None
    same(alone, home)


def test_a_server_that_is_away_when_the_warehouse_is_opened_again_is_waited_for(server, tmp_path):
    home, alone = tmp_path / "home", tmp_path / "alone"
    loads = nights(home)
    loaded(alone, loads)
    place.keep_in(home, server.lake("reopened", tmp_path / "data"))
    loaded(home, loads[:2])
    server.kill()
    back = threading.Timer(2, server.start)
    back.start()
    loaded(home, loads[2:])
    back.join()
    same(alone, home)


def test_a_server_that_stays_away_is_one_sentence_and_nothing_is_half_loaded(server, tmp_path, monkeypatch):
    home, alone = tmp_path / "home", tmp_path / "alone"
    loads = nights(home)
    loaded(alone, loads)
    place.keep_in(home, server.lake("away", tmp_path / "data"))
    loaded(home, loads[:2])
    run = sql.run

    def stopped(connection, name, values=None):
        if name == "loading/270_keep_articles":
            server.stop()
        return run(connection, name, values)

    with monkeypatch.context() as patched:
        patched.setattr(whole, "PATIENCE", 1.0)
        patched.setattr(sql, "run", stopped)
        with pytest.raises(CatalogUnreachable, match="went away and is not back") as told:
            loaded(home, loads[2:])
    assert "\n" not in str(told.value)
    server.start()
    loaded(home, loads)
    same(alone, home)


def test_a_connection_that_breaks_anywhere_in_a_transaction_costs_nothing(server, tmp_path):
    cut = Cut(server.port)
    words = server.words("cut").replace(f"port={server.port}", f"port={cut.port}")
    place.keep_in(tmp_path, server.lake("cut", tmp_path / "data"))
    with store.writing(tmp_path) as warehouse:
        warehouse.connection.execute("create table kept (number integer)")
    told = {"home": str(tmp_path), "words": words, "data": str(tmp_path / "data"), "times": 100}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, json.dumps(told)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        try:
            number, said = 0, []
            while cut.done:  # until a transaction takes fewer pieces
                number += 1
                said += added(writer, cut, number)
        finally:
            writer.kill()
            cut.close()
    assert number > 20
    assert any("DuckDB gave up" in line for line in said), "it never did: this test proved less than it could"
    with store.writing(tmp_path) as warehouse:
        assert warehouse.connection.execute("from kept order by all").fetchall() == [
            (each,) for each in range(number)
        ]


def added(writer: subprocess.Popen[str], cut: Cut, pieces: int) -> list[str]:
    """Let the writer come to the end of one transaction, cut off as it writes; what it said meanwhile."""
    assert writer.stdin
    assert writer.stdout
    said, writes = [], 0
    while (line := writer.stdout.readline()) != "done\n":
        assert line, f"the writer died ({writer.wait()}) after {said}"
        if line != "writes\n":
            said.append(line)
            continue
        if not writes:
            cut.after(pieces, alone=pieces % 2 == 0)
        writes += 1
        writer.stdin.write("\n")
        writer.stdin.flush()
    return said
