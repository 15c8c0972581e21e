"""Surveys of sites: what an entry is worth, what a new site offers. Nothing of them enters the archive."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.archive import read_capture
from crawler.checkup import Checkup, Sampled, check
from crawler.discovery.front import needs_script
from crawler.encodings import EncodingError
from crawler.guest import SITEMAP
from crawler.items import Crawl, Fetch, Outcome, Purpose, Reading, Verdict
from crawler.job import SURVEY
from crawler.proposal import Proposal, propose
from crawler.sources import Source
from crawler.stagefiles import read_lines, record_of
from crawler.survey import SAMPLE, Survey
from flows.children import CHILDREN, ChildFailed, Log
from flows.files import write_whole
from flows.progress import tell

LOG = logging.getLogger("nightdesk.survey")
LOG.addHandler(logging.NullHandler())
PATIENCE = 10  # minutes for one site
SHOWN = 5  # lines of site memory that are shown


class NoSurvey(Exception):  # noqa: N818
    """A site could not be looked at; the sentence says why."""


def check_sources(
    home: Path, sources: Sequence[Source], sample: int = SAMPLE, log: Log = LOG
) -> list[Checkup]:
    """Look at these sites as a crawl would, and say what each entry is worth. The archive stays as it is.

    What is known of a site's template (site memory) helps in reading the sample, and is shown.
    """
    told = []
    with _looked_at(home, sources, sample, log) as place:
        for source in sources:
            try:
                survey, sampled = _result(place, source)
            except NoSurvey as error:
                told.append(Checkup(source.name, broken=[str(error)]))
                continue
            checked = check(source, survey, sampled, datetime.now(UTC))
            checked.notes.extend(_memory(home, source))
            told.append(checked)
    return told


def propose_source(
    home: Path, site: Source, taken: Sequence[str], sample: int = SAMPLE, log: Log = LOG
) -> tuple[Proposal, list[Sampled]]:
    """Look at a site that is not in the list, and propose an entry. Raises NoSurvey."""
    with _looked_at(home, [site], sample, log) as place:
        survey, sampled = _result(place, site)
    front = next((one for one in survey.yields if one.purpose == Purpose.HOME), None)
    if not any(one.kind for one in survey.yields):
        raise NoSurvey(f"{site.home}: {front.reason if front else survey.robots or 'nothing came'}")
    languages = [one.language for one in sampled if one.language]
    now = datetime.now(UTC)
    proposal = propose(site.home, survey, languages, taken, now)
    if not site.allow_private:
        return proposal, sampled
    private: dict[str, object] = {"allow_private": True, "ports": list(site.ports)}
    return replace(proposal, entry=proposal.entry | private), sampled


def served(home: Path, source: Source, purpose: Purpose, url: str, log: Log = LOG) -> tuple[bytes, str]:
    """What is served there, asked for as a crawl would; and the address that answered. Raises NoSurvey."""
    with tempfile.TemporaryDirectory(prefix="nightdesk-survey-") as folder:
        place = Path(folder)
        job = _job(place, [source], 0, home)
        job |= {"documents": [{"source": source.name, "purpose": purpose, "url": url}]}
        write_whole(place / "job.json", json.dumps(job))
        CHILDREN.run("crawler.crawl", place / "job.json", log, tell)
        fetches = read_lines(place / "runs" / SURVEY / source.name / "fetches.jsonl", Fetch)
        chain = [fetch for fetch in fetches if fetch.announced_url == url and fetch.purpose == purpose]
        last = chain[-1]
        if last.outcome != Outcome.OK or last.capture is None:
            raise NoSurvey(f"{last.url}: {last.reason}")
        where = last.capture
        kept = read_capture(place, where.warc_file, where.warc_offset, where.warc_length)
        return kept.decoded(SITEMAP), last.url


@contextmanager
def _looked_at(home: Path, sources: Sequence[Source], sample: int, log: Log) -> Iterator[Path]:
    """A place with the stage files of a survey of these sources; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="nightdesk-survey-") as folder:
        place = Path(folder)
        if (home / "memory").is_dir():
            shutil.copytree(home / "memory", place / "memory")
        hurried = [one.model_copy(update={"max_minutes": min(one.max_minutes, PATIENCE)}) for one in sources]
        write_whole(place / "job.json", json.dumps(_job(place, hurried, sample, home)))
        with CHILDREN.ended_together():
            for module in ("crawler.crawl", "crawler.reading"):
                try:
                    CHILDREN.run(module, place / "job.json", log, tell)
                except ChildFailed as error:
                    log.warning("%s", error)  # what is missing is told for each source
        yield place


def _job(place: Path, sources: Sequence[Source], sample: int, home: Path) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "hosts_of": str(home) if home.is_dir() else None,  # one pace with a run that is at work
        "home": str(place),
        "run": SURVEY,
        "kind": SURVEY,
        "logical_date": str(now.astimezone().date()),
        "now": now.isoformat(),
        "sample": sample,
        "workers": 1,
        "sources": [one.model_dump(mode="json") for one in sources],
    }


def _result(place: Path, source: Source) -> tuple[Survey, list[Sampled]]:
    folder = place / "runs" / SURVEY / source.name
    if not (folder / "crawl.json").exists():
        raise NoSurvey("the survey did not come to its end")
    crawl = record_of(Crawl, json.loads((folder / "crawl.json").read_text(encoding="utf-8")))
    if not (folder / "survey.json").exists():
        raise NoSurvey(f"the survey ended early: {crawl.ended}")
    survey = record_of(Survey, json.loads((folder / "survey.json").read_text(encoding="utf-8")))
    return survey, list(_sampled(place, folder))


def _sampled(place: Path, folder: Path) -> Iterator[Sampled]:
    """The pages of the sample, in the order in which they were asked for."""
    path = folder / "readings.jsonl"
    readings = {one.capture_id: one for one in read_lines(path, Reading)} if path.exists() else {}
    last = {
        fetch.announced_url: fetch
        for fetch in read_lines(folder / "fetches.jsonl", Fetch)
        if fetch.purpose == Purpose.ARTICLE
    }
    for fetch in last.values():
        reading = readings.get(fetch.capture.capture_id) if fetch.capture else None
        if reading is None:
            yield Sampled(fetch.url, fetch.outcome, None, fetch.reason)
            continue
        article = reading.article
        yield Sampled(
            fetch.url,
            fetch.outcome,
            reading.verdict,
            reading.reason,
            article.title if article else None,
            article.published_at if article else None,
            len(article.body.split()) if article else 0,
            article.language if article else None,
            None if article else _needs_script(place, fetch, reading.verdict),
        )


def _needs_script(place: Path, fetch: Fetch, verdict: Verdict) -> str | None:
    where = fetch.capture
    if where is None or verdict == Verdict.NOT_HTML:
        return None
    try:
        body = read_capture(place, where.warc_file, where.warc_offset, where.warc_length).decoded()
    except EncodingError:
        return None
    return needs_script(body)


def _memory(home: Path, source: Source) -> list[str]:
    """What site memory has learned of a site: a sentence, and the beginnings of a few lines."""
    from crawler.sitememory import recall

    memory = recall(home, source)
    if not memory.pages:
        return []
    lines = [f"  {text}" for text in list(memory.lines.values())[:SHOWN]]
    return [
        f"site memory: {len(memory.lines)} recurring lines, learned from {len(memory.pages)} pages",
        *lines,
        *(f"  the story stands in {home}" for home in sorted(memory.homes)[:SHOWN]),
    ]
