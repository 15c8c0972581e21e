"""An S3 server on loopback: moto's, with real HTTP; and a front before it that misbehaves when told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import httpx
import pytest

REFUSAL = '<?xml version="1.0"?><Error><Code>{code}</Code><Message>no</Message></Error>'
Rule = Callable[[str, str], tuple[int, bytes] | None]  # method, path -> the answer, if it is not the server's


class ObjectStore:
    """The server, and what was asked of it through the front."""

    def __init__(self, endpoint: str) -> None:
        self.behind = endpoint
        self.asked: list[tuple[str, str, str | None]] = []  # method, path, Range
        self.rule: Rule = lambda _method, _path: None
        self.lie: Callable[[str, str, dict[str, str]], None] = lambda _method, _path, _headers: None
        self._front = ThreadingHTTPServer(("127.0.0.1", 0), front(self))
        self.endpoint = f"http://127.0.0.1:{self._front.server_port}"
        threading.Thread(target=self._front.serve_forever, daemon=True).start()

    @cached_property
    def client(self) -> Any:
        """A client that asks the server itself, past the front."""
        import boto3

        return boto3.client("s3", endpoint_url=self.behind, region_name="us-east-1")

    def bucket(self) -> str:
        """A new bucket's name."""
        name = f"b{uuid4().hex[:12]}"
        self.client.create_bucket(Bucket=name)
        return name

    def empty(self, bucket: str) -> None:
        """Remove a bucket with all that is in it, behind everyone's back."""
        for key in self.keys(bucket):
            self.client.delete_object(Bucket=bucket, Key=key)
        self.client.delete_bucket(Bucket=bucket)

    def keys(self, bucket: str) -> list[str]:
        """What lies in a bucket."""
        return [one["Key"] for one in self.client.list_objects_v2(Bucket=bucket).get("Contents", ())]

    def get(self, bucket: str, key: str) -> bytes:
        """An object."""
        content: bytes = self.client.get_object(Bucket=bucket, Key=key)["Body"].read()
        return content

    def refuse(self, code: str, status: int = 403, method: str | None = None) -> None:
        """Answer so from now on."""
        body = REFUSAL.format(code=code).encode()
        self.rule = lambda asked, _path: (status, body) if method in {None, asked} else None

    def behave(self) -> None:
        """Pass everything on again."""
        self.rule = lambda _method, _path: None
        self.lie = lambda _method, _path, _headers: None


def front(store: ObjectStore) -> type[BaseHTTPRequestHandler]:
    """Passes on what is asked, and the answer, but for what the rules say."""

    class Front(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            store.asked.append((self.command, self.path, self.headers.get("Range")))
            if ruled := store.rule(self.command, self.path):
                return self.send(ruled[0], {"Content-Type": "application/xml"}, ruled[1])
            passed = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
            passed.pop("Expect", None)
            with httpx.Client(trust_env=False, timeout=30) as client:
                told = client.request(self.command, store.behind + self.path, headers=passed, content=body)
            headers = {
                n: v for n, v in told.headers.items() if n.lower() not in {"connection", "date", "server"}
            }
            store.lie(self.command, self.path, headers)
            return self.send(told.status_code, headers, told.content)

        def send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            if self.command != "HEAD":
                headers = {n: v for n, v in headers.items() if n.lower() != "content-length"}
                headers["Content-Length"] = str(len(body))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer  # noqa: N815

    return Front


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """The server, for as long as the block lasts; with credentials in the environment that mean nothing."""
    import logging

    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "made-up")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "hush-hush")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield ObjectStore(f"http://{host}:{port}")
    server.stop()
