"""Search: words in many languages, ranked, marked, in step with the snapshot."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.commandline import nightdesk, one_sentence
from tests.stage import Night
from warehouse import snapshot
from warehouse.asking import asking
from warehouse.errors import IndexMissing, NotSearchable
from warehouse.search import index
from warehouse.search.find import Hit, Searcher, Within
from warehouse.store import writing

PAGES = {  # address -> title, text, language, day
    "bridge": (
        "Old bridge to close",
        "The county closes its bridge on Monday. Drivers must go by the mill.",
        "en",
        1,
    ),
    "deal": (
        "Leaders talk",
        "Anna Roe and Bram Toll spoke of an arms deal over dinner in Tarnbridge.",
        "en",
        2,
    ),
    "arms": (
        "A deal with two arms",
        "The clock has two arms, and the mill made a deal about missiles.",
        "en",
        3,
    ),
    "mill": (
        "The mill at the bridge",
        "A mill, a weir and a house. Nothing of the closing was said.",
        "en-GB",
        4,
    ),
    "orgel": ("Die Orgelbauerin", "Seit Jahren baut sie Orgeln in der Straße am Élysée-Platz.", "de", 5),
    "pont": ("Le pont fermé", "Les conducteurs devront passer par les moulins de l'île.", "fr", 6),
    "most": ("Мост закрывают", "Часовщик с моста уходит последним, и часы остановились.", "ru", 7),
    "qiao": ("旧桥将关闭", "县政府星期五表示，旧铁桥将从星期一起关闭十一周。", "zh", 8),
    "hashi": ("古い橋が閉鎖", "月曜日から十一週間、鉄の橋は通れません。", "ja", 9),
    "jisr": ("إغلاق الجسر القديم", "قالت المقاطعة إن الجسر سيغلق يوم الاثنين أمام السيارات.", "ar", 10),
    "saphan": ("ปิดสะพานเก่า", "สะพานเหล็กเก่าจะปิดในวันจันทร์", "th", 11),
    "setu": ("पुराना पुल बंद", "काउंटी ने कहा कि सोमवार से लोहे का पुल बंद रहेगा।", "hi", 12),
}


def write(home: Path, pages: dict[str, tuple[str, str, str, int]], number: int = 1) -> None:
    for source in ("gazette", "herald"):
        night = Night(home, number, source)
        for n, (name, (title, text, language, day)) in enumerate(pages.items()):
            if (n % 2 == 0) == (source == "gazette"):
                night.page(
                    f"https://{source}.example/{name}",
                    title,
                    (text,),
                    language=language,
                    authors=("Hanne Vold",) if name == "mill" else (),
                    section="Culture" if name == "orgel" else None,
                    published_at=datetime(2026, 2, day, 12, tzinfo=UTC),
                )
        folder = night.write()
        with writing(home) as warehouse:
            warehouse.start_run(folder)
            warehouse.load(folder, source)
    snapshot.publish(home)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("search")
    write(place, PAGES)
    assert index.refresh(place).added == len(PAGES)
    return place


def find(home: Path, words: str, order: str = "best", **within: object) -> list[Hit]:
    with snapshot.reading(home) as connection:
        hits, count = Searcher(home).find(connection, words, Within(**within), 50, order)
    assert count == len(hits)
    return hits


def names(home: Path, words: str, **more: object) -> list[str]:
    return [hit.url.rpartition("/")[2] for hit in find(home, words, **more)]


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


def test_the_index_follows_the_snapshot(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    assert index.refresh(tmp_path).added == len(PAGES)
    edited = {
        "bridge": (
            "Old bridge stays open",
            "The county opens its ferry. Nobody must go by the mill.",
            "en",
            1,
        )
    }
    write(tmp_path, {**edited, "new": ("A new weir", "Made of stone in one year by one man.", "en", 13)}, 2)
    assert not index.fresh(tmp_path, index.state_of(tmp_path))
    done = index.refresh(tmp_path)
    assert (done.added, done.removed, done.articles) == (2, 1, len(PAGES) + 1)
    assert names(tmp_path, "ferry") == ["bridge"]
    assert "bridge" not in names(tmp_path, "drivers")
    assert index.refresh(tmp_path).added == 0
    assert len([one for one in (tmp_path / "search").iterdir() if one.is_dir()]) == 1


def test_an_index_brought_up_to_date_finds_what_a_new_one_finds(tmp_path: Path) -> None:
    write(tmp_path, dict(list(PAGES.items())[:6]))
    index.refresh(tmp_path)
    write(tmp_path, dict(list(PAGES.items())[4:]), 2)
    index.refresh(tmp_path)
    grown = {words: names(tmp_path, words) for words in ("mill", "bridge", "桥", "мост")}
    index.refresh(tmp_path, anew=True)
    assert {words: names(tmp_path, words) for words in grown} == grown


def torn(home: Path, how: str) -> None:
    folder = home / "search"
    (generation,) = (one for one in folder.iterdir() if one.is_dir())
    whole = max(generation.iterdir(), key=lambda one: one.stat().st_size)
    if how == "missing":
        shutil.rmtree(folder)
    elif how == "a file is gone":
        whole.unlink()
    elif how == "a file is cut":
        whole.write_bytes(whole.read_bytes()[:-10])
    elif how == "its state is nonsense":
        (folder / "current.json").write_text("{")
    elif how == "made another way":
        told = json.loads((folder / "current.json").read_text())
        (folder / "current.json").write_text(json.dumps({**told, "version": 0}))


@pytest.mark.parametrize(
    "how", ["missing", "a file is gone", "a file is cut", "its state is nonsense", "made another way"]
)
def test_a_torn_index_is_known_and_built_anew(home: Path, tmp_path: Path, how: str) -> None:
    shutil.copytree(home / "search", tmp_path / "search")
    (tmp_path / "news.duckdb").hardlink_to(home / "news.duckdb")
    torn(tmp_path, how)
    with pytest.raises(IndexMissing):
        Searcher(tmp_path)
    assert index.refresh(tmp_path).added == len(PAGES)
    assert set(names(tmp_path, "bridge")) == {"bridge", "mill"}


def test_the_command_rebuilds_with_a_sentence(home: Path, tmp_path: Path) -> None:
    (tmp_path / "news.duckdb").hardlink_to(home / "news.duckdb")
    told = nightdesk("search", "arms", "deal", "--json", home=tmp_path)
    assert "missing or torn: building it" in told.stderr
    assert {json.loads(line)["source"] for line in told.stdout.splitlines()} == {"gazette", "herald"}


def test_the_command_shows_what_it_found(archive: Path) -> None:
    told = nightdesk("search", "bridge", home=archive)
    assert told.stderr == ""
    assert "**bridge**" in told.stdout
    assert "of 2 articles" in told.stdout
    ids = nightdesk("search", "bridge", "--ids", home=archive).stdout.split()
    assert len(ids) == 2


def test_the_command_says_what_is_wrong(archive: Path) -> None:
    assert "there is no field 'nofield'" in one_sentence(nightdesk("search", "nofield:x", home=archive))
