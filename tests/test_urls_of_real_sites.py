"""Addresses as real sites write them: twins have one key, and pages of their own keep theirs."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.source import Source
from crawler.urlkey import KeyRules
from crawler.urls import absolute, credible, url_key
from tests.private import suites

TWINS = [  # the forms that publishing systems give one page
    "https://www.dawn.com/news/1774210/a-story-of-boats https://www.dawn.com/news/amp/1774210/a-story-of-boats",
    "https://www.theguardian.com/world/2023/sep/06/a-story https://amp.theguardian.com/world/2023/sep/06/a-story",
    "https://www.bbc.com/news/world-66730000 https://www.bbc.com/news/world-66730000.amp",
    "https://www.bbc.co.uk/news/articles/c4gd12345xyo https://www.bbc.co.uk/news/articles/c4gd12345xyo?at_medium=RSS&at_campaign=KARANGA",
    "https://www.spiegel.de/ausland/ein-text-a-0b1c2d3e.html https://www.spiegel.de/ausland/ein-text-a-0b1c2d3e-amp.html",
    "https://www.spiegel.de/ausland/ein-text-a-0b1c2d3e.html https://www.spiegel.de/ausland/ein-text-a-0b1c2d3e.html#ref=rss",
    "https://www.reuters.com/article/idUSKBN1234 https://www.reuters.com/article/amp/idUSKBN1234",
    "https://www.aljazeera.com/news/2023/9/6/a-story https://www.aljazeera.com/amp/news/2023/9/6/a-story",
    "https://www.aljazeera.com/news/2023/9/6/a-story https://www.aljazeera.com/news/2023/9/6/a-story?traffic_source=rss",
    "https://www.washingtonpost.com/world/2023/09/06/a/ https://www.washingtonpost.com/world/2023/09/06/a/?outputType=amp&itid=hp",
    "https://www.nytimes.com/2023/09/06/a.html https://www.nytimes.com/2023/09/06/a.html?smid=tw-share&searchResultPosition=2",
    "https://www.wsj.com/articles/a-b-c-1a2b https://www.wsj.com/articles/a-b-c-1a2b?mod=rss_world",
    "https://www.bloomberg.com/news/articles/2023-09-06/a https://www.bloomberg.com/news/articles/2023-09-06/a?srnd=premium&leadSource=x",
    "https://www.dailymail.co.uk/news/article-1248/a.html https://www.dailymail.co.uk/news/article-1248/a.html?ns_mchannel=rss&ito=1490",
    "https://edition.cnn.com/2023/09/06/x/index.html https://edition.cnn.com/2023/09/06/x/",
    "https://www.thehindu.com/news/a/article66.ece https://www.thehindu.com/news/a/article66.ece/amp/",
    "https://www.hindustantimes.com/a-story-1016.html https://www.hindustantimes.com/a-story-1016-amp.html",
    "https://www.telegraph.co.uk/news/2023/09/06/a/ http://telegraph.co.uk/news/2023/09/06/a/amp",
    "https://www.lemonde.fr/a/article/2023/09/06/x_61_3210.html https://www.lemonde.fr/a/article/2023/09/06/x_61_3210.html#xtor=RSS-32",
    "https://taz.de/Ein-Text/!5955555/ https://taz.de/Ein-Text/!5955555",
    "https://www.dw.com/en/a/a-66740000 https://amp.dw.com/en/a/a-66740000?maca=en-rss-en-all",
    "https://www.20min.ch/story/a-123456789 https://m.20min.ch/story/a-123456789",
    "https://www.cbc.ca/news/a-1.6957000 https://www.cbc.ca/news/a-1.6957000?cmp=rss",
    "https://www.independent.co.uk/a-b2405555.html https://www.independent.co.uk/a-b2405555.html?amp",
    "https://lenta.ru/news/2023/09/06/a/ https://m.lenta.ru/news/2023/09/06/a/?utm_source=yxnews",
    "https://www3.nhk.or.jp/news/html/20230906/k10014.html http://www3.nhk.or.jp/news/html/20230906/k10014.html?print=1",
    "https://www.example.org/default.aspx?id=5 https://www.example.org/?id=5",
    "https://www.example.org/a.php?PHPSESSID=0123456789abcdef&id=5 https://www.example.org/a.php?id=5",
    "https://www.example.org/a%2Db%20c https://www.example.org/a-b%20c",
    "https://www.example.org/a?x=1&&x=1&amp=1 https://www.example.org/a?x=1",
    "https://www.example.org./a https://www.example.org/a",
]
STRANGERS = [
    "https://www.example.org/modules.php?name=News&file=article&sid=120 https://www.example.org/modules.php?name=News&file=article&sid=121",
    "https://www.example.org/index.php?option=content&cid=7 https://www.example.org/index.php?option=content&cid=8",
    "https://www.example.org/?p=123 https://www.example.org/?p=124",
    "https://www.example.org/story?page=2 https://www.example.org/story",
    "https://www.example.org/2023/09/06/a https://www.example.org/2023/09/07/a",
    "https://www.example.org/camping/1 https://www.example.org/ing/1",
    "https://de.example.org/a https://fr.example.org/a",
    "https://www.example.org/en/a https://www.example.org/de/a",
    "https://www.example.org/a.html https://www.example.org/a.pdf",
    "https://www.example.org/printer-sales-rise https://www.example.org/er-sales-rise",
]


@pytest.mark.parametrize("pair", TWINS)
def test_real_twins_have_one_key(pair):
    one, other = pair.split()
    if "maca=" in pair:
        source = Source(name="dw", home="https://www.dw.com/", parameters=())
        assert source.key(one) == source.key(other)
    else:
        assert url_key(one) == url_key(other)


@pytest.mark.parametrize("pair", STRANGERS)
def test_pages_of_their_own_keep_their_keys(pair):
    one, other = pair.split()
    assert url_key(one) != url_key(other)


def test_a_site_has_rules_of_its_own():
    times = Source(
        name="times",
        home="https://times.example/",
        parameters=("id",),
        twins=((r"^times\.example/amp_articleshow/", "times.example/articleshow/"), (r"/lite$", "")),
    )
    assert (
        times.key("https://times.example/amp_articleshow/12.cms?from=mdr")
        == "times.example/articleshow/12.cms"
    )
    assert times.key("https://times.example/a/1/lite/") == "times.example/a/1"
    assert times.key("https://times.example/a?id=3&b=4") == "times.example/a?id=3"


def test_rules_that_never_come_to_rest_are_left_aside():
    endless = KeyRules(twins=((r"$", "/x"),))
    assert url_key("https://a.example/1", endless) == "a.example/1"
    forth_and_back = KeyRules(twins=((r"/a$", "/b"), (r"/b$", "/a"), (r"/a$", "/b2")))
    key = url_key("https://a.example/a", forth_and_back)
    assert url_key(key, forth_and_back) == key


RULES = st.builds(
    KeyRules,
    st.none() | st.tuples(st.sampled_from(["id", "p", "utm_source"])),
    st.lists(
        st.tuples(
            st.sampled_from([r"/a", r"^m\.", r"\d+$", r"/amp", r"//", r"[?].*"]),
            st.sampled_from(["", "/b", "/a", "x/"]),
        ),
        max_size=3,
    ).map(tuple),
)


@given(st.text("abm./?=&123%#:amp-", max_size=60), RULES)
def test_a_key_is_its_own_key_under_any_rules(rest, rules):
    key = url_key(f"https://www.example.org/{rest}", rules)
    assert url_key(key, rules) == key


def strings(told: object):
    """Every string in a JSON document."""
    if isinstance(told, str):
        yield told
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from strings(one)


def every_address() -> list[str]:
    found: list[str] = []
    for path in (suites() / "ada").rglob("*.json"):
        found += strings(json.loads(path.read_text(encoding="utf-8")))
    resources = next((suites() / "crawler-commons").rglob("resources"))
    found += strings(
        json.loads((resources / "url-utils" / "wpt-urltestdata.json").read_text(encoding="utf-8"))
    )
    for path in [*resources.rglob("*.csv")]:
        found += [cell for row in csv.reader(path.read_text(encoding="utf-8").splitlines()) for cell in row]
    return [*found, *json.loads((suites() / "blns" / "blns.json").read_text(encoding="utf-8"))]


def test_no_address_of_the_public_suites_raises_and_each_key_is_its_own():
    addresses = every_address()
    assert len(addresses) > 10_000
    for one in addresses:
        absolute("https://example.org/a/", one)
        key = url_key(one)
        assert url_key(key) == key, one
        credible(one, "https://example.org/a/b")
        credible("https://example.org/a/b", one)


def test_normal_forms_of_crawler_commons_have_the_key_of_the_forms_they_come_from():
    path: Path = next((suites() / "crawler-commons").rglob("weirdToNormalizedUrls.csv"))
    rows = [row for row in csv.reader(path.read_text(encoding="utf-8").splitlines()) if len(row) == 2]
    pairs = [(one.strip(), other.strip()) for one, other in rows if one.strip().startswith("http")]
    different = [(one, other) for one, other in pairs if url_key(one) != url_key(other)]
    assert all(one.startswith("http:///") for one, _ in different), different  # these have no host


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("https://www.example.org/news/1842077", True),
        ("https://www.example.org/article", False),
        ("https://www.example.org/en/", False),
        ("https://www.example.org/story.php?id=9", True),
    ],
)
def test_a_canonical_address_that_every_article_could_claim_is_not_believed(canonical, believed):
    assert credible(canonical, "https://www.example.org/news/1842077/bridge-to-close-on-monday") is believed
