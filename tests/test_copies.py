"""Copies are found across sources, shortened ones too, and stories are the same in whatever order articles come."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.private import corpus
from tests.stage import Night
from warehouse import checks, store
from warehouse.fingerprints import shingles, sketch
from warehouse.similarity import find_copies, similar_pairs
from warehouse.stories import Member, group

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "lmnrstz"]


def prose(seed: int, words: int = 400) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


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
    from datetime import UTC, datetime, timedelta

    start = datetime(2026, 3, 1, tzinfo=UTC)
    members = [Member(f"a{n}", 100 + n % 3, start + timedelta(hours=n), "") for n in range(6)]
    pairs = [(f"a{a}", f"a{b}", 0.9) for a in range(6) for b in range(a) if data.draw(st.booleans())]
    told = {one.article_id: one.story_id for one in group(members, pairs)}
    shuffled = group([members[n] for n in order], reversed(pairs))
    assert {one.article_id: one.story_id for one in shuffled} == told


def test_texts_of_a_chain_are_not_chained():
    from datetime import UTC, datetime

    start = datetime(2026, 3, 1, tzinfo=UTC)
    members = [Member(name, words, start, "") for name, words in (("long", 900), ("mid", 500), ("end", 400))]
    told = {
        one.article_id: one.story_id for one in group(members, [("long", "mid", 0.8), ("mid", "end", 0.8)])
    }
    assert told["long"] == told["mid"]
    assert told["end"] == "end"


def test_letter_case_and_punctuation_do_not_count():
    one = shingles("The bridge, closed on Monday: for eleven weeks!")
    assert one.tolist() == shingles("the bridge closed on monday for ELEVEN weeks").tolist()


def test_characters_are_words_where_words_are_not_parted():
    one, other = shingles("大桥将于周一关闭十一周县政府说"), shingles("大桥将于周一关闭十二周县政府说")
    assert 0 < len(set(one.tolist()) & set(other.tolist())) < len(one)


def test_a_sketch_keeps_about_every_thirty_second_shingle():
    kept = [len(sketch(shingles(prose(seed, 3200)))) for seed in range(10)]
    assert 70 < sum(kept) / 10 < 130


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
