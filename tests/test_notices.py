"""What a site says about the use of a page is recorded as it stood that day."""

import pytest

from crawler.politeness.notices import of_headers, of_page, reserved


def test_headers_are_kept_in_lower_case_and_repeated_ones_joined():
    headers = [(b"X-Robots-Tag", b"noarchive"), (b"x-robots-tag", b"noai, noimageai"), (b"Server", b"x")]
    assert of_headers(headers) == {"x-robots-tag": "noarchive, noai, noimageai"}


def test_metas_are_found_in_any_spelling():
    page = b"""<HEAD><META content='noai, noimageai' NAME=robots><meta name="tdm-reservation" content="1">
    <meta name="TDM-Policy" content="https://gazette.example/tdm?a=1&amp;b=2"><meta name=author content=x>"""
    assert of_page(page) == {
        "meta-robots": "noai, noimageai",
        "meta-tdm-reservation": "1",
        "meta-tdm-policy": "https://gazette.example/tdm?a=1&b=2",
    }


def test_a_page_of_nothing_but_metas_does_not_hang():
    assert of_page(b"<meta name=robots " * 10_000 + b"<meta " * 10_000) == {}


@pytest.mark.parametrize(
    ("notices", "why"),
    [
        ({"x-robots-tag": "noindex, NoAI"}, "x-robots-tag: noai"),
        ({"x-robots-tag": "otherbot: noai"}, "x-robots-tag: noai"),
        ({"meta-robots": "noai"}, "meta-robots: noai"),
        ({"tdm-reservation": "1"}, "tdm-reservation: 1"),
        ({"meta-tdm-reservation": "1"}, "meta-tdm-reservation: 1"),
        ({"x-robots-tag": "noimageai"}, None),
        ({"tdm-reservation": "0"}, None),
        ({"tdm-policy": "https://gazette.example/tdm"}, None),
        ({}, None),
    ],
)
def test_what_reserves_a_page_is_named(notices, why):
    assert reserved(notices) == why
