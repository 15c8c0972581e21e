"""`nightdesk status` shows what is in force, and asks each whether it is there."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows import reach
from flows.config import load
from tests.commandline import nightdesk, one_sentence


class Prefect(BaseHTTPRequestHandler):
    """What a Prefect server answers to those two questions."""

    def do_GET(self):
        pools = self.path.startswith("/api/work_pools/")
        there = self.path in {"/api/health", "/api/work_pools/crawlers"}
        self.send_response(200 if there else 404 if pools else 500)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Prefect)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


def problems(home: Path, **said: str) -> dict[str, str | None]:
    environ = {"NIGHTDESK_CONFIG": "", **{f"NIGHTDESK_{name.upper()}": value for name, value in said.items()}}
    return {one.what: one.problem for one in reach.reached(load(home, environ=environ))}


def test_one_machine_is_fine_and_asks_nobody(tmp_path):
    assert problems(tmp_path) == {"archive": None, "warehouse": None, "prefect": None}


def test_a_prefect_server_is_asked_for_itself_and_the_pool(tmp_path, server):
    assert problems(tmp_path, prefect_api=f"{server}/api", prefect_pool="crawlers")["prefect"] is None
    missing = problems(tmp_path, prefect_api=f"{server}/api", prefect_pool="others")["prefect"]
    assert "has no work pool 'others'" in str(missing)
    other = problems(tmp_path, prefect_api=server)["prefect"]
    assert "answers 500: is it a Prefect server, with /api?" in str(other)
    away = problems(tmp_path, prefect_api="http://127.0.0.1:9/api")["prefect"]
    assert "http://127.0.0.1:9/api can't be reached" in str(away)


def test_a_catalog_that_is_away_is_named(tmp_path):
    lake = "ducklake:postgres:dbname=news host=127.0.0.1 port=9"
    told = problems(tmp_path, warehouse=lake, warehouse_data=str(tmp_path))
    assert "nothing answers at 127.0.0.1:9 for the catalog" in str(told["warehouse"])
    assert told["warehouse data"] is None


@pytest.mark.parametrize(
    ("form", "address"),
    [
        ("ducklake:postgres:dbname=news host=db port = 5433", ("db", 5433)),
        ("ducklake:postgres:postgresql://desk@db.example.org/news", ("db.example.org", 5432)),
        ("ducklake:postgres:dbname=news", (None, 5432)),
    ],
)
def test_the_catalogs_address_is_read(form, address, monkeypatch):
    for name in ("PGHOST", "PGPORT"):
        monkeypatch.delenv(name, raising=False)
    assert reach.catalog_address(form) == address


def test_what_does_not_answer_in_time_is_given_up(tmp_path, monkeypatch):
    never = threading.Event()
    monkeypatch.setattr(reach, "LIMIT", 0.05)
    monkeypatch.setattr(reach, "check_catalog", lambda _config: never.wait(10))
    assert "does not answer within" in str(problems(tmp_path)["warehouse"])
    never.set()


def test_the_demo_keeps_nothing_among_real_news(tmp_path):
    said = nightdesk("demo", home=tmp_path, NIGHTDESK_CONFIG="", NIGHTDESK_ARCHIVE="s3://news/desk")
    assert "the demo would keep its made-up news in s3://news/desk, as the environment says" in one_sentence(
        said
    )


def test_status_shows_what_is_in_force_and_fails_when_it_is_away(tmp_path):
    (tmp_path / "nightdesk.toml").write_text(
        f'archive = "{tmp_path}/away"\nprefect_api = "http://127.0.0.1:9/api"'
    )
    told = nightdesk("status", "--json", home=tmp_path)
    assert told.returncode == 1
    assert "away is no directory; mount it, or correct `archive`" in told.stderr
    kept = {one["what"]: one for one in json.loads(told.stdout)["configuration"]}
    assert kept["archive"]["where"] == f"{tmp_path}/away"
    assert "can't be reached" in kept["prefect"]["problem"]
