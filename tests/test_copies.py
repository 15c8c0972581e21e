"""Copies are found across sources, shortened ones too, and stories are the same in whatever order articles come."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.private import corpus
from tests.prose import prose
from tests.stage import Night
from warehouse import checks, similarity, store
from warehouse.pairs import similar_pairs
from warehouse.similarity import find_copies
from warehouse.stories import group


def paragraphs(text: str) -> tuple[str, ...]:
    words = text.split()
    return tuple(" ".join(words[start : start + 50]) for start in range(0, len(words), 50))


def archive(home: Path, texts: dict[str, str], order: list[str]) -> None:
    for number, name in enumerate(order, 1):
        night = Night(home, 1, source=name)
        night.page(f"https://{name}.example/1", title=f"As {name} has it", text=paragraphs(texts[name]))
        folder = night.write()
        with store.writing(home) as warehouse:
            warehouse.start_run(folder)
            warehouse.load(folder, name)
            if number % 2 or number == len(order):
                find_copies(warehouse.connection)
                assert checks.run(warehouse.connection) == []


def stories(home: Path) -> set[frozenset[str]]:
    with store.writing(home) as warehouse:
        rows = warehouse.connection.execute("select list(source) from articles group by story_id").fetchall()
    return {frozenset(row[0]) for row in rows}


WIRE = prose(1)
TEXTS = {
    "agency": WIRE,
    "reprint": prose(7, 30) + " " + WIRE,
    "shortened": " ".join(WIRE.split()[:140]),
    "edited": WIRE.replace("bal", "bol"),
    "other": prose(2),
    "unlike": " ".join(WIRE.split()[:60]) + " " + prose(3, 300),
}


@pytest.mark.parametrize("seed", range(4))
def test_stories_are_the_same_in_any_order(tmp_path, seed):
    order = list(TEXTS)
    random.Random(seed).shuffle(order)
    archive(tmp_path, TEXTS, order)
    assert stories(tmp_path) == {
        frozenset({"agency", "reprint", "shortened", "edited"}),
        frozenset({"other"}),
        frozenset({"unlike"}),
    }


def test_a_second_search_finds_nothing_new(tmp_path):
    archive(tmp_path, TEXTS, list(TEXTS))
    with store.writing(tmp_path) as warehouse:
        again = find_copies(warehouse.connection)
    assert (again.compared, again.pairs, again.regrouped) == (0, 0, 0)


def test_a_search_in_many_transactions_finds_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(similarity, "BATCH", 1)
    monkeypatch.setattr(similarity, "COMMITTED", 2)
    archive(tmp_path, TEXTS, list(TEXTS))
    assert frozenset({"agency", "reprint", "shortened", "edited"}) in stories(tmp_path)
    with store.writing(tmp_path) as warehouse:
        assert similarity.find_copies(warehouse.connection).compared == 0


def test_all_compared_anew_make_the_same_stories_and_mend_what_was_wrong(tmp_path):
    archive(tmp_path, TEXTS, list(TEXTS))
    before = stories(tmp_path)
    with store.writing(tmp_path) as warehouse:
        anew = find_copies(warehouse.connection, anew=True)
        assert (anew.compared, anew.regrouped) == (len(TEXTS), 0)
        warehouse.connection.execute("delete from alike")
        assert find_copies(warehouse.connection).pairs == 0
        assert find_copies(warehouse.connection, anew=True).pairs == anew.pairs > 0
    assert stories(tmp_path) == before


def test_an_edit_takes_an_article_out_of_its_story(tmp_path):
    archive(tmp_path, {"agency": WIRE, "reprint": WIRE + " " + prose(9, 20)}, ["agency", "reprint"])
    assert len(stories(tmp_path)) == 1
    night = Night(tmp_path, 2, source="reprint")
    night.page("https://reprint.example/1", title="Quite another", text=paragraphs(prose(11)))
    folder = night.write()
    with store.writing(tmp_path) as warehouse:
        warehouse.start_run(folder)
        warehouse.load(folder, "reprint")
        find_copies(warehouse.connection)
        assert checks.run(warehouse.connection) == []
    assert len(stories(tmp_path)) == 2


def test_a_text_that_many_print_is_compared_once_and_is_one_story(tmp_path):
    night = Night(tmp_path)
    for number in range(60):
        night.page(
            f"https://gazette.example/{number}", title=f"Closed, {number}", text=paragraphs(prose(4, 60))
        )
    folder = night.write()
    with store.writing(tmp_path) as warehouse:
        warehouse.start_run(folder)
        warehouse.load(folder, "gazette")
        found = find_copies(warehouse.connection)
        assert checks.run(warehouse.connection) == []
        told = warehouse.connection.execute("select members, likeness from stories").fetchall()
        pairs = warehouse.connection.execute("select count(*) from copies").fetchall()
    assert (found.compared, found.pairs) == (1, 0)
    assert told == [(60, 1.0)]
    assert pairs == [(60 * 59 // 2,)]


def test_what_a_site_prints_everywhere_makes_no_copies(tmp_path):
    night = Night(tmp_path)
    for number in range(30):
        text = prose(100 + number, 40) + " " + prose(5, 200)
        night.page(f"https://gazette.example/{number}", title=f"Closed, {number}", text=paragraphs(text))
    folder = night.write()
    with store.writing(tmp_path) as warehouse:
        warehouse.start_run(folder)
        warehouse.load(folder, "gazette")
        assert find_copies(warehouse.connection).pairs == 0


def test_an_article_first_seen_earlier_than_known_names_its_story_anew(tmp_path):
    later, sooner = Night(tmp_path, 3), Night(tmp_path, 1)
    other = Night(tmp_path, 2, source="herald")
    for night, source in ((later, "gazette"), (other, "herald"), (sooner, "gazette")):
        night.page(f"https://{source}.example/1", text=paragraphs(WIRE))
    for night in (later, other, sooner):
        folder = night.write()
        with store.writing(tmp_path) as warehouse:
            warehouse.start_run(folder)
            warehouse.load(folder, night.source)
            find_copies(warehouse.connection)
            assert checks.run(warehouse.connection) == []
    with store.writing(tmp_path) as warehouse:
        told = warehouse.connection.execute(
            "select a.source, a.article_id = s.story_id from stories as s join articles as a on a.article_id = s.first_article_id"
        ).fetchall()
    assert told == [("gazette", True)]


def test_syndication_tells_who_had_it_first(tmp_path):
    archive(tmp_path, TEXTS, list(TEXTS))
    with store.writing(tmp_path) as warehouse:
        rows = warehouse.connection.execute(
            "select source, position, containment from syndication"
        ).fetchall()
    assert len(rows) == 4
    assert sorted(row[1] for row in rows) == [1, 2, 3, 4]


@given(st.permutations(list(range(6))), st.data())
@settings(max_examples=60)
def test_grouping_does_not_depend_on_order(order, data):
    words = [(n, 100 + n % 3) for n in range(6)]
    pairs = [(a, b, 0.9) for a in range(6) for b in range(a) if data.draw(st.booleans())]
    grouped = {one.text: one.leader for one in group(words, pairs)}
    shuffled = group([words[n] for n in order], reversed(pairs))
    assert {one.text: one.leader for one in shuffled} == grouped


def test_texts_of_a_chain_are_not_chained():
    grouped = group([("long", 900), ("mid", 500), ("end", 400)], [("long", "mid", 0.8), ("mid", "end", 0.8)])
    assert {one.text: one.leader for one in grouped} == {"long": "long", "mid": "long", "end": "end"}


def test_real_copies_are_found_and_real_neighbours_left_apart():
    folder = corpus() / "similar"
    texts = [json.loads(line) for line in (folder / "texts.jsonl").open(encoding="utf-8")]
    names = {one["id"] for one in texts}
    found = {(pair["a"], pair["b"]) for pair in similar_pairs(texts)}

    def asked(file: str, *labels: str) -> list[tuple[str, str]]:
        rows = [json.loads(line) for line in (folder / file).open(encoding="utf-8")]
        pairs = [row for row in rows if row["label"] in labels and {row["a"], row["b"]} <= names]
        return [(min(row["a"], row["b"]), max(row["a"], row["b"])) for row in pairs]

    copies = asked("pairs.jsonl", "copy", "truncated_copy")
    apart = asked("not_copies.jsonl", "same_event_not_copy")
    assert sum(pair in found for pair in copies) >= 0.97 * len(copies)
    assert sum(pair in found for pair in apart) <= 0.002 * len(apart)
