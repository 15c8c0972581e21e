"""A run in pictures: articles a night, verdicts, outcomes; saved beside the run and shown in the UI."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

from flows.report import Report
from warehouse.highlights import Highlights

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED = 9  # sources with a colour of their own; the others share one
OTHERS = "others"


def picture(report: Report, shown: Highlights) -> bytes:
    """A PNG of three plots."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 4.2), layout="constrained")
    nights, verdicts, outcomes = figure.subplots(1, 3, width_ratios=(2.4, 1, 1))
    draw_nights(nights, shown)
    draw_bars(verdicts, "What the pages were", verdict_counts(report))
    draw_bars(outcomes, "What failed", outcome_counts(report))
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=80)
    return buffer.getvalue()


def draw_nights(axes: Axes, shown: Highlights) -> None:
    """New articles of the last thirty nights, by source."""
    counts = {(str(row["source"]), str(row["day"])): int(str(row["articles"])) for row in shown.days}
    totals = Counter[str]()
    for (source, _), articles in counts.items():
        totals[source] += articles
    named = [source for source, _ in totals.most_common(NAMED)]
    days = sorted({day for _, day in counts})
    floor = [0] * len(days)
    for source in [*named, OTHERS]:
        some = [source] if source != OTHERS else [one for one in totals if one not in named]
        heights = [sum(counts.get((one, day), 0) for one in some) for day in days]
        if any(heights):
            axes.bar([day[5:] for day in days], heights, bottom=floor, label=plain(source))
            floor = [low + height for low, height in zip(floor, heights, strict=True)]
    axes.set_title("New articles a night", fontsize=10)
    axes.tick_params(axis="x", labelrotation=90, labelsize=7)
    if any(floor):
        axes.legend(fontsize=7)


def draw_bars(axes: Axes, title: str, counts: Counter[str]) -> None:
    """One bar a kind, the commonest on top."""
    kinds = counts.most_common(10)[::-1]
    bars = axes.barh([plain(kind) for kind, _ in kinds], [count for _, count in kinds])
    axes.bar_label(bars, fontsize=8)
    axes.margins(x=0.2)
    axes.set_title(title if kinds else f"{title}: nothing", fontsize=10)
    axes.tick_params(labelsize=8)


def verdict_counts(report: Report) -> Counter[str]:
    """How many pages of the run had which verdict; articles are those that are new or edited."""
    counts = Counter({"article": sum(line.new + line.edited for line in report.lines)})
    for line in report.lines:
        counts.update(line.rejected)
    return +counts


def outcome_counts(report: Report) -> Counter[str]:
    """How many fetches of the run failed, by outcome."""
    counts = Counter[str]()
    for line in report.lines:
        counts.update(line.failed)
    return counts


def plain(word: str) -> str:
    """A word that the plotting library takes for text: a dollar sign would begin a formula."""
    return word.replace("$", r"\$")
