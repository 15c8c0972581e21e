"""The weekly look at the list: what each source's entry is worth today, and what it should say instead."""

from __future__ import annotations

from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from crawler.sources import load, select
from flows import survey
from flows.artifacts import escaped
from flows.parameters import Sources
from flows.settings import Desk
from flows.single import single


@task(name="check the sources", task_run_name="check the sources", persist_result=False)
def check(names: list[str]) -> list[str]:
    """Look at each site as a crawl would, show a table; the broken entries, in sentences."""
    desk = Desk.here()
    told = survey.check_sources(desk.home, select(load(desk.sources), names), log=get_run_logger())
    rows = [
        {
            "source": one.source,
            "broken": escaped("; ".join(one.broken)),
            "silent": escaped("; ".join(one.silent)),
            "better": escaped("; ".join(one.better)),
        }
        for one in told
    ]
    create_table_artifact(table=rows, key="check-sources", description="What each entry is worth today.")
    return [f"{one.source}: {'; '.join(one.broken)}" for one in told if one.broken]


@flow(name="check-sources")
def check_sources(sources: Sources = []) -> State[Any]:  # noqa: B006, Prefect reads the default
    """Look at every site's announcements and a sample of its articles; nothing of it enters the archive.

    Args:
        sources: Which sites to look at; choose none for all of them.
    """

    def work() -> State[Any]:
        broken = check(sources)
        if broken:
            return Failed(message="; ".join(broken[:20]))
        return Completed(message="every entry is worth its place")

    return single("check-sources", work)
