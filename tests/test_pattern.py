"""From addresses of articles to an expression that matches them, and little else."""

import re

import pytest

from crawler.discovery.pattern import pattern_of

HOST = "https://www.example.org"


def of(*paths: str) -> str | None:
    return pattern_of([HOST + path for path in paths])


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([f"/news/18{n}0000/bridge-number-{n}" for n in range(9)], r"/news/\d+"),
        (
            [f"/2026/03/0{n}/bridge-to-{n}-close" for n in range(1, 9)],
            r"/2026/03/\d{1,2}/[^/?#]+[-_%][^/?#]*",
        ),
        (
            [f"/p/{word}-words-here-4810{n}.html" for n, word in enumerate("abcdef")],
            r"/p/[^/?#]*\d{4}[^/?#]*\.html",
        ),
        ([f"/story.asp?id={n}" for n in range(300, 310)], r"/story\.asp\?(?:[^#]*&)?id="),
        (
            ["/news/10001/a-b-c", *(f"/{word}/1000{n}" for n, word in enumerate(["news", "trends"] * 4))],
            r"/[^/?#]+/\d+",
        ),
    ],
)
def test_the_common_form_is_found(paths, expected):
    assert of(*paths) == "^https?://www\\.example\\.org" + expected
    assert all(re.search(of(*paths), HOST + path) for path in paths)
    assert not re.search(of(*paths), HOST + "/about")


def test_without_a_common_form_there_is_none():
    assert of("/a", "/b/c", "/d/e/f", "/g", "/about/us") is None
    assert of(*(f"/sport/{word * 9}" for word in "abcdefgh")) is None
    assert of("/news/10001", "/news/10002") is None
