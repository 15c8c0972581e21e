"""Search: words in many languages, ranked and marked."""

from datetime import date
from pathlib import Path

import pytest

from tests.searched import PAGES, find, names, write
from warehouse.asking import asking
from warehouse.errors import NotSearchable
from warehouse.search import index


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("search")
    write(place, PAGES)
    assert index.refresh(place).added == len(PAGES)
    return place


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bridge", {"bridge", "mill"}),
        ("BRIDGES", {"bridge", "mill"}),  # any form, any case
        ("missile", {"arms"}),
        ("arms deal", {"deal", "arms"}),  # all the words
        ('"arms deal"', {"deal"}),  # one after the other
        ("“arms deal”", {"deal"}),
        ("title:deal", {"arms"}),
        ("text:bridge", {"bridge"}),
        ('title:"old bridge"', {"bridge"}),
        ("mill -bridge", {"arms"}),
        ("missiles OR weir", {"arms", "mill"}),
        ("mill AND (missiles OR weir)", {"arms", "mill"}),
        ("(weir house) OR missiles", {"arms", "mill"}),
        ("tarnb*", {"deal"}),
        ("author:vold", {"mill"}),
        ("vold", {"mill"}),
        ("section:culture", {"orgel"}),
        ("source:gazette mill", {"bridge", "arms"}),
        ("language:de", {"orgel"}),
        ("strasse", {"orgel"}),  # ß is ss
        ("elysee", {"orgel"}),  # accents are left out
        ("ORGEL", {"orgel"}),
        ("moulin", {"pont"}),
        ("île", {"pont"}),
        ("мост", {"most"}),
        ("часы", {"most"}),
        ("关闭", {"qiao"}),
        ("闭关", set()),  # the characters, but not one after the other
        ("旧铁桥", {"qiao"}),
        ("鉄の橋", {"hashi"}),
        ("橋", {"hashi"}),
        ("جسر", {"jisr"}),
        ("السيارات", {"jisr"}),
        ("สะพาน", {"saphan"}),
        ("पुल", {"setu"}),
        ("xyzzy", set()),
        ("dawn's", set()),
        ("3:1", set()),
    ],
)
def test_words_find(home: Path, words: str, found: set[str]) -> None:
    assert set(names(home, words)) == found


def test_a_word_in_the_headline_counts_more(home: Path) -> None:
    assert names(home, "deal")[0] == "arms"


def test_hits_are_marked(home: Path) -> None:
    (hit,) = find(home, '"arms deal" dinner')
    assert "spoke of an **arms deal** over **dinner** in" in hit.snippet.shown()
    (hit,) = find(home, "铁桥")
    assert "旧**铁桥**将从" in hit.snippet.shown()
    assert find(home, "часовщика")[0].snippet.shown().startswith("**Часовщик** с моста")


def test_a_snippet_is_a_piece_of_the_text_and_its_marks_lie_in_it(home: Path) -> None:
    for words in ("mill", "bridge", "桥", "الجسر"):
        for hit in find(home, words):
            assert all(0 <= a < b <= len(hit.snippet.text) for a, b in hit.snippet.hits)


def test_a_search_is_narrowed_by_source_language_and_days(home: Path) -> None:
    assert set(names(home, "mill", sources=("herald",))) == {"mill"}
    assert set(names(home, "*", languages=("zh", "ja"))) == {"qiao", "hashi"}
    days = {"since": date(2026, 2, 3), "until": date(2026, 2, 4)}
    assert names(home, "mill", order="newest", **days) == ["mill", "arms"]
    assert names(home, "mill", order="oldest") == ["bridge", "arms", "mill"]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ({"since": date(2026, 2, 3)}, ["arms", "mill"]),
        ({"since": date(2026, 2, 4)}, ["mill"]),
        ({"until": date(2026, 2, 3)}, ["bridge", "arms"]),
    ],
)
def test_a_search_may_have_one_end_only(home: Path, days: dict[str, date], found: list[str]) -> None:
    assert names(home, "mill", order="oldest", **days) == found


@pytest.mark.parametrize(
    "words",
    ["", '""', "foo:bar", "...", "-(" * 100 + "a" + ")" * 100, "a " * 600, "/re.*/", "title:[a TO b]"],
)
def test_what_is_no_search_is_told(home: Path, words: str) -> None:
    with pytest.raises(NotSearchable):
        find(home, words)


@pytest.mark.parametrize(
    "words",
    ["'; drop table articles --", "a\x00b", "AND OR NOT", "\\", ":", "a" * 50_000, "*:*", "-", "🌉", '"a'],
)
def test_odd_words_do_no_harm(home: Path, words: str) -> None:
    try:
        find(home, words)
    except NotSearchable:
        assert words


def test_sql_searches(home: Path) -> None:
    with asking(home) as session, session.answered():
        (found,) = session.ask(
            "select a.title from search('\"arms deal\" OR weir') as s join articles as a using (article_id) order by position"
        )
        assert found.fetchall() == [("Leaders talk",), ("The mill at the bridge",)]
