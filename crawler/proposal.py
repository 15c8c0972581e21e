"""Proposes an entry of sources.toml for a site that was surveyed. Facts that were not found are left out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.discovery.pattern import pattern_of
from crawler.items import Outcome, Purpose
from crawler.places import country_of, zones_of
from crawler.survey import Survey, Yield
from crawler.urls import is_address, site, url_key

LIVING = timedelta(days=30)  # a feed whose newest entry is older is not proposed
MOST = 10  # feeds
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
COMMENTS = re.compile(r"/comments?/|comments?[-_/]?feed|[?&]withoutcomments", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A ready entry, and a remark for each fact that a person should look at."""

    entry: dict[str, object]
    remarks: tuple[str, ...]

    def toml(self) -> str:
        """The entry as it would stand in sources.toml."""
        lines = ["[[source]]", *(f"{key} = {written(value)}" for key, value in self.entry.items())]
        return "\n".join([*(f"# {plain(one)}" for one in self.remarks), *lines]) + "\n"


def written(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, str) and "\\" in value and "'" not in value:
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False)


def plain(text: str) -> str:
    """What a site wrote, on one line and without control characters, which TOML forbids."""
    return " ".join(CONTROL.sub(" ", text).split())


def propose(
    home: str, survey: Survey, languages: Sequence[str], taken: Collection[str], now: datetime
) -> Proposal:
    """The entry for a site. `languages` are those of the articles that were read, `taken` names in use."""
    remarks: list[str] = []
    title = plain(survey.front.name or "") or None
    language = language_of(survey, languages)
    entry: dict[str, object] = {"name": name_of(home, title, taken)}
    entry |= {"title": title} if title else {}
    entry["home"] = home
    entry |= {"language": language} if language else {}
    entry |= _place(home, survey, remarks)
    chosen = chosen_of(survey, now)
    for key, purpose in (("feeds", Purpose.FEED), ("sitemaps", Purpose.SITEMAP), ("sections", Purpose.HOME)):
        urls = [one.stands_at for one in chosen if one.purpose == purpose]
        entry |= {key: urls} if urls else {}
    entry |= _archive(survey)
    addresses = [one for each in chosen for one in each.examples if site(one) == site(home)]
    pattern = pattern_of(addresses)
    if pattern:
        entry["article"] = pattern
    else:
        remarks.append("article: the addresses have no common form; links are chosen by their shape")
    if survey.front.needs_script:
        entry["render"] = True
        remarks.append(f"render: the front page has {survey.front.needs_script}")
    entry["verified"] = f"nightdesk sources add, {now:%Y-%m-%d}"
    remarks += [yields(one) for one in survey.yields if one.kind]
    return Proposal(entry, tuple(remarks))


def name_of(home: str, title: str | None, taken: Collection[str]) -> str:
    """A name for tables and paths: the domain's own label, else from the title; not one that is in use."""
    domain = site(home)
    host = domain.rpartition(":")[0] or domain
    label = (title or "site") if is_address(host) else domain.partition(".")[0]
    plain = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:36] or "site"
    names = (plain, *(f"{plain}_{number}" for number in range(2, 1000)))
    return next(one for one in names if one not in taken)


def language_of(survey: Survey, languages: Sequence[str]) -> str | None:
    """The site's language: of its front page, else of its feeds, else of the articles that were read."""
    announced = [one for each in survey.yields for one in each.languages]
    counted = Counter([*announced, *languages]).most_common(1)
    told = survey.front.language or (counted[0][0] if counted else None)
    return re.split(r"[-_]", told.strip().lower())[0] or None if told else None


def _place(home: str, survey: Survey, remarks: list[str]) -> dict[str, object]:
    country = country_of(home, survey.front.locale or survey.front.language)
    zones = zones_of(country) if country else ()
    if not zones:
        remarks.append("timezone: nothing tells where the site is; times without an offset are read as UTC")
    elif len(zones) > 1:
        remarks.append(f"timezone: one of {len(zones)} of the country, the first of its list; please check")
    place: dict[str, object] = {"timezone": zones[0]} if zones else {}
    return place | ({"country": country} if country else {})


def chosen_of(survey: Survey, now: datetime) -> list[Yield]:
    """The announcements that are worth reading every night."""
    alive = [
        one
        for one in survey.yields
        if one.outcome == Outcome.OK
        and one.candidates
        and (one.newest_at is None or one.newest_at > now - LIVING)
        and not COMMENTS.search(one.url)
    ]
    feeds = [one for one in alive if one.purpose == Purpose.FEED][:MOST]
    news = [one for one in alive if one.purpose == Purpose.SITEMAP and one.kind == "news sitemap"][:MOST]
    if feeds or news:
        return [*feeds, *news]
    maps = [one for one in survey.yields if one.purpose == Purpose.SITEMAP and one.kind and not one.error]
    roots = [one for one in maps if one.named_by not in {other.url for other in maps}]
    if any(one.candidates for one in maps):
        return roots[:MOST]
    return [one for one in alive if one.purpose == Purpose.HOME]


def _archive(survey: Survey) -> dict[str, object]:
    """The template of archive pages, if the page that it was found on led to articles."""
    example = survey.front.archive_example
    led = any(
        one.purpose == Purpose.ARCHIVE and one.candidates and example and url_key(one.url) == url_key(example)
        for one in survey.yields
    )
    return {"archive": survey.front.archive} if led and survey.front.archive else {}


def yields(one: Yield) -> str:
    """What an announcement yields, in words."""
    newest = f", the newest of {one.newest_at:%Y-%m-%d %H:%M} UTC" if one.newest_at else ""
    trouble = f"; {one.error}" if one.error and one.candidates else ""
    return f"{one.url}: {one.kind}, {one.candidates} candidates{newest}{trouble}"
