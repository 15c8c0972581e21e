"""The work pool that batches are handed to: whether one is configured, made ready, and who serves it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from crawler.sources import Source
from crawler.urls import site
from flows import version
from flows.settings import Desk

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.orchestration import SyncPrefectClient

LEASE = 60.0  # seconds after which Prefect gives a dead run's place to another; it takes no less
SERVES = timedelta(seconds=90)  # a worker that was heard of within it is at work: it beats every 30 s
PAGE = 200  # limits in one answer of the server


class WrongPool(Exception):  # noqa: N818
    """The work pool can't be used; the sentence says why and what to do."""


def limit_of(name: str) -> str:
    """The name of Prefect's concurrency limit for a site: one visitor at a time."""
    return f"nightdesk: one visitor of {name}"


def sites_of(sources: Iterable[Source]) -> list[str]:
    """The sites that these sources name, by registrable domain, or host and port where there is none."""
    return sorted({site(url) for source in sources for url in source.addresses} - {""})


def in_force() -> str | None:
    """The work pool of the configuration; None if all work is done here."""
    return Desk.here().config.prefect_pool


def ready(pool: str, sources: Iterable[Source]) -> None:
    """Make pool, deployments and limits as they should be. Asks the server that PREFECT_API_URL names.

    Raises WrongPool.
    """
    from prefect.client.orchestration import get_client

    from flows.spread.batch import crawl_and_read, read_again

    with get_client(sync_client=True) as client:
        ready_pool(client, pool)
        for flow in (crawl_and_read, read_again):
            deploy(client, pool, flow)
        ready_limits(client, [limit_of(name) for name in sites_of(sources)])


def ready_pool(client: SyncPrefectClient, pool: str) -> None:
    """Make the pool if it is missing. Raises WrongPool for one that our workers can't serve."""
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
    from prefect.workers.process import ProcessWorker

    try:
        there = client.read_work_pool(pool)
    except ObjectNotFound:
        template = ProcessWorker.get_default_base_job_template()
        told = "Batches of sources; served by `nightdesk worker` on any number of hosts."
        made = WorkPoolCreate(name=pool, description=told, type="process", base_job_template=template)
        with suppress(ObjectAlreadyExists):  # another worker was faster
            client.create_work_pool(made)
        return
    if there.type != "process":
        raise WrongPool(
            f"the work pool {pool!r} is of the type {there.type!r}; `nightdesk worker` serves the type "
            "'process': name another prefect_pool in nightdesk.toml"
        )
    if there.is_paused:
        raise WrongPool(f"the work pool {pool!r} is paused; resume it in Prefect's UI, under Work Pools")


def deploy(client: SyncPrefectClient, pool: str, flow: Flow[..., Any]) -> None:
    """Put a flow on the server so that each worker imports its own copy of it."""
    from prefect.utilities.callables import parameter_schema

    client.create_deployment(
        client.create_flow(flow),
        name=pool,
        version=version.ours(),
        description=inspect.getdoc(flow.fn),
        work_pool_name=pool,
        entrypoint=f"{flow.fn.__module__}.{flow.fn.__name__}",
        parameter_openapi_schema=parameter_schema(flow.fn).model_dump(),
        tags=["nightdesk", "handed out"],
        pull_steps=[],
        job_variables={},
    )


def ready_limits(client: SyncPrefectClient, names: Iterable[str]) -> None:
    """Make those limits of one that are missing."""
    from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate
    from prefect.exceptions import ObjectAlreadyExists

    there: set[str] = set()
    while page := client.read_global_concurrency_limits(limit=PAGE, offset=len(there)):
        there |= {one.name for one in page}
    for name in sorted(set(names) - there):
        with suppress(ObjectAlreadyExists):  # another run was faster
            client.create_global_concurrency_limit(GlobalConcurrencyLimitCreate(name=name, limit=1))


def at_work(client: SyncPrefectClient, pool: str) -> list[str]:
    """The names of the workers that serve a pool now."""
    from prefect.client.schemas.filters import WorkerFilter

    now = datetime.now(UTC)
    workers = client.read_workers_for_work_pool(pool, worker_filter=WorkerFilter())
    return sorted(
        one.name for one in workers if one.last_heartbeat_time and now - one.last_heartbeat_time < SERVES
    )


def version_deployed(client: SyncPrefectClient, flow: str, pool: str) -> str | None:
    """Which Nightdesk last handed out work to a pool; None if none did yet."""
    from prefect.exceptions import ObjectNotFound

    try:
        return client.read_deployment_by_name(f"{flow}/{pool}").version
    except ObjectNotFound:
        return None
