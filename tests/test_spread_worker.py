"""What keeps a host from being a worker, each in a sentence."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows import version
from flows.settings import Desk
from flows.spread import batch, pool, worker
from tests.commandline import nightdesk, one_sentence


@pytest.fixture
def answers() -> Iterator[tuple[str, list[int]]]:
    """A server that answers each request with the status that stands in the list."""
    status = [200]

    class Reply(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status[0])
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Nothing on stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Reply) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api", status
        server.shutdown()


def post(home: Path, api: str) -> worker.Post:
    return worker.Post(Desk(home, home / "sources.toml"), api, "crawlers", "here", 1)


def test_without_a_work_pool_there_is_nothing_to_serve(tmp_path: Path) -> None:
    told = nightdesk("worker", "--check", home=tmp_path)
    assert "no work pool is configured: name prefect_pool and prefect_api" in one_sentence(told)


def test_a_server_that_is_away_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PATIENCE", 0.1)
    with pytest.raises(worker.NoWorker, match=r"can't be reached at http://127\.0\.0\.1:9/api"):
        worker.check_server(post(tmp_path, "http://127.0.0.1:9/api"))


def test_a_server_that_asks_for_a_login_is_told_from_one_that_is_none(
    tmp_path: Path, answers: tuple[str, list[int]]
) -> None:
    api, status = answers
    worker.check_server(post(tmp_path, api))
    status[0] = 401
    with pytest.raises(worker.NoWorker, match="asks for a login: set NIGHTDESK_LOGIN"):
        worker.check_server(post(tmp_path, api))
    status[0] = 404
    with pytest.raises(worker.NoWorker, match="is no Prefect server"):
        worker.check_server(post(tmp_path, api))


def test_a_worker_of_another_version_refuses_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "ours", lambda: "0.1.0")
    batch.fitting("0.1.0")
    with pytest.raises(batch.Refused, match=r"this worker is Nightdesk 0\.1\.0 and the desk is 0\.2\.0"):
        batch.fitting("0.2.0")


@pytest.mark.parametrize(
    ("kind", "paused", "said"), [("docker", False, "is of the type 'docker'"), ("process", True, "is paused")]
)
def test_a_wrong_work_pool_is_refused(kind: str, paused: bool, said: str) -> None:
    there = SimpleNamespace(read_work_pool=lambda name: SimpleNamespace(type=kind, is_paused=paused))
    with pytest.raises(pool.WrongPool, match=said):
        pool.ready_pool(there, "crawlers")  # type: ignore[arg-type]
