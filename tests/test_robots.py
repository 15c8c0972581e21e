"""robots.txt is read as RFC 9309 says."""

import json
import tarfile

import pytest

from crawler.items import Outcome
from crawler.politeness.robots import Robots, of_answer, parse
from crawler.politeness.robotstxt import LARGEST, product_token
from tests.private import suites

STORY = "https://gazette.example/news/a-story"
# Google's matcher is given raw or decoded paths here, and calls it the caller's fault. Our addresses are always
# encoded (URL standard), and RFC 9309, 2.2.2 wants both sides compared in one encoding: protego is right.
OTHERWISE = {
    ("Disallow: /\nAllow: /foo/bar/ツ", "http://foo.bar/foo/bar/ツ"),
    ("Disallow: /\nAllow: /foo/bar/%E3%83%84", "http://foo.bar/foo/bar/ツ"),
    ("Disallow: /\nAllow: /foo/bar/%62%61%7A", "http://foo.bar/foo/bar/baz"),
}


def allows(robots: Robots, url: str = STORY, agent: str = "Nightdesk") -> bool:
    return robots.refusal(url, agent) is None


def test_googles_cases_end_as_google_says_but_three():
    cases = json.loads((suites() / "google-robotstxt" / "cases.json").read_text(encoding="utf-8"))
    differ = [
        (case["robots"].partition("\n")[2].strip(), case["url"])
        for case in cases
        if allows(parse(case["robots"].encode()), case["url"], case["agent"]) != case["allowed"]
    ]
    assert len(cases) == 142
    assert set(differ) == OTHERWISE


def test_two_thousand_real_files_are_read_without_an_error():
    read = denied = 0
    with tarfile.open(suites() / "robots.tar.gz") as tar:
        for member in tar:
            if member.isfile() and "/test_data/" in member.name:
                robots = parse(tar.extractfile(member).read())
                refused = robots.refusal(STORY, "Nightdesk")
                denied += refused is not None
                assert refused is None or refused[1].startswith("robots.txt: Disallow: ")
                assert (robots.delay("Nightdesk") or 0.0) >= 0
                robots.ai_denied(STORY)
                read += 1
    assert read >= 2115
    assert 0 < denied < read / 10


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: Night\nDisallow: /", True),  # another crawler, whose name ours begins with
        ("User-agent: nightdesk/0.1\nDisallow: /", False),
        ("User-agent: *\nAllow: /\nUser-agent: NIGHTDESK\nDisallow: /news", False),
        ("User-agent: other\nNoindex: /x\nUser-agent: nightdesk\nDisallow: /", False),
        ("User-agent: nightdesk\nCrawl-delay: 5\n\nUser-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\nUser-agent: nightdesk\nDisallow:", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news/a-", True),
        ("User-agent: *\nDisallow: /*-story$", False),
        ("Disallow: /", True),
        ("<html><body>User-agent: *</body></html>", True),
    ],
)
def test_a_group_is_ours_by_its_product_token(text, allowed):
    assert allows(parse(text.encode())) is allowed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_does_not_hide_the_rules(encoding):
    assert not allows(parse("User-agent: *\r\nDisallow: /\r\n".encode(encoding)))


def test_what_stands_beyond_512_kib_is_not_read():
    padding = b"# " + b"x" * (LARGEST - 3) + b"\n"
    assert allows(parse(padding + b"User-agent: *\nDisallow: /"))
    assert not allows(parse(padding[20_000:] + b"\nUser-agent: *\nDisallow: /"))


def test_a_denial_tells_the_rule_and_its_group():
    robots = parse(b"User-agent: *\nDisallow: /private\nDisallow: /news/\nAllow: /news/free")
    outcome, reason = robots.refusal(STORY, "Nightdesk")
    assert (outcome, reason) == (
        Outcome.ROBOTS_DENIED,
        "robots.txt: Disallow: /news/ (User-agent: *)",
    )


@pytest.mark.parametrize(
    ("outcome", "status", "denies"),
    [
        (Outcome.GONE, 404, False),
        (Outcome.BLOCKED, 403, False),
        (Outcome.CLIENT_ERROR, 418, False),
        (Outcome.THROTTLED, 429, True),
        (Outcome.SERVER_ERROR, 500, True),
        (Outcome.TIMEOUT, None, True),
        (Outcome.TOO_LARGE, 200, True),
        (Outcome.TRUNCATED, 200, True),
    ],
)
def test_a_failing_server_means_hands_off_and_a_missing_file_does_not(outcome, status, denies):
    refused = of_answer(outcome, status, "why", b"").refusal(STORY, "Nightdesk")
    expected = (Outcome.ROBOTS_UNREACHABLE, "robots.txt could not be read: why")
    assert refused == (expected if denies else None)


def test_groups_that_keep_ai_crawlers_off_are_told_by_name():
    robots = parse(b"User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /news\n\nUser-agent: *\nDisallow: /x")
    assert robots.ai_denied(STORY) == ("CCBot", "GPTBot")
    assert robots.ai_denied("https://gazette.example/about") == ()


def test_what_everybody_is_denied_is_no_word_about_ai():
    assert parse(b"User-agent: *\nDisallow: /").ai_denied(STORY) == ()


def test_the_product_token_is_the_name_before_the_version():
    assert product_token("Nightdesk/0.1 (+https://example.org/)") == "Nightdesk"
