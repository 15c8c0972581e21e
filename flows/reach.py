"""Whether what the configuration names can be reached: asked all at once, none for long."""

from __future__ import annotations

import os
import re
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from crawler.depot import DepotError, opened
from flows.config import SINGLE_FILE, Config
from flows.depots import depot_of
from flows.serving.address import given_login
from warehouse import place
from warehouse.errors import WarehouseError

LIMIT = 15.0  # seconds for all of it
ANSWER = 5.0  # seconds for one connection
WORD = re.compile(r"(\w+)\s*=\s*('[^']*'|\S+)")  # of a libpq connection string


class Unreached(Exception):  # noqa: N818
    """Something does not answer as it should; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Reached:
    """One thing that the desk needs, where it is, and what is wrong with it."""

    what: str
    where: str
    problem: str | None  # None: it answers
    note: str | None = None  # what is good to know of it, though nothing is wrong


def reached(config: Config) -> list[Reached]:
    """What is in force, each asked whether it is there."""
    asked: list[tuple[str, str, Callable[[], str | None]]] = [
        ("archive", config.archive or str(config.home), lambda: depot_of(config.home).check()),
        ("warehouse", named(config), lambda: check_catalog(config)),
    ]
    if config.warehouse_data:
        asked.append(("warehouse data", config.warehouse_data, lambda: check_data(config)))
    server = config.prefect_api or "a server of this home, while a run or `serve` needs it"
    where = f"{server}, work pool {config.prefect_pool}" if config.prefect_pool else server
    asked.append(("prefect", where, lambda: check_prefect(config)))
    begun = [(what, where, ask(check)) for what, where, check in asked]
    deadline = time.monotonic() + LIMIT
    return [Reached(what, where, *heard(where, answer, deadline)) for what, where, answer in begun]


def ask(check: Callable[[], str | None]) -> Future[str | None]:
    """Begin to ask, in a thread that nobody waits for when the time is over."""
    answer: Future[str | None] = Future()

    def carry_out() -> None:
        try:
            answer.set_result(check())
        except Exception as error:  # noqa: BLE001, whatever it is belongs to who asked
            answer.set_exception(error)

    threading.Thread(target=carry_out, daemon=True).start()
    return answer


def heard(where: str, answer: Future[str | None], deadline: float) -> tuple[str | None, str | None]:
    """What is wrong with what was asked, None if it answers in time; and what is good to know of it."""
    try:
        return None, answer.result(max(0.0, deadline - time.monotonic()))
    except TooLong:
        return f"{where} does not answer within {LIMIT:.0f} s: check the network", None
    except (DepotError, Unreached, WarehouseError) as error:
        return str(error), None


def named(config: Config) -> str:
    """Where the warehouse is, for people."""
    return str(config.home / SINGLE_FILE) if config.warehouse == SINGLE_FILE else config.warehouse


def check_catalog(config: Config) -> str | None:
    """Raise unless the warehouse's file can be written, or its catalog answers with tables that we can use.

    Returns what is good to know of those tables. Raises Unreached, WarehouseError.
    """
    if not config.is_lake:
        folder = config.home if config.home.exists() else Path(config.home.anchor)
        if config.home.exists() and not os.access(folder, os.W_OK):
            raise Unreached(f"{config.home} can't be written by this user")
        return None
    host, port = catalog_address(config.warehouse)
    if host is not None and not host.startswith("/"):  # else a socket of this machine, or the PG variables
        try:
            socket.create_connection((host, port), ANSWER).close()
        except OSError as error:
            why = error.strerror or str(error)
            raise Unreached(
                f"nothing answers at {host}:{port} for the catalog ({why}): check `warehouse`"
            ) from error
    from warehouse.lake.looking import looked_at

    lake = place.named(config.warehouse, config.warehouse_data, config.s3_endpoint, config.s3_region)
    assert lake is not None
    return looked_at(lake)


def catalog_address(warehouse: str) -> tuple[str | None, int]:
    """Host and port that a catalog's connection string names."""
    told = warehouse.partition("postgres:")[2]
    if "://" in told:
        parts = urlsplit(told)
        return parts.hostname, parts.port or 5432
    words = {name.lower(): value.strip("'") for name, value in WORD.findall(told)}
    port = words.get("port") or os.environ.get("PGPORT") or "5432"
    return words.get("host") or os.environ.get("PGHOST"), int(port)


def check_data(config: Config) -> None:
    """Raise DepotError unless DuckLake's files can be read and written."""
    told = {"place": config.warehouse_data, "endpoint": config.s3_endpoint, "region": config.s3_region}
    opened(config.home, told).check()


def check_prefect(config: Config) -> None:
    """Raise Unreached unless the server that is named answers and has the work pool."""
    api, login = config.prefect_api, given_login(config.home)
    if api is None:
        return
    auth = httpx.BasicAuth(*login.split(":", 1)) if login and ":" in login else None
    try:
        health = httpx.get(f"{api}/health", timeout=ANSWER, auth=auth, trust_env=False)
        if health.status_code in {401, 403}:
            raise Unreached(f"{api} asks for a login: put user:password into NIGHTDESK_LOGIN")
        if not health.is_success:
            raise Unreached(f"{api} answers {health.status_code}: is it a Prefect server, with /api?")
        if config.prefect_pool is None:
            return
        pool = f"{api}/work_pools/{config.prefect_pool}"
        if httpx.get(pool, timeout=ANSWER, auth=auth, trust_env=False).status_code == 404:
            raise Unreached(
                f"{api} has no work pool {config.prefect_pool!r}: `nightdesk worker` makes it and serves it"
            )
    except httpx.HTTPError as error:
        raise Unreached(f"{api} can't be reached ({type(error).__name__}): check `prefect_api`") from error
