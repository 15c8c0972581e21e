"""Saved pages from disk: single files, or a manifest that lists many."""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler import workers
from crawler.extraction.describe import shown
from crawler.extraction.memory import Memory, Observed, differs, learn
from crawler.extraction.page import Page
from crawler.extraction.reader import Examined, examine

LARGEST = 10_000_000  # bytes, after decompression


@dataclass(frozen=True, slots=True)
class Saved:
    """A page on disk."""

    path: Path
    url: str
    fields: dict[str, Any]  # what the manifest says of it, handed back beside the result
    memory: Memory | None = None

    @property
    def domain(self) -> str:
        """The site it is of, "" if the manifest doesn't say."""
        return str(self.fields.get("domain") or "")


def read_files(paths: Iterable[Path], url: str | None = None) -> Iterator[dict[str, Any]]:
    """Read saved pages in this process, one record each. OSError if a file can't be read."""
    for path in paths:
        told = read_saved(Saved(path, url or path.absolute().as_uri(), {}))
        del told["observed"]
        yield {"path": str(path), **told}


def read_manifest(
    manifest: Path, out: Path, count: int = 2, progress: Callable[[int, int], None] | None = None
) -> dict[str, int]:
    """Read the pages that a manifest lists, write a line for each; returns how many had which verdict.

    Pages of one `domain` teach its site memory, and those that it changes are read again with it. `progress`
    is told how many pages are read, of how many. ValueError names the line that can't
    be read. `out` appears only when it is complete.
    """
    tasks = list(listed(manifest))
    results: list[dict[str, Any]] = []
    for _, result in workers.run(read_saved, tasks, count):
        results.append(_told(result))
        if progress:
            progress(len(results), len(tasks))
    tasks = _with_memories(tasks, results)
    again = [number for number, task in enumerate(tasks) if task.memory]
    for number, (_, result) in zip(
        again, workers.run(read_saved, [tasks[n] for n in again], count), strict=True
    ):
        results[number] = _told(result)
    _write(out, tasks, results)
    return dict(Counter(result["verdict"] for result in results))


def _told(result: dict[str, Any] | workers.Killed) -> dict[str, Any]:
    if isinstance(result, workers.Killed):
        return {"verdict": str(result.verdict), "reason": result.reason, "body": ""}
    return result


def _with_memories(tasks: list[Saved], results: list[dict[str, Any]]) -> list[Saved]:
    """The same pages, those with the memory of their site that it changes."""
    sites: dict[str, list[Observed]] = defaultdict(list)
    for task, result in zip(tasks, results, strict=True):
        if task.domain and result.get("observed"):
            sites[task.domain].append(result["observed"])
    memories = {site: learn(Memory(), pages).slim() for site, pages in sites.items()}
    changed = []
    for task, result in zip(tasks, results, strict=True):
        memory, seen = memories.get(task.domain), result.get("observed")
        touched = memory and seen and differs(seen, Memory(), memory)
        changed.append(replace(task, memory=memory) if touched else task)
    return changed


def _write(out: Path, tasks: list[Saved], results: list[dict[str, Any]]) -> None:
    part = out.with_name(out.name + ".open")
    with part.open("w", encoding="utf-8") as lines:
        for task, result in zip(tasks, results, strict=True):
            told = {name: value for name, value in result.items() if name != "observed"}
            print(json.dumps({**task.fields, **told}, ensure_ascii=False), file=lines)
        lines.flush()
        os.fsync(lines.fileno())
    part.replace(out)


def listed(manifest: Path) -> Iterator[Saved]:
    """The pages of a manifest; their paths are relative to it."""
    with manifest.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                said = json.loads(line)
                path = manifest.parent / said["html_path"]
                fields = {name: said[name] for name in ("set", "id", "domain") if name in said}
            except (ValueError, KeyError, TypeError) as error:
                msg = f"{manifest}, line {number}: not a page ({error!r})"
                raise ValueError(msg) from error
            yield Saved(path, said.get("url") or "", fields)


def read_saved(task: Saved) -> dict[str, Any]:
    """One saved page, read. What was read is told beside the verdict, also when the page is no article."""
    body = task.path.read_bytes()
    if body.startswith(b"\x1f\x8b"):
        with gzip.open(task.path) as stream:
            body = stream.read(LARGEST + 1)
    if len(body) > LARGEST:
        return {"verdict": "broken", "reason": f"larger than {LARGEST} bytes", "body": "", "observed": None}
    seen = examine(Page(task.url, datetime.now(UTC), body), None, task.memory)
    return {**record(seen), "observed": seen.observed}


def record(seen: Examined) -> dict[str, Any]:
    """What was read, as plain values; `date` is in the page's own offset."""
    article = seen.article
    told: dict[str, Any] = {
        "verdict": str(seen.verdict),
        "reason": seen.reason,
        "charset": seen.charset,
        "body": "",
    }
    if article is None:
        return told
    return told | {
        "body": article.body,
        "title": article.title,
        "authors": list(article.authors),
        "date": shown(seen.published) if seen.published else None,
        "date_precision": article.published_precision,
        "date_from": article.published_from,
        "modified_at": article.modified_at.isoformat() if article.modified_at else None,
        "printed_on": article.printed_on.isoformat() if article.printed_on else None,
        "subtitle": article.subtitle,
        "dateline": article.dateline,
        "agency": article.agency,
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        "is_free": article.is_free,
        "image_url": article.image_url,
        "image_caption": article.image_caption,
        "image_credit": article.image_credit,
        "entries": [
            {
                "posted_at": one.posted_at.isoformat() if one.posted_at else None,
                "title": one.title,
                "text": one.text,
            }
            for one in article.entries
        ],
        "roles": [paragraph.role for paragraph in article.paragraphs],
        "provenance": seen.ledger.provenance,
        "losers": seen.ledger.losers,
    }
