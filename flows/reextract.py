"""The reextract flow: stored captures read again by today's reader, as re-reads and not as edits."""

from __future__ import annotations

import json
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows import reextraction, steps
from flows.artifacts import escaped
from flows.course import Course, follow
from flows.parameters import AnyDay, Sources
from flows.runs import resume
from flows.settings import Desk


@task(name="read again", task_run_name="read again", persist_result=False)
def read_again(run: str) -> list[str]:
    """Choose, read, compare, and apply unless it is a dry run; the findings."""
    desk = Desk.here()
    told = resume(desk.home, run)
    findings = reextraction.carry_out(told, desk.wait, get_run_logger())
    show(json.loads((told.folder / "differences.json").read_text(encoding="utf-8")), run)
    return findings


def show(differences: dict[str, Any], run: str) -> None:
    """What changed, field by field, as a table on the flow run. What sites wrote is text, never markup."""
    rows = [
        {"field": name, **{key: str(one[key]) for key in ("changed", "appeared", "vanished")}, **largest(one)}
        for name, one in differences["fields"].items()
    ]
    create_table_artifact(table=rows, key="reextract-differences", description=run)


def largest(field: dict[str, Any]) -> dict[str, str]:
    """The largest difference of a field, short."""
    one = field["largest"][0] if field["largest"] else {"url": "", "before": "", "after": ""}
    return {key: escaped(str(one[key] or "")[:300]) for key in ("url", "before", "after")}


def way(course: Course) -> None:
    """One task does it all, piece by piece: a retry goes on where it stopped."""
    findings = course.outcome(read_again.submit(course.run.name), [])
    course.findings.extend(findings)


def ending(course: Course) -> State[Any]:
    """Conclude without a visit: what the findings say."""
    desk = Desk.here()
    told = reextraction.conclude(course.run, course.findings, course.troubles, desk.wait)
    if not course.troubles and not course.run.parameters.get("dry_run"):
        steps.publish(desk.home, desk.wait)
    words = "; ".join(told.verdict.findings)
    if told.verdict.failures:
        return Failed(name="Failed", message=words)
    return Completed(name="Complete", message=words)


@flow(name="reextract")
def reextract(
    sources: Sources = [],  # noqa: B006, Prefect reads the default
    since: AnyDay = None,
    dry_run: bool = False,
    take_back: str = "",
) -> State[Any]:
    """Read the stored captures again, and bring the articles to what today's reader makes of them.

    Nothing is fetched, and no version begins: what the reader does better is no edit of the publisher.

    Args:
        sources: Which sites' captures to read again; choose none for all of them.
        since: Leave out articles not seen since that day; choose none for all of them.
        dry_run: Only show what would change, field by field.
        take_back: Take back what this run of reextract did, such as 2026-03-01-reextract-1f0c22ab.
    """
    asked = {"since": str(since or ""), "dry_run": dry_run, "take_back": take_back}
    return follow("reextract", sources, None, way, asked, ending)
