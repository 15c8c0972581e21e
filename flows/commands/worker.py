"""`nightdesk worker`: this host crawls and reads for a desk elsewhere, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import threading

import click


@click.command("worker")
@click.option("--name", default=socket.gethostname(), show_default="the host's", help="As the UI shows it.")
@click.option("--limit", default=2, show_default=True, help="Batches of sources at a time.")
@click.option("--check", "only_check", is_flag=True, help="Only find out whether it could serve.")
def command(name: str, limit: int, only_check: bool) -> None:
    """Crawl and read what the desk hands out, with the work pool of nightdesk.toml; until Ctrl-C.

    Any number of hosts may do so; each needs the archive's place and the Prefect server within reach.

    Example: nightdesk --home /srv/news worker --limit 4
    """
    from flows.settings import Desk
    from flows.spread import worker

    desk = Desk.here()
    post = worker.post(desk, name, limit)
    desk.enter()
    os.environ.update(PREFECT_API_URL=post.api)
    worker.check(post)
    if only_check:
        click.echo(f"{name} could serve the work pool {post.pool} of {post.api}")
        return
    closing = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: closing.set())
    worker.serve(post, closing, click.echo)
