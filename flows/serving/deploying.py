"""Puts the deployments of prefect.yaml on the server, after checking that each names what exists."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flows.serving.address import POOL, Address
from flows.settings import PROJECT


class DeploymentError(Exception):
    """prefect.yaml names something that does not exist, or the server did not take it."""


def deploy_all(address: Address) -> None:
    """Deploy everything in prefect.yaml. DeploymentError says what is wrong."""
    ask(["deploy", "--all", "--prefect-file", str(PROJECT / "prefect.yaml")], address.environment())


def ready_pool(at_once: int) -> None:
    """Make the work pool if it is missing; at most `at_once` of its runs are at work together.

    Asks the server that PREFECT_API_URL names.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
    from prefect.exceptions import ObjectNotFound
    from prefect.workers.process import ProcessWorker

    with get_client(sync_client=True) as client:
        try:
            client.read_work_pool(POOL)
            client.update_work_pool(POOL, WorkPoolUpdate(concurrency_limit=at_once))
        except ObjectNotFound:
            client.create_work_pool(
                WorkPoolCreate(
                    name=POOL,
                    description="The runs of this desk, as processes on this machine.",
                    type="process",
                    base_job_template=ProcessWorker.get_default_base_job_template(),
                    concurrency_limit=at_once,
                )
            )


def ask(words: list[str], environment: Mapping[str, str]) -> None:
    """Run one prefect command that has to succeed. A keeper ends it when this process is killed meanwhile."""
    command = [sys.executable, "-m", "flows.serving.keeper", sys.executable, "-m", "prefect", "--no-prompt"]
    reading, writing = os.pipe()  # whose other end only we hold
    try:
        done = subprocess.run(
            [*command, *words],
            cwd=PROJECT,
            env=dict(environment),
            stdin=reading,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        os.close(reading)
        os.close(writing)
    if done.returncode:
        raise DeploymentError(f"prefect {' '.join(words)}: {last_line(done.stderr or done.stdout)}")


def last_line(text: str) -> str:
    """The last line that says something."""
    said = [line.strip(" │╰─╯") for line in text.splitlines() if line.strip(" │╰─╯")]
    return said[-1] if said else "failed without a word"


def check_deployments(file: str, sources: str | None = None) -> dict[str, int]:
    """A build step of prefect.yaml: raise DeploymentError if one names an unknown flow or source.

    So a mistake shows when one deploys, not at 02:15.
    """
    import yaml

    from crawler.sources import load
    from flows.settings import Desk

    known = {source.name for source in load(Desk.here(sources=Path(sources) if sources else None).sources)}
    deployments = yaml.safe_load(Path(file).read_text(encoding="utf-8"))["deployments"]
    for deployment in deployments:
        wrong = list(mistakes(deployment, known))
        if wrong:
            raise DeploymentError(f"{file}, deployment {deployment.get('name')!r}: {wrong[0]}")
    return {"checked": len(deployments)}


def mistakes(deployment: Mapping[str, Any], known: set[str]) -> Iterable[str]:
    """What is wrong with one deployment, in sentences."""
    from prefect import Flow
    from prefect.utilities.importtools import import_object

    entrypoint = str(deployment.get("entrypoint"))
    path, _, name = entrypoint.rpartition(":")
    module = path.removesuffix(".py").replace("/", ".")
    try:
        flow = import_object(f"{module}:{name}")
    except (ImportError, AttributeError) as error:
        yield f"no flow at {entrypoint!r} ({error})"
        return
    if not isinstance(flow, Flow):
        yield f"{entrypoint!r} is no flow"
        return
    allowed = inspect.signature(flow.fn).parameters
    parameters = deployment.get("parameters") or {}
    for key in parameters:
        if key not in allowed:
            yield f"{entrypoint} has no parameter {key!r}; it has {', '.join(allowed)}"
    for source in parameters.get("sources") or []:
        if source not in known:
            yield f"no source {source!r} in the sources file"
