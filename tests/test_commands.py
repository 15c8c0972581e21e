"""What an analyst and an operator can ask, on an archive with two nights in it."""

import json
import re
from pathlib import Path

from tests.commandline import nightdesk, one_sentence


def asked(archive: Path, *arguments: object) -> list[dict[str, object]]:
    told = nightdesk(*arguments, "--json", home=archive)
    assert told.returncode == 0, told.stderr
    return [json.loads(line) for line in told.stdout.splitlines()]


def edited(archive: Path) -> dict[str, object]:
    return asked(archive, "sql", "select * from articles where versions > 1 and source = 'meridian'")[0]


def test_sql_answers_from_the_snapshot(archive):
    rows = asked(archive, "sql", "select source, count(*) as n from articles group by all order by 1")
    assert [row["source"] for row in rows] == ["courier", "meridian", "talbote", "zarechye"]
    assert sum(row["n"] for row in rows) > 50


def test_sql_shows_a_table_and_says_when_there_is_more(archive):
    told = nightdesk("sql", "--rows", 2, "select title from articles", home=archive)
    assert len(told.stdout.splitlines()) == 3
    assert "the first 2 rows" in told.stderr


def test_sql_can_change_nothing(archive):
    assert "is not a question" in one_sentence(nightdesk("sql", "drop table articles", home=archive))


def test_sql_can_reach_no_file(archive):
    told = nightdesk("sql", "select * from read_text('/etc/hostname')", home=archive)
    assert "disabled by configuration" in one_sentence(told)


def test_show_finds_an_article_by_its_id_and_by_its_address(archive):
    one = edited(archive)
    by_id = nightdesk("show", one["article_id"], home=archive)
    assert str(one["title"]) in " ".join(by_id.stdout.split())
    assert str(one["body"]) in by_id.stdout
    assert nightdesk("show", one["url"], home=archive).stdout == by_id.stdout


def test_show_diff_tells_what_was_edited(archive):
    told = nightdesk("show", "--diff", edited(archive)["article_id"], home=archive)
    assert told.returncode == 0
    first, change = told.stdout.split("\n\n", 1)
    assert "first seen" in first
    assert re.search(r": \d+ words? went, \d+ came\n", change)
    assert "[-" in change or "{+" in change


def test_show_diff_is_red_and_green_if_it_may_be(archive):
    told = nightdesk("show", "--diff", "--color", edited(archive)["article_id"], home=archive)
    assert "\x1b[31m" in told.stdout or "\x1b[32m" in told.stdout
    assert "[-" not in told.stdout


def test_show_diff_as_json_gives_both_texts(archive):
    one = edited(archive)
    (told,) = asked(archive, "show", "--diff", one["article_id"])
    (change, *_) = told["changes"]
    kept = ["".join(p["text"] for p in block["pieces"] if p["kind"] != "removed") for block in change["body"]]
    if len(told["changes"]) == 1:
        assert "\n\n".join(filter(None, kept)) == one["body"]
    assert change["kinds"][0] == change["kind"]


def test_show_tells_who_else_printed_it(archive):
    (one,) = asked(archive, "sql", "select article_id from syndication where position = 1")
    told = nightdesk("show", one["article_id"], home=archive).stdout
    assert "also printed by courier" in told
    assert f"nightdesk show {one['article_id']} --raw" in told


def test_what_sites_wrote_gives_the_terminal_no_orders(archive):
    told = nightdesk("sql", "select chr(27) || '[2J' || chr(8238) || 'x' as a, [chr(155)] as b", home=archive)
    assert not set(told.stdout) & {"\x1b", "\u202e", "\x9b"}
    assert "[2J" in told.stdout


def test_show_raw_gives_the_page_as_it_was_served(archive):
    told = nightdesk("show", "--raw", edited(archive)["article_id"], home=archive)
    assert "<html" in told.stdout.lower()


def test_show_says_why_a_page_is_no_article(archive):
    (one,) = asked(archive, "sql", "select url from rejects where verdict = 'listing'")
    told = nightdesk("show", one["url"], home=archive)
    assert "linked headlines" in told.stdout


def test_show_of_the_unknown_is_one_sentence(archive):
    assert "no article or page is known" in one_sentence(nightdesk("show", "0000", home=archive))


def test_verify_finds_every_promise_kept(archive):
    told = nightdesk("verify", home=archive)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "every promise is kept" in told.stdout


def test_status_lists_the_runs(archive):
    told = nightdesk("status", "--json", home=archive)
    assert told.returncode == 0
    runs = json.loads(told.stdout)["runs"]
    assert [run["state"] for run in runs] == ["complete", "complete"]
    assert runs[1]["edited"] > 0


def test_status_is_a_dead_mans_switch(archive):
    assert "no nightly run has finished for" in nightdesk("status", "--within", "0s", home=archive).stderr


def test_status_of_an_empty_home_fails(tmp_path):
    told = nightdesk("status", home=tmp_path)
    assert told.returncode == 1
    assert "no nightly run has finished in this home yet" in told.stderr


def test_sources_lists_what_the_file_says(archive):
    told = nightdesk("sources", "--sources", archive / "sources.toml", "list", "--json")
    assert [source["name"] for source in json.loads(told.stdout)] == [
        "meridian",
        "talbote",
        "courier",
        "zarechye",
    ]


def test_extract_reads_a_saved_page(archive, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(nightdesk("show", "--raw", edited(archive)["article_id"], home=archive).stdout)
    (record,) = asked(archive, "extract", page, "--url", edited(archive)["url"])
    assert record["verdict"] == "article"
    assert record["body"] == edited(archive)["body"]


def test_extract_takes_files_or_a_manifest_not_both(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html>")
    assert nightdesk("extract", page, "--manifest", page, "--out", tmp_path / "out").returncode == 2


def test_discover_reads_a_saved_feed(tmp_path):
    feed = tmp_path / "feed.xml"
    feed.write_text(
        "<rss version='2.0'><channel><title>t</title><item><title>One</title>"
        "<link>https://example.org/news/1</link></item></channel></rss>"
    )
    told = nightdesk("discover", feed, "--url", "https://example.org/feed", "--json")
    assert json.loads(told.stdout)["url"] == "https://example.org/news/1"


def test_similar_writes_the_pairs(tmp_path):
    text = " ".join(f"word{number}" for number in range(300))
    lines = [
        {"id": "a", "text": text},
        {"id": "b", "text": text + " end"},
        {"id": "c", "text": "other " * 50},
    ]
    (tmp_path / "texts").write_text("".join(json.dumps(line) + "\n" for line in lines))
    told = nightdesk("similar", "--texts", tmp_path / "texts", "--out", tmp_path / "pairs")
    assert told.returncode == 0, told.stderr
    (pair,) = [json.loads(line) for line in (tmp_path / "pairs").read_text().splitlines()]
    assert (pair["a"], pair["b"]) == ("a", "b")
