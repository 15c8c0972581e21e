"""The report in Prefect's UI: a table per source, and a page of what to know; sites can write only text."""

from __future__ import annotations

import html
import re

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.report import Report, cells

MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>:/@])")


def show(report: Report) -> None:
    """Put both on the flow run that is under way."""
    rows = [{name: escaped(value) for name, value in cells(line).items()} for line in report.lines]
    create_table_artifact(table=rows, key="nightly-sources", description=report.run)
    create_markdown_artifact(markdown=page(report), key="nightly-report", description=report.run)


def page(report: Report) -> str:
    """The report as Markdown."""
    totals = {
        name: sum(getattr(line, name) for line in report.lines) for name in ("new", "edited", "unchanged")
    }
    told = [
        f"# {report.verdict.standing.value.capitalize()}",
        ", ".join(f"{count} {name}" for name, count in totals.items()) + f" in {len(report.lines)} sources.",
        *section("What to know", report.verdict.findings),
        *section("Rejects", counted(report, "rejected")),
        *section("What failed", counted(report, "failed")),
        *section("Examples", examples(report)),
    ]
    return "\n\n".join(told)


def section(title: str, lines: list[str] | tuple[str, ...]) -> list[str]:
    """A heading and its list; nothing if the list is empty."""
    return [f"## {title}", "\n".join(f"- {escaped(line)}" for line in lines)] if lines else []


def counted(report: Report, name: str) -> list[str]:
    """`meridian: 2 stub, 1 listing` for each source that has any."""
    told = ((line.source, getattr(line, name)) for line in report.lines)
    return [
        f"{source}: {', '.join(f'{count} {what}' for what, count in counts.items())}"
        for source, counts in told
        if counts
    ]


def examples(report: Report) -> list[str]:
    """One reason for each outcome of each source."""
    return [
        f"{line.source}, {outcome}: {reason}"
        for line in report.lines
        for outcome, reason in line.examples.items()
    ]


def escaped(text: str) -> str:
    """Text that no Markdown reader takes for markup, a link or a picture."""
    return MARKUP.sub(r"\\\1", html.escape(text, quote=False))
