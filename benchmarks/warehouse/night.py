"""Writes the stage files of a made-up night against a built archive: new, edited, unchanged pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from benchmarks.warehouse.texts import Writer
from warehouse import store

SOURCES = 200


@dataclass(frozen=True, slots=True)
class Page:
    """What a page of the night says."""

    source: str
    url: str
    title: str
    body: str
    author: str


def write(home: Path, number: int, pages: list[Page], started_at: datetime) -> tuple[Path, list[str]]:
    """The run's folder, and the sources that it visited."""
    run = f"{started_at.date()}-nightly-{number:08x}"
    folder = home / "runs" / run
    sources = sorted({page.source for page in pages})
    for source in sources:
        _write_source(folder / source, run, source, [p for p in pages if p.source == source], started_at)
    told = {
        "run": run,
        "kind": "nightly",
        "logical_date": str(started_at.date()),
        "started_at": started_at.isoformat(),
    }
    (folder / "run.json").write_text(json.dumps({**told, "sources": sources, "parameters": {}}))
    return folder, sources


def _write_source(folder: Path, run: str, source: str, pages: list[Page], at: datetime) -> None:
    folder.mkdir(parents=True)
    fetches, readings = [], []
    for place, page in enumerate(pages):
        fetch, reading = _lines(run, page, at + timedelta(milliseconds=400 * place))
        fetches.append(json.dumps(fetch, ensure_ascii=False) + "\n")
        readings.append(json.dumps(reading, ensure_ascii=False) + "\n")
    (folder / "fetches.jsonl").write_text("".join(fetches), encoding="utf-8")
    (folder / "readings.jsonl").write_text("".join(readings), encoding="utf-8")
    crawl: dict[str, Any] = {"run": run, "source": source, "logical_date": str(at.date()), "kind": "nightly"}
    crawl |= {"started_at": at.isoformat(), "finished_at": at.isoformat(), "ended": "complete"}
    crawl |= {
        "discovered": len(pages),
        "known": 0,
        "fetched": len(pages),
        "warc_file": None,
        "limits": {},
        "findings": [],
    }
    (folder / "crawl.json").write_text(json.dumps(crawl))


def _lines(run: str, page: Page, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """The page's line in fetches.jsonl, and in readings.jsonl."""
    place = {
        "source": page.source,
        "run": run,
        "url": page.url,
        "url_key": page.url.removeprefix("https://www."),
    }
    capture_id = str(uuid5(NAMESPACE_URL, f"{run} {page.url}"))
    return _fetch(page, capture_id, at) | place, _reading(page, capture_id, at) | place


def _fetch(page: Page, capture_id: str, at: datetime) -> dict[str, Any]:
    return {
        "fetch_id": str(uuid5(NAMESPACE_URL, f"fetch {capture_id}")),
        "purpose": "article",
        "announced_url": page.url,
        "started_at": at.isoformat(),
        "seconds": 0.4,
        "outcome": "ok",
        "reason": "200",
        "http_status": 200,
        "bytes": 60000,
        "attempt": 1,
        "etag": '"x"',
        "capture": {
            "capture_id": capture_id,
            "warc_file": f"warc/{page.source}/x.warc.gz",
            "warc_offset": 0,
            "warc_length": 15000,
            "payload_digest": "sha1:X",
            "content_type": "text/html",
        },
        "candidate": {"via": "feed"},
        "notices": {},
    }


def _reading(page: Page, capture_id: str, at: datetime) -> dict[str, Any]:
    return {
        "capture_id": capture_id,
        "aliases": [page.url],
        "alias_keys": [page.url.removeprefix("https://www.")],
        "fetched_at": at.isoformat(),
        "verdict": "article",
        "reason": "it reads like one",
        "article": _article(page, at),
        "extractor": "nightdesk 0.1.0",
        "charset": "utf-8",
        "provenance": {"title": "h1", "body": "trafilatura"},
        "losers": {},
    }


def _article(page: Page, at: datetime) -> dict[str, Any]:
    return {
        "title": page.title,
        "paragraphs": [{"role": "text", "text": one} for one in page.body.split("\n\n")],
        "authors": [page.author],
        "published_at": (at - timedelta(hours=3)).isoformat(),
        "published_precision": "minute",
        "published_from": "json-ld",
        "section": "world",
        "tags": ["one", "two"],
        "language": "en",
        "is_free": True,
    }


def after(home: Path) -> datetime:
    """A time after the last night of the archive."""
    with store.writing(home) as warehouse:
        ((last,),) = warehouse.connection.execute("select max(logical_date) from runs").fetchall()
    return datetime.combine(date.fromisoformat(str(last)), datetime.min.time(), UTC) + timedelta(
        days=30, hours=2
    )


def pages(home: Path, count: int, seed: int, words: int, nights: int) -> list[Page]:
    """Half of them new, a twentieth edited, the others as they were when seen in the last so many nights."""
    texts = list(Writer(1000 + seed, words).texts(count // 2))
    made = []
    for n, body in enumerate(texts):
        source = f"s{n % SOURCES:03}"
        url = f"https://www.{source}.example/news/new-{seed}-{n}"
        made.append(Page(source, url, f"{body[:50]} {seed} {n}", body, "New Author"))
    question = """
        select source, url, title, body, authors[1] from articles
        where
            try_cast(regexp_extract(url, '[0-9]+$') as bigint) % 20 = 0
            and url not like '%/new-%'
            and first_seen_at >= $last::timestamptz - to_days($nights)
        order by hash(url || $seed)
        limit $rest"""
    values: dict[str, object] = {"nights": nights, "seed": str(seed), "rest": count - len(made)}
    last = "select max(first_seen_at) from articles where url not like '%/new-%'"
    with store.writing(home) as warehouse:
        ((values["last"],),) = warehouse.connection.execute(last).fetchall()
        known = warehouse.connection.execute(question, values).fetchall()
    for n, (source, url, title, body, author) in enumerate(known):
        made.append(Page(source, url, title, body + (" It was edited." if n < count // 20 else ""), author))
    return made
