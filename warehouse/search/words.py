"""The language of searches: words, "phrases", title:word, -without, this OR that, (groups), begin*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import tantivy

from warehouse.errors import NotSearchable
from warehouse.search import fields

QUOTES = str.maketrans(
    dict.fromkeys("“”„‟«»＂", '"') | {"（": "(", "）": ")", "：": ":", "\N{IDEOGRAPHIC SPACE}": " "}
)
IN_TITLE = 3.0  # how much more a word in the headline counts
TIE = 0.3  # how much the lesser places of a word count beside the best one
NAMES = {
    "authors": "author",
    "by": "author",
    "tags": "tag",
    "body": "text",
    "headline": "title",
    "lang": "language",
}
KNOWN = ("title", "text", *fields.NAMED, *fields.EXACT)
DEPTH = 40  # of brackets
LONGEST = 1_000  # characters of a search


@dataclass(frozen=True, slots=True)
class Needle:
    """What is to be marked in a text: words in each group's own form; the last may be a beginning."""

    where: str  # any, or one of KNOWN
    words: dict[str, tuple[str, ...]]
    begins: bool


@dataclass(slots=True)
class Search:
    """A search as tantivy takes it, and what to mark."""

    groups: Sequence[str]
    needles: list[Needle] = field(default_factory=list)
    query: tantivy.Query | None = None


def understood(text: str, groups: Sequence[str]) -> Search:
    """The search that somebody's words stand for, over these groups of languages. Raises NotSearchable."""
    if len(text) > LONGEST:
        raise NotSearchable(f"a search has at most {LONGEST:,} characters")
    search = Search(groups)
    tree, _ = tantivy.parse_query_lenient(text.translate(QUOTES))
    search.query = _query(tree, search, wanted=True)
    if search.query is None:
        raise NotSearchable(f"there is no word to search for in {text!r}")
    return search


def _query(tree: dict[str, Any], search: Search, wanted: bool, depth: int = 0) -> tantivy.Query | None:
    """The query of a branch; None if there is no word in it."""
    if depth > DEPTH:
        raise NotSearchable("the search has too many brackets within brackets")
    kind = tree["type"]
    if kind == "literal":
        return _literal(tree, search, wanted)
    if kind == "boost":
        inner = _query(tree["underlying"], search, wanted, depth + 1)
        return inner and tantivy.Query.boost_query(inner, min(max(tree["boost"], 0.0), 100.0))
    if kind == "bool":
        return _bool(tree["clauses"], search, wanted, depth)
    if kind == "all":
        return tantivy.Query.all_query()
    raise NotSearchable(
        'a search is words, "phrases", title:word, -without, this OR that, (groups), begin*; quote odd signs'
    )


def _bool(clauses: list[list[Any]], search: Search, wanted: bool, depth: int) -> tantivy.Query | None:
    """All of the clauses, except where it says OR."""
    occurs = {"must": tantivy.Occur.Must, "should": tantivy.Occur.Should, "must_not": tantivy.Occur.MustNot}
    parts = []
    for occur, branch in clauses:
        without = occur == "must_not"
        inner = _query(branch, search, wanted and not without, depth + 1)
        if inner is not None:
            parts.append((occurs[occur or "must"], inner))
    if not parts:
        return None
    if all(occur == tantivy.Occur.MustNot for occur, _ in parts):
        parts.append((tantivy.Occur.Must, tantivy.Query.all_query()))
    return tantivy.Query.boolean_query(parts)


def _literal(tree: dict[str, Any], search: Search, wanted: bool) -> tantivy.Query | None:
    """A word or a phrase, in one field or wherever articles have words."""
    name, text = tree["field_name"], tree["phrase"]
    if name is not None:
        name = NAMES.get(name.lower(), name.lower())
        if name not in KNOWN:
            if name.isalpha() and not text.startswith("//"):
                raise NotSearchable(f"there is no field {name!r}; there are {', '.join(KNOWN)}")
            name, text = None, f"{tree['field_name']}:{text}"
    if name in fields.EXACT:
        return tantivy.Query.term_query(fields.schema(), name, text.lower())
    begins = tree["prefix"] or (tree["delimiter"] == "none" and text.endswith("*"))
    words = {group: tuple(fields.analyzer(group).analyze(text)) for group in (*search.groups, fields.PLAIN)}
    if not any(words.values()):
        return None
    if wanted:
        search.needles.append(Needle(name or "any", words, begins))
    found = [
        one
        for where, group, weight in _places(name, search.groups)
        if (one := _words(where, words[group], begins, tree["slop"], weight)) is not None
    ]
    return found[0] if len(found) == 1 else tantivy.Query.disjunction_max_query(found, TIE)


def _places(name: str | None, groups: Sequence[str]) -> list[tuple[str, str, float]]:
    """The fields that are looked into: field, group of its words, weight."""
    if name in fields.NAMED:
        return [(name, fields.PLAIN, 1.0)]
    places = []
    for group in groups:
        if name in (None, "title"):
            places.append((f"title_{group}", group, IN_TITLE))
        if name in (None, "text"):
            places.append((f"text_{group}", group, 1.0))
    return places if name else [*places, ("author", fields.PLAIN, 1.0)]


def _words(
    where: str, words: tuple[str, ...], begins: bool, slop: int, weight: float
) -> tantivy.Query | None:
    """Words one after another in one field."""
    if not words:
        return None
    if begins and len(words) == 1:
        query = tantivy.Query.regex_query(fields.schema(), where, re.escape(words[0]) + ".*")
    elif begins:
        query = tantivy.Query.phrase_prefix_query(fields.schema(), where, list(words))
    elif len(words) == 1:
        query = tantivy.Query.term_query(fields.schema(), where, words[0])
    else:
        query = tantivy.Query.phrase_query(fields.schema(), where, list(words), min(slop, 100))
    return query if weight == 1 else tantivy.Query.boost_query(query, weight)
