"""Judges an entry of sources.toml by a survey of its site: what is broken, silent, or better now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.items import Outcome, Purpose, Verdict
from crawler.proposal import COMMENTS, yields
from crawler.source import Source
from crawler.survey import Survey, Yield
from crawler.urls import url_key

QUIET = timedelta(days=7)  # a newest entry older than this is silence
ARTICLES = frozenset({Verdict.ARTICLE, Verdict.LIVE_BLOG})
NEWS = frozenset({Purpose.FEED, Purpose.SITEMAP, Purpose.SECTION})


@dataclass(frozen=True, slots=True)
class Sampled:
    """A page that was fetched and read to see what would be archived."""

    url: str
    outcome: str  # of the fetch
    verdict: str | None  # None: it did not come
    reason: str
    title: str | None = None
    published_at: datetime | None = None  # UTC
    words: int = 0
    language: str | None = None
    needs_script: str | None = None  # why it seems to be filled by JavaScript only


@dataclass(frozen=True, slots=True)
class Checkup:
    """What an entry is worth today, in sentences."""

    source: str
    broken: list[str] = field(default_factory=list)  # does not work
    silent: list[str] = field(default_factory=list)  # works, and says nothing new
    better: list[str] = field(default_factory=list)  # what the site offers beyond the entry
    notes: list[str] = field(default_factory=list)
    yields: list[str] = field(default_factory=list)  # what each announcement yields
    sample: list[Sampled] = field(default_factory=list)


def check(source: Source, survey: Survey, sample: Sequence[Sampled], now: datetime) -> Checkup:
    """Judge an entry."""
    told = Checkup(source.name, sample=list(sample))
    told.yields.extend(yields(one) for one in survey.yields if one.kind)
    if survey.robots:
        told.broken.append(survey.robots)
    if survey.ai_denied:
        told.notes.append(f"robots.txt keeps {', '.join(survey.ai_denied)} off")
    named = [one for one in survey.yields if one.named_by is None and one.purpose in {*NEWS, Purpose.ARCHIVE}]
    for one in named:
        _judge(one, source, told, now)
    _offers(survey, named, told, now)
    _read(source, survey, told)
    return told


def _judge(one: Yield, source: Source, told: Checkup, now: datetime) -> None:
    """An announcement that the entry names."""
    name = f"{one.purpose} {one.url}"
    if one.outcome != Outcome.OK:
        told.broken.append(f"{name}: {one.reason}")
        return
    if one.moved_for_good:
        told.better.append(f"{name} has moved for good: write {one.answered_url}")
    if one.error and not one.candidates:
        is_silence = one.purpose == Purpose.ARCHIVE or "nothing is announced" in one.error
        (told.silent if is_silence else told.broken).append(f"{name}: {one.error}")
    elif one.newest_at and one.newest_at < now - QUIET and one.purpose in NEWS:
        told.silent.append(f"{name}: the newest entry is of {one.newest_at:%Y-%m-%d}")
    if not source.article or not one.examples or one.purpose not in {Purpose.FEED, Purpose.SITEMAP}:
        return
    strange = [url for url in one.examples if not re.search(source.article, url)]
    if len(strange) > len(one.examples) / 2:
        told.broken.append(
            f"{name}: {len(strange)} of {len(one.examples)} addresses do not match article = "
            f"{source.article!r}, such as {strange[0]}"
        )


def _offers(survey: Survey, named: Sequence[Yield], told: Checkup, now: datetime) -> None:
    """Announcements that the site names, and the entry does not."""
    known = {url_key(url) for one in named for url in (one.url, one.answered_url)}
    announced = {url_key(url) for one in named for url in one.examples}
    for one in survey.yields:
        alive = one.newest_at is None or one.newest_at > now - QUIET
        fresh = [url for url in one.examples if url_key(url) not in announced]
        if one.named_by is None or one.named_by in known or one.purpose not in NEWS or not alive:
            continue
        if url_key(one.url) not in known and fresh and not COMMENTS.search(one.url):
            told.better.append(f"the site also names {yields(one)}; new to the entry: {len(fresh)}")


def _read(source: Source, survey: Survey, told: Checkup) -> None:
    """What came of the pages that were read."""
    came = [one for one in told.sample if one.verdict is not None]
    articles = [one for one in came if one.verdict in ARTICLES]
    if not told.sample:
        told.broken.append("no page was announced that could be read")
    elif not articles:
        counted = Counter(one.verdict or one.outcome for one in told.sample)
        what = ", ".join(f"{count} {name}" for name, count in counted.items())
        told.broken.append(f"none of {len(told.sample)} sample pages is an article: {what}")
    for lacking, count in (
        ("date", sum(one.published_at is None for one in articles)),
        ("title", sum(one.title is None for one in articles)),
    ):
        if count:
            told.notes.append(f"{count} of {len(articles)} articles of the sample have no {lacking}")
    reason = survey.front.needs_script or next((one.needs_script for one in came if one.needs_script), None)
    if reason and not source.render and len(articles) <= len(came) / 2:
        told.broken.append(f"its pages seem to be made by JavaScript ({reason}): try render = true")
