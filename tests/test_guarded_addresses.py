"""Which addresses a source may ask: schemes, ports, spellings, and what is public."""

import pytest

from crawler.items import Outcome
from crawler.politeness.guard import GuardedResolver, allow_hosts, is_public, refusal
from crawler.sources import Source

SOURCE = Source(name="gazette", home="https://gazette.example/")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "file:///etc/passwd",
            "ftp://gazette.example/",
            "data:text/html,x",
            "javascript:alert(1)",
            "s3://a/b",
        ),
        *(
            "gopher://gazette.example/",
            "jar:http://gazette.example/!/",
            "http://gazette.example:22/",
            "not a url",
        ),
        *("https://gazette.example:8443/", "http://", "https://gazette.example/" + "x" * 2100),
    ],
)
def test_other_schemes_and_ports_are_refused(url):
    assert refusal(url, SOURCE)[0] == Outcome.URL_REFUSED


def test_userinfo_does_not_hide_the_host():
    assert refusal("http://gazette.example@127.0.0.1/", SOURCE)[0] == Outcome.ADDRESS_REFUSED


def test_a_private_ipv6_address_that_the_source_names_is_let_through_where_it_is_dialled(monkeypatch):
    monkeypatch.setattr(GuardedResolver, "may_be_private", frozenset())
    own = Source(name="own", home="http://[::1]:8080/", allow_private=True, ports=(8080,))
    allow_hosts([own])
    assert {"::1", "[::1]"} <= GuardedResolver.may_be_private
    assert refusal("http://[::1]:8080/", own) is None
    assert refusal("http://[::1]:8080/", own.model_copy(update={"allow_private": False})) is not None
    assert refusal("http://127.0.0.1:8080/", own) is not None


def test_a_port_that_the_source_names_is_allowed():
    assert refusal("https://gazette.example:8443/", SOURCE.model_copy(update={"ports": (8443,)})) is None


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "2606:4700::1111",
        "64:ff9b::808:808",
        "::ffff:8.8.8.8",
        "2002:808:808::1",
        "2001:4860::8888",
    ],
)
def test_public_addresses_are_public(address):
    assert is_public(address)
