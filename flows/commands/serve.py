"""`nightdesk serve`: the desk, open until Ctrl-C."""

from __future__ import annotations

import os
import shlex
import signal
import threading
from pathlib import Path

import click


@click.command("serve")
@click.option("--sources", "listed", type=click.Path(path_type=Path), help="The list of sites.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Elsewhere than loopback: with a login.")
@click.option("--port", default=4200, show_default=True)
@click.option("--runs", default=4, show_default=True, help="How many flow runs may be at work together.")
@click.option("--environment", is_flag=True, help="Only print what Prefect's own commands need to be told.")
def command(listed: Path | None, host: str, port: int, runs: int, environment: bool) -> None:
    """Prefect's server with its UI, the deployments of prefect.yaml, and a worker; until Ctrl-C.

    Example: nightdesk --home /srv/news serve
    """
    from crawler.sources import load
    from flows import steps
    from flows.serving.address import Address, login_file
    from flows.serving.desk import open_desk, serve
    from flows.settings import Desk

    desk = Desk.here(sources=listed)
    load(desk.sources)  # a mistake shows now, not at 02:15
    address = Address(desk.home, desk.sources, host, port)
    if environment:
        (desk.home / "prefect").mkdir(parents=True, exist_ok=True)  # Prefect's server makes no folder
        for name, value in address.settings().items():
            click.echo(f"export {name}={shlex.quote(value)}")
        return
    steps.ready(desk.home, desk.wait)
    closing = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: closing.set())
    if address.login():
        where = "NIGHTDESK_LOGIN" if os.environ.get("NIGHTDESK_LOGIN") else str(login_file(address.home))
        click.echo(f"The UI asks for a password: all of {where}, user and colon included")
    serve(open_desk(address, runs, click.echo), closing)
