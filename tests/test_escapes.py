"""No way out of the snapshot: neither through a question, nor on a connection that we opened."""

from pathlib import Path

import duckdb
import pytest

from tests.loaded import load
from tests.put import put
from tests.stage import Night
from warehouse import snapshot
from warehouse.asking import Questions, asking
from warehouse.errors import NotAnswered, QuestionRefused

ESCAPES = {
    "read a file as text": "select * from read_text('{file}')",
    "read a file as bytes": "select * from read_blob('{file}')",
    "read a file as CSV": "select * from read_csv('{file}')",
    "read a file as JSON": "select * from read_json('{file}')",
    "read a file by its name": "select * from '{file}'",
    "sniff a file": "select * from sniff_csv('{file}')",
    "look into Parquet": "select * from parquet_metadata('{file}')",
    "list a folder": "select * from glob('{folder}/*')",
    "the environment as a file": "select * from read_text('/proc/self/environ')",
    "an environment variable": "select getenv('HOME')",
    "a variable of Python": "select * from ESCAPES",
    "the web": "select * from read_csv('http://127.0.0.1:9/x.csv')",
    "a bucket": "select * from read_parquet('s3://bucket/x.parquet')",
    "write a file": "copy articles to '{folder}/out.csv'",
    "write a query to a file": "copy (select 1) to '{folder}/out.parquet' (format parquet)",
    "write to a pipe": "copy articles to '/dev/stdout'",
    "load from a file": "copy articles from '{file}'",
    "export the database": "export database '{folder}/out'",
    "import a database": "import database '{folder}/out'",
    "attach a new file": "attach '{folder}/out.duckdb' as other",
    "attach memory": "attach ':memory:' as other",
    "attach the warehouse": "attach '{home}/warehouse.duckdb' as other",
    "detach": "detach news",
    "install an extension": "install httpfs",
    "load an extension": "load httpfs",
    "load a library": "load '{folder}/evil.so'",
    "update extensions": "update extensions",
    "more memory": "set memory_limit = '100GB'",
    "a setting by pragma": "pragma memory_limit = '100GB'",
    "unlock the settings": "set lock_configuration = false",
    "reset a setting": "reset memory_limit",
    "external access": "set enable_external_access = true",
    "a place for spilling": "set temp_directory = '{folder}'",
    "a global setting": "set global threads = 64",
    "a session variable": "set variable x = 1",
    "a secret": "create secret s (type s3, key_id 'a', secret 'b')",
    "log to a file": "call enable_logging(storage = 'file', storage_path = '{folder}')",
    "profile to a file": "pragma profiling_output = '{folder}/out'",
    "profile": "call enable_profiling()",
    "change a table": "update articles set title = ''",
    "drop a table": "drop table articles",
    "make a table": "create table mine as select 1",
    "a comment": "comment on table articles is ''",
    "a transaction": "begin",
    "a prepared statement": "prepare p as select 1",
    "another schema": "use temp",
    "checkpoint": "checkpoint",
    "hidden behind a question": "select 1; set threads = 3",
    "a file inside a query()": "select * from query('select * from read_text(''{file}'')')",
    "a file inside a view of mine": "create temp view v as select * from read_text('{file}'); from v",
}


@pytest.fixture(scope="module")
def questions(archive: Path):
    with asking(archive, seconds=20) as session:
        yield session


@pytest.mark.parametrize("way", ESCAPES)
def test_no_question_gets_out(questions: Questions, archive: Path, tmp_path: Path, way: str) -> None:
    file, folder = tmp_path / "secret.csv", tmp_path / "out"
    file.write_text("a,b\n1,2\n")
    folder.mkdir()
    words = ESCAPES[way].format(file=file, folder=folder, home=archive)
    with pytest.raises((QuestionRefused, NotAnswered)):
        put(questions, words)
    assert not list(folder.iterdir())
    assert put(questions, "select current_setting('threads') <> 3 and count(*) > 50 from articles") == [
        (True,)
    ]


def test_the_escapes_are_real_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    with duckdb.connect() as free:
        for way in (
            "read a file as text",
            "read a file as CSV",
            "list a folder",
            "more memory",
            "attach memory",
        ):
            free.execute(ESCAPES[way].format(file=file, folder=tmp_path))


OF_A_CONNECTION = [
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from glob('/*')",
    "copy articles to '/tmp/nightdesk-escape.csv'",
    "copy (select 1) to 'x.parquet' (format parquet)",
    "export database '/tmp/nightdesk-escape'",
    "attach '/tmp/nightdesk-escape.duckdb'",
    "attach ':memory:' as m; create table m.t as select 1; copy m.t to '/tmp/nightdesk-escape.csv'",
    "install httpfs",
    "load httpfs",
    "select * from read_csv('https://example.org/x.csv')",
    "set enable_external_access = true",
    "set memory_limit = '100GB'",
    "reset lock_configuration",
    "pragma enable_external_access",
    "create table x as select 1",
    "insert into articles select * from articles",
]


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    night = Night(tmp_path_factory.mktemp("home"))
    night.page("https://gazette.example/news/1")
    load(night.home, night)
    snapshot.publish(night.home)
    return night.home


@pytest.mark.parametrize("question", OF_A_CONNECTION)
def test_no_statement_gets_out_of_a_connection_to_the_snapshot(published, question):
    with snapshot.reading(published) as connection, pytest.raises(duckdb.Error):
        connection.execute(question)
    assert not list(Path("/tmp").glob("nightdesk-escape*"))
