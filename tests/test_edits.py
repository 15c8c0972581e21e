"""What an edit changed: its kinds, its words, and the archive as it stood before it."""

from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.items import Outcome
from tests.loaded import load
from tests.stage import TEXT, Night
from warehouse import snapshot, store
from warehouse.kinds import State, alike, change
from warehouse.worddiff import blocks, pieces

URL = "https://gazette.example/news/1"
BODY = (
    "The harbour of Port Ellen will stay closed until Friday, the council said after a night of storms.",
    "Some 1,200 passengers wait in the hall. \u201cWe were told nothing,\u201d said Marta Quill, who came from Leith.",
    "Ferries have sailed from the pier since the summer of the great herring, and never waited so long.",
)


def kinds(
    before: tuple[str, ...], after: tuple[str, ...], language: str = "en", **more: Any
) -> tuple[str, ...]:
    told = change(
        State("Title", None, (), "\n\n".join(before)),
        State(more.get("title", "Title"), None, more.get("authors", ()), "\n\n".join(after)),
        language,
    )
    return told.kinds


def swapped(old: str, new: str) -> tuple[str, ...]:
    assert any(old in one for one in BODY)
    return tuple(one.replace(old, new) for one in BODY)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("passengers", "pasengers", "typo"),
        ("harbour", "harobur", "typo"),
        ("a night of storms.", "a night of storms!", "typo"),
        ("ferries have", "ferries have", "typo"),
        ("1,200", "1,400", "numbers"),
        ("council said after a night", "council said after two nights", "numbers"),
        ("Port Ellen", "Port Askaig", "names"),
        ("from Leith", "from Perth", "names"),
        ("We were told nothing", "We were told too little", "quotes"),
        ("stay closed", "not be open", "wording"),
        ("never waited", "now waited", "wording"),
    ],
)
def test_a_changed_paragraph_tells_what_was_changed(old, new, kind):
    if old == new:
        old, new = "Ferries have", "ferries have"
    assert kinds(BODY, swapped(old, new))[0] == kind


def test_million_is_no_slip_of_billion():
    before = ("The bridge costs eleven million pounds, the council said.",)
    after = ("The bridge costs eleven billion pounds, the council said.",)
    assert kinds(before, after) == ("numbers",)


@pytest.mark.parametrize(("one", "other", "same"), [
    ("receive", "recieve", True), ("goverment", "government", True), ("now", "not", False), ("form", "from", True),
    ("strike", "struck", False), ("", "a", False),
])  # fmt: skip
def test_words_that_differ_by_a_slip_are_alike(one, other, same):
    assert alike(one, other) is same


def test_a_new_paragraph_is_told_and_so_is_one_that_went():
    more = (*BODY, "A hotel has opened its ballroom for those who missed the last boat.")
    assert kinds(BODY, more) == ("paragraph added",)
    assert kinds(more, BODY) == ("paragraph removed",)


def test_a_paragraph_that_moved_neither_came_nor_went():
    assert kinds(BODY, (BODY[2], BODY[0], BODY[1])) == ("paragraph moved",)


def test_one_edit_may_be_of_several_kinds():
    more = (*swapped("1,200", "1,300"), "A hotel has opened its ballroom.")
    told = kinds(BODY, more, title="Another title", authors=("Edith Crane",))
    assert told == ("headline", "numbers", "paragraph added", "authors")


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: an earlier version gave the wrong number of passengers.",
        "This article was amended on 3 March to correct the name of the harbour.",
        "Berichtigung: In einer früheren Fassung war die Zahl falsch.",
        "Поправка: в первой версии было указано неверное число.",
        "更正：此前版本的人数有误。",
    ],
)
def test_a_correction_notice_is_told_in_several_languages(notice):
    assert kinds(BODY, (*BODY, notice))[0] == "correction"


def test_a_story_about_corrections_is_no_notice():
    assert "correction" not in kinds(
        BODY, (*BODY, "Corrections officers walked out of the prison on Monday.")
    )


def test_nouns_of_german_are_no_names():
    before = ("Am Montag kamen die Taucher mit einem Boot, das im Hafen lag.",)
    after = ("Am Montag kamen die Taucher mit einem Schiff, das im Hafen lag.",)
    assert kinds(before, after, "de") == ("wording",)
    named = ("Am Montag kamen die Taucher mit Hanna Brecht, die im Hafen lag.",)
    assert kinds(after, named, "de") == ("names",)


def test_text_without_spaces_is_told_character_by_character():
    told = pieces("大橋將於星期一關閉。", "大橋將於星期五關閉。")
    assert [(one.kind, one.text) for one in told if one.kind != "same"] == [
        ("removed", "一"),
        ("added", "五"),
    ]


