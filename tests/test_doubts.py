"""What differs only because another reader read it is no edit of the publisher."""

from pathlib import Path

import pytest

from tests.newspapers import Newspapers
from tests.nights import FIRST_DAY, visit
from warehouse.store import writing

pytestmark = pytest.mark.timeout(480)  # several nights are carried out first

RIGHT = "select article_id, valid_from_at, title, body from versions where source = 'meridian' order by all"


def ask(home: Path, question: str) -> list[tuple[object, ...]]:
    with writing(home) as warehouse:
        return warehouse.connection.execute(question).fetchall()


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory) -> dict[str, list[tuple[object, ...]]]:
    """Versions after two nights; and after two nights of which an older reader read the first otherwise."""
    told = {}
    with Newspapers(FIRST_DAY) as papers:
        for reader in ("today's", "an older"):
            home = tmp_path_factory.mktemp("doubts")
            visit(home, papers, 1, ("meridian",))
            if reader == "an older":
                spoil(home)
            visit(home, papers, 2, ("meridian",))
            told[reader] = ask(home, RIGHT)
    return told


SPOIL = r"""
    update versions set body = body || e'\n\nRead also: Ferries', roles = list_append(roles, 'text'),
        word_count = word_count + 3, extractor = 'nightdesk 0.0.1', state_hash = md5(state_hash::varchar)::uuid;
    update articles set body = body || e'\n\nRead also: Ferries', roles = list_append(roles, 'text'),
        word_count = word_count + 3, extractor = 'nightdesk 0.0.1';
    update captures set state_hash = md5(state_hash::varchar)::uuid, extractor = 'nightdesk 0.0.1'
    where state_hash is not null
"""


def spoil(home: Path) -> None:
    """As if a reader of yesterday had left a teaser in each body."""
    with writing(home) as warehouse:
        warehouse.connection.execute(SPOIL)


def test_a_better_reader_is_no_edit(two_nights):
    spoiled = {row[0] for row in two_nights["an older"] if "Read also: Ferries" in str(row[3])}

    def texts(rows):
        return [(row[0], *row[2:]) for row in rows if row[0] not in spoiled]

    assert len(texts(two_nights["an older"])) > 2
    assert texts(two_nights["an older"]) == texts(two_nights["today's"])


def test_an_edit_is_still_one(two_nights):
    def edited(rows):
        return {row[0] for row in rows if sum(other[0] == row[0] for other in rows) > 1}

    assert edited(two_nights["today's"])
    assert edited(two_nights["an older"]) == edited(two_nights["today's"])
