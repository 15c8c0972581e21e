"""`nightdesk demo`: the whole nightly job on made-up newspapers, two nights of them."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from flows.commands import shown
from flows.configfile import FILE
from flows.files import write_whole
from flows.settings import PROJECT, Desk

PATIENCE = 30.0  # seconds for the newspapers to be served
LAST_NIGHT = 2


class NoNewspapers(Exception):  # noqa: N818
    """The made-up newspapers are not there, or did not start."""


@click.command("demo")
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON.")
def command(as_json: bool) -> int:
    """The whole nightly job on made-up newspapers, served on this machine only.

    The first time it runs two nights of their calendar, afterwards the second night again, which brings
    nothing new. Example: nightdesk --home demo-archive demo
    """
    home = Desk.here().home
    desk = Desk.here(home, home / "demo" / "sources.toml")
    refuse_real_places(desk)
    done = remembered(home)
    first_day = date.fromisoformat(done["first_day"]) if done else date.today() - timedelta(days=1)  # noqa: DTZ011, a day of the reader's calendar
    nights = range(max(done["nights"], 1) if done else 1, LAST_NIGHT + 1)
    began = time.monotonic()
    with newspapers(home, first_day), shown.ready(desk, "nightly"):
        from flows.nightly import nightly

        reports = []
        for night in nights:
            turn_to(home, night)
            day = first_day + timedelta(days=night - 1)
            reports.append(shown.watch(desk, nightly, day=day))
            write_whole(
                home / "demo" / "done.json", json.dumps({"first_day": str(first_day), "nights": night})
            )
    code = shown.told(reports, as_json)
    if not as_json:
        click.echo(f"\n{len(reports)} night(s) in {time.monotonic() - began:.0f} s.\n")
        tell_what_is_next(home)
    return code


def refuse_real_places(desk: Desk) -> None:
    """Raise NoNewspapers if made-up news would be kept among real ones, elsewhere than in the demo's home."""
    told = desk.config
    if (told.archive or told.is_lake) and told.file != desk.home / FILE:
        raise NoNewspapers(
            f"the demo would keep its made-up news in {told.archive or told.warehouse}, as "
            f"{told.file or 'the environment'} says; say NIGHTDESK_CONFIG= and unset what else names it, "
            f"or put a {FILE} of the demo's own into {desk.home}"
        )


QUESTIONS = (
    'sql "select source, title, word_count from news order by published_at desc limit 10"',
    'sql "select title, versions, article_id from articles where versions > 1"',
    'sql "select title, source, hours_after_first, containment from syndication"',
    'sql "select verdict, reason, url from rejects"',
    'sql "select * from coverage"',
    "show --diff {edited}",
    "search 'lighthouse -piano'",
    "status",
    "verify",
)


def tell_what_is_next(home: Path) -> None:
    """Print what to ask next, as commands that work from here."""
    us = shlex.join([sys.argv[0] if os.sep in sys.argv[0] else "nightdesk", "--home", shorter(home)])
    click.echo("What to ask next:\n")
    for question in QUESTIONS:
        click.echo(f"  {us} {question.format(edited=edited(home))}")
    click.echo(f"\n{shorter(home)}/news.duckdb opens in any DuckDB client.")
    click.echo("Run the demo again: it is the second night once more, and nothing is new.")


def shorter(path: Path) -> str:
    """The path as one would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def edited(home: Path) -> str:
    """The id of the article that changed most, to show."""
    from warehouse import sql
    from warehouse.snapshot import reading

    with reading(home) as connection:
        return str(sql.rows(connection, "queries/most_edited")[0]["article_id"])


def remembered(home: Path) -> dict[str, Any] | None:
    """What earlier demos in this home have done: first_day, and the last night."""
    path = home / "demo" / "done.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


@contextmanager
def newspapers(home: Path, first_day: date) -> Iterator[None]:
    """The made-up newspapers, served by a child process, where an earlier demo served them if it can."""
    if not (PROJECT / "tests" / "newspapers" / "__main__.py").exists():
        raise NoNewspapers(
            "the made-up newspapers come with the source code only: run the demo from a checkout"
        )
    folder = home / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    ready, before = folder / "newspapers.json", folder / "before.json"
    if ready.exists():
        ready.replace(before)
    options = {
        "--port-file": ready,
        "--ports": before,
        "--sources": folder / "sources.toml",
        "--first-day": first_day,
    }
    words = [str(word) for option in options.items() for word in option]
    with (folder / "newspapers.log").open("wb") as log:
        papers = subprocess.Popen(
            [sys.executable, "-m", "tests.newspapers", *words],
            cwd=PROJECT,
            stdin=subprocess.PIPE,  # they are served until it closes
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_for(papers, ready, folder / "newspapers.log")
        yield
    finally:
        papers.communicate()


def wait_for(papers: subprocess.Popen[bytes], ready: Path, log: Path) -> None:
    """Return once the newspapers are served."""
    deadline = time.monotonic() + PATIENCE
    while not ready.exists():
        if papers.poll() is not None or time.monotonic() > deadline:
            papers.kill()
            raise NoNewspapers(f"the made-up newspapers did not start; their log is {log}")
        time.sleep(0.05)


def turn_to(home: Path, night: int) -> None:
    """Move the newspapers' calendar."""
    homes = json.loads((home / "demo" / "newspapers.json").read_text(encoding="utf-8"))["homes"]
    url = f"{next(iter(homes.values()))}/_control/night"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    direct.open(urllib.request.Request(url, data=str(night).encode()), timeout=PATIENCE).close()  # noqa: S310, loopback
