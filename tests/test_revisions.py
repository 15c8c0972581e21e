"""Real pages saved twice (private): does the text count as changed?"""

import gzip
import json
from datetime import datetime

import pytest

from crawler.extraction.page import Page
from crawler.extraction.reader import examine
from tests import private
from warehouse.kinds import State, change

# What a person sees on the pages: none was edited between the two saves. The third was laid out anew: its first letter
# became a drop cap that stands apart from its word, and whoever reads that letter by itself finds a slip.
ALLOWED: dict[str, set[str]] = {"rev01": set(), "rev02": set(), "rev03": {"typo"}}


@pytest.mark.parametrize("name", ALLOWED)
def test_a_page_saved_again_does_not_count_as_edited(name, record_property):
    folder = private.existing(private.corpus() / "revisions")
    pairs = [json.loads(line) for line in (folder / "pairs.jsonl").read_text().splitlines()]
    (pair,) = [one for one in pairs if one["id"] == name]
    states = []
    for version in pair["versions"]:
        body = gzip.decompress((folder / version["html_path"]).read_bytes())
        at = datetime.fromisoformat(version["crawl_date"] + "+00:00")
        article = examine(Page(pair["url"], at, body), None, None).article
        assert article is not None
        roles = [one.role for one in article.paragraphs]
        states.append(
            State(article.title, article.subtitle, article.authors, article.body, roles, article.corrections)
        )
    told = change(*states)
    found = set(told.kinds) if told.words_removed + told.words_added else set()
    record_property("kinds", sorted(found))
    assert found <= ALLOWED[name], (told.removed[:3], told.added[:3])
