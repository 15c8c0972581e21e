"""What became of the corpus's pages in a warehouse, and the lines that its scorer reads."""

from __future__ import annotations

import json
from pathlib import Path

from crawler.urls import url_key
from tests.corpus_sites.sites import Site
from warehouse import snapshot

COVERAGE = """
select c.became, coalesce(c.verdict, '') as verdict, count(*) as pages
from captures as c
inner join fetches as f on f.fetch_id = c.fetch_id
where f.purpose = 'article' and f.outcome = 'ok'
group by all
order by all
"""
ARTICLES = """
select l.url_key, a.body, a.title, a.authors, a.published_at
from aliases as l
inner join articles as a on a.article_id = l.article_id
"""


def coverage(home: Path) -> str:
    """How many pages became what."""
    with snapshot.reading(home) as connection:
        rows = connection.execute(COVERAGE).fetchall()
    return "\n".join(f"{pages:5d} {became} {verdict}" for became, verdict, pages in rows)


def predictions(home: Path, sites: list[Site], path: Path) -> Path:
    """Write a line for each page of the corpus, from what is in the snapshot; returns where.

    Beside it the labels: all of them in all-labels.jsonl, those of pages that became articles in
    article-labels.jsonl. Times are in UTC there, so a day in the label's own offset may differ.
    """
    with snapshot.reading(home) as connection:
        read = {row[0]: row[1:] for row in connection.execute(ARTICLES).fetchall()}
    lines, labels, of_articles = [], [], []
    for site in sites:
        for place, page in site.pages.items():
            body, title, authors, published = read.get(url_key(site.home + place), ("", None, [], None))
            marked = {
                "set": page["set"],
                "id": page["id"],
                "body": body,
                "title": title,
                "authors": authors,
                "date": published.isoformat() if published else None,
            }
            lines.append(json.dumps(marked, ensure_ascii=False))
            labels.append(json.dumps(page, ensure_ascii=False))
            of_articles += labels[-1:] if body else []
    for name, told in (
        (path.name, lines),
        ("all-labels.jsonl", labels),
        ("article-labels.jsonl", of_articles),
    ):
        (path.parent / name).write_text("\n".join(told) + "\n", encoding="utf-8")
    return path
