"""Whether a visit has to be tried again, from the stage files that it left."""

from __future__ import annotations

import json
from pathlib import Path

from crawler.items import Fetch, Outcome, Purpose
from crawler.stagefiles import read_lines

CAME = {Outcome.OK, Outcome.UNCHANGED}
RULES = {Purpose.ROBOTS, Purpose.TERMS}
# No fault: a retry would hear the same.
ANSWERED = {*CAME, Outcome.REDIRECTED, Outcome.GONE, Outcome.ROBOTS_DENIED}


def ended_early(folder: Path) -> str | None:
    """Why the crawl that left its files here has to be tried again; None if it ended well, or never began."""
    path = folder / "crawl.json"
    if not path.exists():
        return None
    crawl = json.loads(path.read_text(encoding="utf-8"))
    if crawl["ended"].startswith(("failed", "cancelled")):
        return str(crawl["ended"])
    if crawl["discovered"]:
        return None
    if failure := nothing_came(folder / "fetches.jsonl"):
        return f"nothing came: {failure}"
    if crawl["findings"] and not (crawl["known"] or crawl["fetched"] or are_days_without(folder)):
        return f"nothing came: {crawl['findings'][0]}"
    return None


def are_days_without(folder: Path) -> bool:
    """Whether only archive pages were asked for, and there are none: no paper came out on these days."""
    path = folder / "fetches.jsonl"
    asked = [one for one in read_lines(path, Fetch) if one.purpose not in RULES] if path.exists() else []
    return bool(asked) and all(
        one.purpose == Purpose.ARCHIVE and one.outcome in {Outcome.GONE, Outcome.REDIRECTED} for one in asked
    )


def nothing_came(fetches: Path) -> str | None:
    """A failure, if not one page came and something failed: what the verdict of a run calls failed too.

    Of several attempts the last one counts.
    """
    if not fetches.exists():
        return None
    last = {(one.announced_url, one.url, one.redirect_of): one for one in read_lines(fetches, Fetch)}
    if any(one.outcome in CAME and one.purpose == Purpose.ARTICLE for one in last.values()):
        return None
    failed = [one for one in last.values() if one.outcome not in ANSWERED]
    return f"{failed[0].url}: {failed[0].reason}" if failed else None
