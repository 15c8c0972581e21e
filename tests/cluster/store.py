"""The store of a cluster: a PostgreSQL and an S3 server on a host of their own, killed and started again.

moto keeps its objects in the memory of a process, so that one lives: its port is on the host's loopback, where no
other host can reach it. What the others reach, and what is killed, is a front that passes on bytes: with it every
connection is cut, in the middle of a request too, and the port refuses until a new front is started.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from tests import postgres
from tests.cluster.net import Net
from tests.nights import eventually

ROOT = Path(__file__).parents[2]
KEYS = {"AWS_ACCESS_KEY_ID": "desk", "AWS_SECRET_ACCESS_KEY": "made-up", "AWS_DEFAULT_REGION": "us-east-1"}
PORT, BEHIND = 5000, 5001
CATALOG = "news"


@dataclass
class Store:
    """The servers on the store's host."""

    net: Net
    base: Path
    front: Popen[bytes] | None = None
    catalog: postgres.Server | None = field(default=None, repr=False)

    @property
    def endpoint(self) -> str:
        return f"http://{self.net.address('store')}:{PORT}"

    def open_objects(self) -> None:
        """The S3 server, with a bucket in it."""
        serve = f"from moto.server import main; main(['-H', '127.0.0.1', '-p', '{BEHIND}'])"
        self._start([sys.executable, "-c", serve])
        self.open_front()
        make = (
            f"import boto3; boto3.client('s3', endpoint_url='{self.endpoint}').create_bucket(Bucket='news')"
        )
        asked = [sys.executable, "-c", make]
        assert eventually(lambda: self._start(asked).wait() == 0, 60), (self.base / "store.log").read_text()

    def open_front(self) -> None:
        address = self.net.address("store")
        self.front = self._start(
            [sys.executable, "-m", "tests.cluster.store", address, str(PORT), str(BEHIND)]
        )

    def open_catalog(self) -> str:
        """PostgreSQL with an empty database; its words for nightdesk.toml."""
        self.catalog = postgres.started(self.net.inside("store"), self.net.address("store"))
        self.catalog.sql("postgres", f"create database {CATALOG}")
        return self.catalog.words(CATALOG)

    def is_written(self) -> bool:
        """Whether somebody is in the middle of a transaction of the lake."""
        assert self.catalog
        held = "select count(*) from pg_locks where locktype = 'advisory' and granted"
        return self.catalog.sql(CATALOG, held).strip() != "0"

    def kill(self) -> None:
        """Both servers are gone at once, with every connection to them."""
        if self.front:
            os.kill(self.front.pid, signal.SIGKILL)
            self.front.wait()
        if self.catalog:
            self.catalog.kill()

    def start_again(self) -> None:
        self.open_front()
        if self.catalog:
            self.catalog.start()

    def forget(self) -> None:
        """Remove what the catalog left on the disk."""
        if self.catalog:
            shutil.rmtree(self.catalog.folder)

    def _start(self, command: list[str]) -> Popen[bytes]:
        environment = {**os.environ, **KEYS, "PYTHONPATH": str(ROOT)}
        return self.net.start("store", command, environment, self.base / "store.log", cwd=ROOT)


async def passed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """What one side says, to the other, until it has said all."""
    try:
        while some := await reader.read(1 << 16):
            writer.write(some)
            await writer.drain()
    except ConnectionError:
        pass  # the other end of the pair learns it by our closing
    finally:
        writer.close()


async def serve(address: str, port: int, behind: int) -> None:
    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", behind)
        await asyncio.gather(passed_on(reader, there_writer), passed_on(there_reader, writer))

    async with await asyncio.start_server(connect, address, port) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
