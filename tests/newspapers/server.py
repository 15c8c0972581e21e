"""The newspapers' presses: one threaded HTTP/1.1 server each."""

from __future__ import annotations

import errno
import gzip
import hashlib
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli

from tests.newspapers.exchange import Answer, Asked
from tests.newspapers.ledger import Edition, Served
from tests.newspapers.paper import Paper

CODINGS = {
    "gzip": lambda body: gzip.compress(body, 5, mtime=0),
    "br": lambda body: brotli.compress(body, quality=4),
}


class Press(ThreadingHTTPServer):
    """The server of one newspaper, on its own loopback address."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, paper: Paper, edition: Edition, port: int = 0) -> None:
        try:
            super().__init__((paper.address, port), Reply)
        except OSError as error:
            if error.errno != errno.EADDRNOTAVAIL:
                msg = f"{paper.title} can't be served at {paper.address}:{port}: {error.strerror}"
                raise OSError(error.errno, msg) from error
            paper.address = "127.0.0.1"  # a system that has only this one on loopback; the ports differ
            super().__init__((paper.address, port), Reply)
        self.paper, self.edition = paper, edition
        self.asked: Counter[str] = Counter()
        paper.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is in the log as unfinished; it needs no traceback."""


class Reply(BaseHTTPRequestHandler):
    """Answers one connection, request after request."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    server: Press

    def do_GET(self) -> None:
        with self.server.edition.answering():
            self._answer()

    def _answer(self) -> None:
        press = self.server
        press.asked[self.path] += 1
        asked = Asked(self.path, press.edition.night, press.asked[self.path], self.headers)
        if self.path == "/_control/log":
            self._send(Answer(press.edition.as_json(), kind="application/json"))
        else:
            self._send(_encoded(_validated(press.paper.answer(asked), self.headers), self.headers))

    do_HEAD = do_GET  # noqa: N815, the name that http.server calls

    def do_POST(self) -> None:
        """`POST /_control/night` with a number moves the calendar of all papers."""
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/_control/night" or not sent.strip().isdigit():
            return self._send(Answer(status=405))
        self.server.edition.night = int(sent)
        return self._send(Answer(sent, kind="text/plain"))

    def _send(self, answer: Answer) -> None:
        at, finished, wanted = datetime.now(UTC), False, self.command != "HEAD" and answer.status != 304
        try:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304:
                if answer.kind:
                    self.send_header("Content-Type", answer.kind)
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            for part in self._parts(answer.body if wanted else b""):
                self.wfile.write(part)
                self.wfile.flush()
            finished = True
        finally:
            size = len(answer.body) if wanted and finished else 0
            line = Served(self.server.paper.name, at, self.command, self.path, answer.status, size, finished)
            if not self.path.startswith("/_control/"):
                self.server.edition.log.append(line)

    def _parts(self, body: bytes) -> Iterable[bytes]:
        hold = self.server.edition.hold
        return hold.parts(body) if hold and hold.path in self.path and not hold.reached.is_set() else (body,)

    def log_message(self, *args: object) -> None:
        """Nothing on stderr: `Edition.log` holds it."""


def _validated(answer: Answer, headers: Mapping[str, str]) -> Answer:
    if not answer.validated:
        return answer
    etag = f'"{hashlib.sha1(answer.body).hexdigest()[:16]}"'
    if headers.get("If-None-Match") == etag:
        return Answer(status=304, headers={"ETag": etag})
    return replace(answer, headers=answer.headers | {"ETag": etag})


def _encoded(answer: Answer, headers: Mapping[str, str]) -> Answer:
    accepted = {part.split(";")[0].strip() for part in headers.get("Accept-Encoding", "").split(",")}
    if answer.coding not in accepted or not answer.body:
        return answer
    return replace(
        answer,
        body=CODINGS[answer.coding](answer.body),
        headers=answer.headers | {"Content-Encoding": answer.coding, "Vary": "Accept-Encoding"},
    )
