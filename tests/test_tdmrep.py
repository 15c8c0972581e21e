"""tdmrep.json: which addresses it reserves from text and data mining, whatever stands in it."""

import json

import pytest

from crawler.politeness.tdmrep import NO_TERMS, RULES, parse

PAPER = "https://gazette.example"


def told(*rules: tuple[str, object], of: str) -> str | None:
    listed = [{"location": location, "tdm-reservation": said} for location, said in rules]
    return parse(json.dumps(listed).encode()).of(PAPER + of).get("tdmrep-reservation")


def test_the_first_rule_that_fits_decides():
    rules = (("/news/free/", 0), ("/", 1))
    assert told(*rules, of="/news/free/ferry") == "0"
    assert told(*rules, of="/news/ferry") == "1"
    assert told(*reversed(rules), of="/news/free/ferry") == "1"


def test_locations_are_patterns_as_in_robots_txt():
    assert told(("/*.html$", 1), of="/news/ferry.html") == "1"
    assert told(("/*.html$", 1), of="/news/ferry.html?page=2") is None
    assert told(("*", "1"), of="/anything") == "1"


def test_an_address_beyond_all_locations_has_no_terms():
    assert told(("/news/", 1), of="/sport/ferry") is None


def test_a_policy_stands_beside_its_reservation():
    rule = {"location": "/", "tdm-reservation": 1, "tdm-policy": f"{PAPER}/policy.json"}
    assert parse(json.dumps([rule]).encode()).of(f"{PAPER}/a") == {
        "tdmrep-reservation": "1",
        "tdmrep-policy": f"{PAPER}/policy.json",
    }


@pytest.mark.parametrize(
    "body",
    [b"", b"<!doctype html><p>Not here", b"\xff\xfe\x00[", b"[" * 200_000, b'[{"location": "/"', b"[]"],
)
def test_what_is_no_such_file_reserves_nothing(body):
    assert parse(body) == NO_TERMS


@pytest.mark.parametrize("body", [b"{}", b'{"location": "/", "tdm-reservation": 1}', b"1", b"null"])
def test_json_that_is_no_list_of_rules_is_said(body):
    with pytest.raises(ValueError, match="no list of rules"):
        parse(body)


def test_rules_without_sense_are_passed_over():
    rules = [
        7,
        {"location": None, "tdm-reservation": 1},
        {"location": "news", "tdm-reservation": 1},
        {"location": "/", "tdm-reservation": "maybe"},
        {"location": "/a\nAllow: /", "tdm-reservation": 1},
        {"location": "/b#c", "tdm-reservation": 1, "tdm-policy": ["x"]},
    ]
    terms = parse(json.dumps(rules).encode())
    assert [one.location for one in terms.rules] == ["/aAllow:/", "/b#c"]
    assert terms.of(f"{PAPER}/") == {}


def test_a_file_of_a_million_rules_is_read_up_to_a_limit():
    many = json.dumps([{"location": f"/{n}", "tdm-reservation": 1} for n in range(5000)])
    assert len(parse(many.encode()).rules) == RULES
