"""The `nightdesk` command: each subcommand is a module of its own, imported only when it is asked for."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from flows.configfile import found

COMMANDS = {  # name -> what it does; its code is flows/commands/<name>.py
    "demo": "The whole nightly job on made-up newspapers.",
    "run": "The nightly flow, now.",
    "backfill": "The articles of some days.",
    "revisit": "Fetch again what is due.",
    "reextract": "Read the stored captures again.",
    "rebuild": "The warehouse made anew from the WARC files.",
    "serve": "Prefect's server, its UI, and a worker: the schedule.",
    "worker": "Crawl and read for a desk on another machine.",
    "sources": "The list of news sites.",
    "extract": "Read saved pages.",
    "discover": "Candidates in a saved or served feed or sitemap.",
    "sql": "Ask the snapshot in SQL.",
    "show": "One article beside where it came from.",
    "search": "Articles by words.",
    "similar": "Near-duplicate pairs among texts.",
    "export": "The snapshot's tables as Parquet, CSV or JSON.",
    "status": "Health: the last runs and what each source yields.",
    "verify": "Check the promises of the archive.",
    "move": "The archive copied to another place or form.",
    "restore": "Put a backup in the warehouse's place.",
}


class Lazy(click.Group):
    """Commands by name, without importing them to list them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of COMMANDS."""
        return [name for name in COMMANDS if (Path(__file__).parent / "commands" / f"{name}.py").exists()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command in flows/commands/<name>.py."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"flows.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Their lines in `--help`."""
        if names := self.list_commands(ctx):
            with formatter.section("Commands"):
                formatter.write_dl([(name, COMMANDS[name]) for name in names])


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--home", type=click.Path(path_type=Path), help="Where the archive lies.  [default: ./archive]")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="What is kept where.  [default: nightdesk.toml, if there]",
)
@click.version_option(package_name="nightdesk", message="nightdesk %(version)s")
def group(home: Path | None, config: Path | None) -> None:
    """Nightdesk, a news archive that one person can run.

    Try it: nightdesk --home demo-archive demo
    """
    if home:
        os.environ["NIGHTDESK_HOME"] = str(home.expanduser().absolute())
    if config:
        os.environ["NIGHTDESK_CONFIG"] = str(config.expanduser().absolute())
    else:  # settled once, for every home and working directory that this process and its children enter
        here = Path(os.environ.get("NIGHTDESK_HOME", "archive")).expanduser()
        os.environ["NIGHTDESK_CONFIG"] = str(found(here, os.environ) or "")


def main(arguments: list[str] | None = None) -> None:
    """Run the command. Exit code 0: fine; 1: something failed, with the reason on stderr; 2: wrong usage."""
    try:
        code: Any = group.main(arguments, prog_name="nightdesk", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        fail("stopped")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has seen enough
        sys.exit(0)
    except Exception as error:
        if not expected(error):
            raise
        fail(sentence(error))


def sentence(error: Exception) -> str:
    """What an error says to a person."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def expected(error: Exception) -> bool:
    """Whether this is one of our own errors, whose text is the sentence that its reader needs."""
    ours = type(error).__module__.partition(".")[0] in {"crawler", "warehouse", "flows"}
    return ours or isinstance(error, OSError)


def fail(reason: str) -> None:
    """Say why on stderr, in one line, and end with 1."""
    click.echo(f"nightdesk: {' '.join(reason.split())}", err=True)
    sys.exit(1)
