"""One address for one page, and no exception for any input."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import absolute, credible, is_home, url_key
from tests.private import suites

TWINS = [  # addresses of one page
    ("https://www.example.org/news/1", "http://example.org/news/1"),
    ("https://example.org/news/1/", "https://example.org/news/1"),
    ("https://example.org/news/1#comments", "https://example.org/news/1"),
    ("https://example.org/news/1?utm_source=rss&utm_medium=feed", "https://example.org/news/1"),
    ("https://example.org/news/1?fbclid=IwAR0x", "https://example.org/news/1"),
    ("https://example.org/news/1?b=2&a=1", "https://example.org/news/1?a=1&b=2"),
    ("https://m.example.org/news/1", "https://www.example.org/news/1"),
    ("https://amp.example.org/news/1", "https://www.example.org/news/1"),
    ("https://example.org/news/1/amp", "https://example.org/news/1"),
    ("https://example.org/amp/news/1", "https://example.org/news/1"),
    ("https://example.org/news/1.amp.html", "https://example.org/news/1.html"),
    ("https://example.org/news/1?outputType=amp", "https://example.org/news/1"),
    ("https://example.org/print/news/1", "https://example.org/news/1"),
    ("https://example.org/news/1?print=1", "https://example.org/news/1"),
    ("https://example.org/a/index.html", "https://example.org/a/"),
    ("https://example.org/a/../news/%7Ejo", "https://example.org/news/~jo"),
    ("HTTPS://EXAMPLE.ORG:443/news/1", "https://example.org/news/1"),
    ("https://example.org/news;jsessionid=AB12?id=3", "https://example.org/news?id=3"),
    ("https://example.org/n%c3%a9", "https://example.org/n\u00e9"),
    ("https://b\u00fccher.example/1", "https://xn--bcher-kva.example/1"),
]
STRANGERS = [  # addresses of two pages
    ("https://example.org/news/1", "https://example.org/news/2"),
    ("https://example.org/news?id=1", "https://example.org/news?id=2"),
    ("https://example.org/News", "https://example.org/news"),
    ("http://127.0.0.5:8001/a", "http://127.0.0.5:8002/a"),
    ("https://sport.example.org/1", "https://example.org/1"),
    ("https://example.org/#!/a", "https://example.org/#!/b"),
    ("https://example.org/camp/1", "https://example.org/1"),
    ("https://example.org/mobile-phones", "https://example.org/phones"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_twins_have_one_key(one, other):
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_strangers_keep_their_own_keys(one, other):
    assert url_key(one) != url_key(other)


@given(st.text(max_size=300))
def test_a_key_is_its_own_key_for_any_text(text):
    assert url_key(url_key(text)) == url_key(text)


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=60))
def test_a_key_is_its_own_key_for_any_url(host, path, query):
    key = url_key(f"https://{host}/{path}?{query}")
    assert url_key(key) == key


def test_no_address_of_the_url_standards_own_tests_raises():
    cases = json.loads(next((suites() / "ada").rglob("urltestdata.json")).read_text(encoding="utf-8"))
    for case in cases:
        if isinstance(case, dict):
            absolute(case.get("base") or "", case["input"])
            assert url_key(url_key(case["input"])) == url_key(case["input"])


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/b?x=1#top", "https://example.org/b?x=1"),
        ("//other.example/c", "https://other.example/c"),
        (" d \n", "https://example.org/a/d"),
        ("javascript:void(0)", None),
        ("mailto:desk@example.org", None),
        ("file:///etc/passwd", None),
        ("http://[", None),
        ("x" * 3000, None),
    ],
)
def test_a_link_becomes_an_absolute_web_address_or_nothing(href, expected):
    assert absolute("https://example.org/a/", href) == expected


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("https://www.example.co.uk/politics/story-1", True),
        ("https://news.example.co.uk/politics/story-1", True),
        ("https://other.co.uk/politics/story-1", False),
        ("https://www.example.co.uk/", False),
        ("https://www.example.co.uk/?x=1", False),
        ("https://www.example.co.uk/politics", False),
    ],
)
def test_a_canonical_address_is_believed_within_the_site_only(canonical, believed):
    assert credible(canonical, "https://m.example.co.uk/politics/story-1/?amp=1") is believed


def test_loopback_sites_on_two_ports_are_two_sites():
    assert not credible("http://127.0.0.5:8001/a/b", "http://127.0.0.5:8002/a/c")
    assert credible("http://127.0.0.5:8001/a/b", "http://127.0.0.5:8001/a/c")


def test_the_front_page_is_known_with_its_parameters():
    assert is_home("https://www.example.org/index.html?utm_source=x")
    assert not is_home("https://www.example.org/news")