def test_pieces_put_together_are_both_texts():
    for before, after in zip(BODY, BODY[1:] + BODY[:1], strict=True):
        told = pieces(before, after)
        assert "".join(one.text for one in told if one.kind != "removed") == after
        assert "".join(one.text for one in told if one.kind != "added") == before


def test_a_paragraph_that_is_no_paragraph_is_told_as_one_word():
    long = "word " * 100_000 + "and "
    (block, *_) = blocks(long, long + "end")
    assert {piece.kind for piece in block.pieces} <= {"removed", "added"}


def ask(home: Path, question: str) -> list[tuple[Any, ...]]:
    snapshot.publish(home)
    with snapshot.reading(home) as connection:
        return connection.execute(question).fetchall()


@pytest.fixture(scope="module")
def history(tmp_path_factory) -> Path:
    """Published; corrected on night 2; gone on 3 and 4; back on 5 and there on 6; with a new headline on 7."""
    home = tmp_path_factory.mktemp("history")
    nights = {number: Night(home, number) for number in range(1, 8)}
    edited = (TEXT[0].replace("eleven", "twelve"), TEXT[1])
    nights[1].page(URL)
    nights[2].page(URL, text=edited)
    for number in (3, 4):
        nights[number].fetch(URL, Outcome.GONE, 410)
    for number in (5, 6):
        nights[number].page(URL, text=edited)
    nights[7].page(URL, text=edited, title="Bridge will close")
    load(home, *nights.values(), told=False)
    return home


def test_edits_tells_changes_withdrawals_and_returns(history):
    told = ask(
        history, "select day(seen_at), day(seen_before_at), kind, removed, added from edits order by seen_at"
    )
    assert told == [
        (2, 1, "numbers", ["eleven"], ["twelve"]),
        (3, 2, "withdrawn", [], []),
        (5, 3, "restored", [], []),
        (7, 6, "headline", ["to"], ["will"]),
    ]


def test_nights_in_the_wrong_order_tell_the_same_edits(tmp_path, history):
    nights = [Night(tmp_path, number) for number in (1, 2, 3)]
    for number, word in enumerate(("eleven", "twelve", "thirteen")):
        nights[number].page(URL, text=(TEXT[0].replace("eleven", word), TEXT[1]))
    load(tmp_path, nights[2], nights[0], told=False)
    assert ask(tmp_path, "select removed, added from edits") == [(["eleven"], ["thirteen"])]
    load(tmp_path, nights[1], told=False)
    assert ask(tmp_path, "select removed, added from edits order by seen_at") == [
        (["eleven"], ["twelve"]),
        (["twelve"], ["thirteen"]),
    ]


@pytest.mark.parametrize(
    ("after", "title", "withdrawn"),
    [(0.5, "Bridge to close", False), (2.5, "Bridge to close", True), (4.5, "Bridge to close", False),
     (6.5, "Bridge will close", False)],
)  # fmt: skip
def test_as_of_gives_the_archive_as_it_stood(history, after, title, withdrawn):
    moment = Night(history, 1).started_at.astimezone(UTC) + timedelta(days=after)
    (row,) = ask(
        history,
        f"select title, withdrawn_at is not null, seen_at <= '{moment}', capture_id in (from (select capture_id from captures)) "
        f"from as_of('{moment}')",
    )
    assert row == (title, withdrawn, True, True)


def test_as_of_a_time_before_the_first_look_is_empty(history):
    assert ask(history, "from as_of('2020-01-01 00:00+00')") == []


def test_as_of_names_the_last_capture_that_shows_the_state(history):
    (row,) = ask(history, "select day(fetched_at) from captures where capture_id = "
                          "(select capture_id from as_of('2026-03-07 00:00+00'))")  # fmt: skip
    assert row == (6,)


def test_a_load_that_nothing_followed_has_its_changes_told_by_the_next_step(tmp_path):
    one, two = (Night(tmp_path, number) for number in (1, 2))
    one.page(URL)
    two.page(URL, title="Another title")
    load(tmp_path, one, two, told=False)  # and the desk is killed here
    with store.writing(tmp_path) as warehouse:
        assert warehouse.connection.execute("from changes").fetchall() == []
        assert (warehouse.tell_changes(), warehouse.tell_changes()) == (1, 0)
    assert ask(tmp_path, "select kind from edits") == [("headline",)]


def test_the_snapshot_never_lacks_a_change(tmp_path):
    one, two = (Night(tmp_path, number) for number in (1, 2))
    one.page(URL)
    two.page(URL, title="Another title")
    load(tmp_path, one, two, told=False)
    assert ask(tmp_path, "select kind from edits") == [("headline",)]
    assert ask(tmp_path, "from untold") == []
