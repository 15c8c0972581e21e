"""The report in Prefect's UI: a table per source, and a page of what to know; sites can write only text."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Mapping
from pathlib import Path

from prefect.artifacts import create_image_artifact, create_markdown_artifact, create_table_artifact

from flows.plots import picture
from flows.report import Report, cells
from warehouse.highlights import Highlights, Rows

MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>:/@])")


def show(report: Report, shown: Highlights, folder: Path) -> None:
    """Put table, report and plots on the flow run under way; the last two also into the run's folder."""
    rows = [{name: escaped(value) for name, value in cells(line).items()} for line in report.lines]
    create_table_artifact(table=rows, key="nightly-sources", description=report.run)
    markdown, drawn = page(report, shown), picture(report, shown)
    (folder / "report.md").write_text(markdown + "\n", encoding="utf-8")
    (folder / "report.png").write_bytes(drawn)
    create_markdown_artifact(markdown=markdown, key="nightly-report", description=report.run)
    create_image_artifact(
        image_url=f"data:image/png;base64,{base64.b64encode(drawn).decode()}",
        key="nightly-plots",
        description=report.run,
    )


def page(report: Report, shown: Highlights) -> str:
    """The report as Markdown."""
    totals = {
        name: sum(getattr(line, name) for line in report.lines) for name in ("new", "edited", "unchanged")
    }
    told = [
        f"# {report.verdict.standing.value.capitalize()}",
        ", ".join(f"{count} {name}" for name, count in totals.items()) + f" in {len(report.lines)} sources.",
        *section("What to know", report.verdict.findings),
        *section("Sources that are not as usual", [one.sentence for one in report.health if not one.is_calm]),
        *section("New articles", titles(shown.new, shown.more["new"])),
        *section("Edited articles", titles(shown.edited, shown.more["edited"])),
        *section(
            "Stories most reprinted", [f"{one['copies']} copies: {line_of(one)}" for one in shown.stories]
        ),
        *section("Rejects", counted(report, "rejected")),
        *section("What failed", counted(report, "failed")),
        *section("Examples", examples(report)),
        *section(
            "Limits hit",
            [f"{one['limit_name']}: {one['hits']} times, {one['sources']} sources" for one in shown.limits],
        ),
        *section(
            "Slow hosts",
            [f"{one['host']}: {one['seconds']} s, {one['requests']} requests" for one in shown.hosts],
        ),
    ]
    return "\n\n".join(told)


def titles(rows: Rows, of: int) -> list[str]:
    """A line for each article, and how many more there are."""
    more = [f"and {of - len(rows)} more"] if of > len(rows) else []
    return [line_of(row) for row in rows] + more


def line_of(row: Mapping[str, object]) -> str:
    """`meridian: Ferry owners told to weigh their boats`."""
    return f"{row['source']}: {row['title'] or 'without a title'}"


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
