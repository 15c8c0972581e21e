"""JSON-LD (schema.org) as pages really write it: broken, nested, of the wrong types."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from crawler.extraction import words

LONGEST = 2_000_000  # characters of one script
MOST_NODES = 3_000
ARTICLES = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Review|Background|AskPublic|Advertiser|Satirical|Tech|Scholarly|Medical)?\w*Article$"
    r"|BlogPosting$|LiveBlogPosting$|^Report$|^Review$|SocialMediaPosting$"
)
WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$"
)
TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
NOT_DESCENDED = frozenset(
    {"itemListElement", "comment", "hasPart", "review", "mentions", "isPartOf", "associatedMedia"}
)

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Graph:
    """All objects of a page's JSON-LD."""

    nodes: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    broken: int = 0  # scripts that are no JSON

    def articles(self) -> list[Node]:
        """The objects that describe a piece of writing."""
        return [node for node in self.nodes if any(ARTICLES.search(kind) for kind in types(node))]

    def article(self, canonical: str | None, headlines: list[str]) -> Node:
        """Of several articles the one with this page's address, else with its headline, else the first."""
        nodes = self.articles()
        if len(nodes) < 2:
            return nodes[0] if nodes else {}
        for node in nodes:
            addresses = {text(node.get(name)) for name in ("url", "mainEntityOfPage", "@id")}
            if isinstance(node.get("mainEntityOfPage"), dict):
                addresses.add(text(node["mainEntityOfPage"].get("@id")))
            if canonical and canonical in addresses:
                return node
        keys = {words.key(headline) for headline in headlines}
        for node in nodes:
            if words.key(text(node.get("headline")) or "") in keys - {""}:
                return node
        return nodes[0]

    def resolve(self, value: Any) -> Any:
        """The object that a bare `{"@id": ...}` points to, else the value itself."""
        if (
            isinstance(value, dict)
            and isinstance(value.get("@id"), str)
            and len(value) <= 2
            and "name" not in value
        ):
            return self.by_id.get(value["@id"], value)
        return value


def read(scripts: list[str]) -> Graph:
    """Every object in the page's scripts; what cannot be parsed is counted, never raised."""
    graph = Graph()
    broken = 0
    for script in scripts:
        try:
            _collect(_parsed(script), graph)
        except (ValueError, RecursionError):
            broken += 1
    return Graph(graph.nodes, graph.by_id, broken)


def types(node: Node) -> list[str]:
    """The object's types, without their vocabulary's address."""
    said = node.get("@type")
    said = said if isinstance(said, list) else [said]
    return [kind.rsplit("/", 1)[-1] for kind in said if isinstance(kind, str)]


def text(value: Any) -> str | None:
    """A string out of a value that should be one: of lists the first, of objects the value or name."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("url")
    if isinstance(value, bool) or value is None or not isinstance(value, (str, int, float)):
        return None
    plain = " ".join(unescape(str(value)).split())
    return plain or None


def values(value: Any) -> list[Any]:
    """A list, whatever was given."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _parsed(script: str) -> Any:
    if len(script) > LONGEST:
        msg = "too long"
        raise ValueError(msg)
    script = WRAPPING.sub("", script).strip().rstrip(";")
    try:
        return json.loads(script, strict=False)
    except ValueError:
        return json.loads(TRAILING_COMMA.sub("", script), strict=False)


def _collect(value: Any, graph: Graph) -> None:
    stack = [value]
    while stack and len(graph.nodes) < MOST_NODES:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(reversed(value[:MOST_NODES]))
        elif isinstance(value, dict):
            if "@type" in value:
                graph.nodes.append(value)
            name = value.get("@id")
            if isinstance(name, str) and len(value) > 1:
                graph.by_id.setdefault(name, value)
            stack.extend(
                inner
                for key, inner in reversed(value.items())
                if isinstance(inner, (dict, list)) and key not in NOT_DESCENDED
            )
