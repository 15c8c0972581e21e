"""Searching: the articles that hold the words, best first, each with a piece of its text that shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytz
import tantivy

from warehouse import sql
from warehouse.search import fields, index, marks, words

MOST = 100_000  # hits in one answer
ORDERS = {"newest": tantivy.Order.Desc, "oldest": tantivy.Order.Asc}
HIT = "STRUCT(article_id VARCHAR, score DOUBLE, position BIGINT)[]"


@dataclass(frozen=True, slots=True)
class Within:
    """What a search is narrowed to. Days are UTC, both included."""

    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found."""

    article_id: str
    score: float  # BM25; more is better; 0 where hits are ordered by time
    source: str
    title: marks.Marked
    authors: tuple[str, ...]
    at: datetime  # published, or first seen where the page gives no time (UTC)
    url: str
    snippet: marks.Marked


class Searcher:
    """The open index of a home. Raises IndexMissing."""

    def __init__(self, home: Path) -> None:
        self.index, self.state = index.opened(home)
        self.searcher = self.index.searcher()

    def ids(
        self, asked: str, within: Within, limit: int = MOST, order: str = "best", skip: int = 0
    ) -> tuple[list[tuple[str, float]], int, words.Search]:
        """Ids with their scores, how many there are in all, and the search as understood."""
        search = words.understood(asked, self.state.groups)
        query = narrowed(search.query, within)
        if order == "best":
            found = self.searcher.search(query, max(limit, 1), offset=skip)
        else:
            found = self.searcher.search(
                query, max(limit, 1), offset=skip, order_by_field="at", order=ORDERS[order]
            )
        hits = found.hits[:limit]
        named = [(self.searcher.doc(place)["article_id"][0], float(score)) for score, place in hits]
        return [(name, score if order == "best" else 0.0) for name, score in named], found.count, search  # type: ignore[attr-defined]

    def find(
        self,
        connection: duckdb.DuckDBPyConnection,
        asked: str,
        within: Within,
        limit: int = 10,
        order: str = "best",
        skip: int = 0,
    ) -> tuple[list[Hit], int]:
        """The hits, with texts from the snapshot, and how many there are in all. Raises NotSearchable."""
        ids, count, search = self.ids(asked, within, limit, order, skip)
        found = sql.rows(connection, "search/found", {"ids": json.dumps([name for name, _ in ids])})
        articles: dict[Any, dict[str, Any]] = {one["article_id"]: one for one in found}
        # An article that the index knows and the snapshot doesn't: the snapshot is the older one.
        return [shown(articles[name], score, search) for name, score in ids if name in articles], count


def narrowed(query: tantivy.Query | None, within: Within) -> tantivy.Query:
    """The query within sources, languages and days."""
    assert query is not None
    schema = fields.schema()
    parts = [(tantivy.Occur.Must, query)]
    for name, values in (("source", within.sources), ("language", within.languages)):
        if values:
            either = tantivy.Query.term_set_query(schema, name, [value.lower() for value in values])
            parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(either, 0.0)))
    if within.since or within.until:
        days = tantivy.Query.range_query(
            schema,
            "at",
            tantivy.FieldType.Integer,
            midnight(within.since) if within.since else None,
            midnight(within.until + timedelta(days=1)) - 1 if within.until else None,
        )
        parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(days, 0.0)))
    return tantivy.Query.boolean_query(parts)


def midnight(day: date) -> int:
    """The beginning of a day in UTC, in seconds since 1970."""
    return fields.seconds(datetime.combine(day, time(), pytz.UTC))


def shown(article: dict[str, Any], score: float, search: words.Search) -> Hit:
    """A hit, marked."""
    group = fields.group_of(article["language"])
    return Hit(
        article["article_id"],
        score,
        article["source"],
        marks.marked(article["title"] or "", search.needles, group, "title"),
        tuple(article["authors"] or ()),
        article["published_at"] or article["first_seen_at"],
        article["url"],
        marks.snippet(fields.text_of(article), search.needles, group),
    )


def teach(connection: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Let SQL search: `from search('words')` gives article_id, score and position, best first."""
    opened: list[Searcher] = []

    def hits(asked: str) -> list[dict[str, object]]:
        if not opened:
            opened.append(Searcher(home))
        ids, _, _ = opened[0].ids(asked, Within())
        return [{"article_id": name, "score": score, "position": n} for n, (name, score) in enumerate(ids, 1)]

    connection.create_function("search_hits", hits, ["VARCHAR"], HIT)
    connection.execute(sql.text("search/macro"))
