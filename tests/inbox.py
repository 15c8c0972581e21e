"""A webhook on loopback that keeps what it is told."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer


class Inbox(HTTPServer):
    """A webhook that keeps what it gets, and refuses as often as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receive)
        self.got: list[dict[str, str]] = []
        self.refuse = 0
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/desk"

    @property
    def place(self) -> str:
        """As an address of Apprise."""
        return f"json://127.0.0.1:{self.server_address[1]}/desk?secret=hunter2"


class Receive(BaseHTTPRequestHandler):
    server: Inbox

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.refuse:
            self.server.refuse -= 1
            self.send_error(500)
            return
        self.server.got.append(told)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing on stderr."""
