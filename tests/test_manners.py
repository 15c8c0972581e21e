"""A crawl keeps its manners: budgets, Retry-After, notices, identity, certificates; a real child process."""

import json
import re
import ssl
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.archive import read_capture
from crawler.items import Crawl, Fetch, Outcome, Purpose
from crawler.stagefiles import read_lines
from tests.tinysite import Page, TinySite, rss, story

ROOT = Path(__file__).parent.parent
AGENT = "Nightdesk/0.1 (+mailto:night-editor@example.org)"
STORIES = [f"/story-{n}" for n in range(1, 7)]
ROBOTS = "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /story-1\n"
TERMS = """[{"location": "/*-5$", "tdm-reservation": 1, "tdm-policy": "https://gazette.example/tdm.json"},
            {"location": "/", "tdm-reservation": 0}]"""
RESERVED = '<meta name="robots" content="noai, noimageai"><p>' + "Nobody may train on this. " * 20


def paper(**more: Page) -> dict[str, Page]:
    """A paper of six stories; `story_1=...` replaces `/story-1`."""
    own = {"/" + name.replace("_", "-"): page for name, page in more.items()}
    pages = {path: story(number) for number, path in enumerate(STORIES, 1)}
    return pages | {"/feed.xml": rss(*STORIES), "/robots.txt": Page("", kind="text/plain")} | own


def marked() -> dict[str, Page]:
    """A paper that says much about the use of its pages."""
    pages = paper(
        story_2=Page(story(2).body, headers={"X-Robots-Tag": "noarchive, noai"}),
        story_3=Page(RESERVED),
        story_4=Page(story(4).body, headers={"TDM-Reservation": "1", "TDM-Policy": "{home}/tdm.json"}),
    )
    terms = Page(TERMS, kind="application/json")
    return pages | {"/robots.txt": Page(ROBOTS, kind="text/plain"), "/.well-known/tdmrep.json": terms}


@dataclass(frozen=True)
class Nights:
    """Two runs of the same sources, one right after the other."""

    home: Path
    sites: dict[str, TinySite]
    asked_first: dict[str, int]  # requests that each site saw in the first run

    def fetches(self, source: str, run: int = 1) -> list[Fetch]:
        return list(read_lines(self._folder(source, run) / "fetches.jsonl", Fetch))

    def crawl(self, source: str, run: int = 1) -> Crawl:
        (ended,) = read_lines(self._folder(source, run) / "crawl.json", Crawl)
        return ended

    def story(self, source: str, path: str) -> Fetch:
        return next(one for one in self.fetches(source) if one.url.endswith(path))

    def _folder(self, source: str, run: int) -> Path:
        return self.home / "runs" / name(run) / source


def name(run: int) -> str:
    return f"2026-11-24-nightly-0000a00{run}"


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    home = tmp_path_factory.mktemp("home")
    rest = Page("later", 429, headers={"Retry-After": "3600"})
    sites = {
        "notes": TinySite(marked(), "127.8.0.1"),
        "obeys": TinySite(marked(), "127.8.0.2"),
        "tired": TinySite(paper(story_2=rest), "127.8.0.3"),
        "pages": TinySite(paper(), "127.8.0.4"),
        "bytes": TinySite(paper(), "127.8.0.5"),
        "minutes": TinySite(paper(**{"robots.txt": Page("User-agent: *\nCrawl-delay: 3600")}), "127.8.0.6"),
        "fails": TinySite({path: Page("out of order", 500) for path in paper()}, "127.8.0.7"),
        "strict": TinySite(paper(), "127.8.0.8"),
        "lenient": TinySite(paper(), "127.8.0.9"),
    }
    with ExitStack() as opened:
        for site in sites.values():
            opened.enter_context(site)
        for one in ("strict", "lenient"):
            over_tls(sites[one], home)
        facts = {
            "obeys": {"obey_ai_notices": True},
            "pages": {"max_pages": 2},
            "bytes": {"max_bytes": 3000},
            "lenient": {"insecure_tls": True},
        }
        entries = [
            site.entry(name=key, feeds=[f"{site.home}/feed.xml"], **facts.get(key, {}))
            for key, site in sites.items()
        ]
        beside = sites["lenient"].entry(name="beside", feeds=[f"{sites['lenient'].home}/feed.xml"])
        entries.append(beside)
        nameless = {"name": "nameless", "home": "https://gazette.example/", "user_agent": "Mozilla/5.0"}
        sources = [{"user_agent": AGENT} | one for one in (*entries, nameless)]
        crawl(home, 1, sources)
        first = {key: len(site.asked) for key, site in sites.items()}
        crawl(home, 2, [one for one in sources if one["name"] == "tired"])
        return Nights(home, sites, first)


def over_tls(site: TinySite, folder: Path) -> None:
    """Serve a site by HTTPS, with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 1, now - timedelta(1), now + timedelta(9))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(site.address))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{site.address}.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    site._server.socket = context.wrap_socket(site._server.socket, server_side=True)
    site.home = site.home.replace("http:", "https:")


def crawl(home: Path, run: int, sources: list[dict[str, object]]) -> None:
    told = {
        "home": str(home),
        "run": name(run),
        "kind": "nightly",
        "logical_date": "2026-11-24",
        "sources": sources,
    }
    told["now"] = datetime(2026, 11, 24, 2, 15, tzinfo=UTC).isoformat()
    path = home / f"job{run}.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    command = [sys.executable, "-m", "crawler.crawl", str(path)]
    child = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said = child.stderr.read().decode()
    child.stdin.close()
    assert child.wait() == 0, said


def stories(fetches: list[Fetch]) -> Counter[Outcome]:
    return Counter(one.outcome for one in fetches if one.purpose == Purpose.ARTICLE)


def test_notices_are_recorded_with_each_fetch_and_change_nothing_by_themselves(nights):
    assert stories(nights.fetches("notes")) == {Outcome.OK: 6}
    told = {path: nights.story("notes", path).notices for path in STORIES}
    assert {one.pop("tdmrep-reservation") for path, one in told.items() if path != "/story-5"} == {"0"}
    home = nights.sites["notes"].home
    assert told["/story-1"] == {"robots-ai-denied": "CCBot, GPTBot"}
    assert told["/story-2"] == {"x-robots-tag": "noarchive, noai"}
    assert told["/story-3"] == {"meta-robots": "noai, noimageai"}
    assert told["/story-4"] == {"tdm-reservation": "1", "tdm-policy": f"{home}/tdm.json"}
    assert told["/story-5"] == {
        "tdmrep-reservation": "1",
        "tdmrep-policy": "https://gazette.example/tdm.json",
    }
    assert told["/story-6"] == {}


def test_tdmrep_json_is_asked_for_once_and_only_where_an_article_is_asked_for(nights):
    asked = Counter(path for path, _ in nights.sites["notes"].asked)
    assert asked["/.well-known/tdmrep.json"] == 1
    assert "/.well-known/tdmrep.json" not in {path for path, _ in nights.sites["minutes"].asked}


def test_a_source_that_obeys_them_asks_not_or_keeps_no_text(nights):
    assert stories(nights.fetches("obeys")) == {Outcome.ROBOTS_DENIED: 2, Outcome.BLOCKED: 3, Outcome.OK: 1}
    assert nights.story("obeys", "/story-1").reason == "robots.txt keeps CCBot, GPTBot off"
    denied = nights.story("obeys", "/story-5")
    assert denied.reason == "tdmrep.json reserves it from text and data mining"
    assert ("/story-5", 200) not in nights.sites["obeys"].asked
    blocked = nights.story("obeys", "/story-3")
    assert blocked.reason == "the page keeps machines off: meta-robots: noai"
    where = blocked.capture
    assert read_capture(nights.home, where.warc_file, where.warc_offset, where.warc_length).body == b""
    kept = (nights.home / where.warc_file).read_bytes()
    assert b"Nobody may train" not in kept


def test_a_429_is_not_answered_with_more_requests(nights):
    assert stories(nights.fetches("tired")) == {Outcome.OK: 1, Outcome.THROTTLED: 1, Outcome.CANCELLED: 4}
    assert nights.asked_first["tired"] == 5  # robots.txt, feed, tdmrep.json, two stories
    ended = nights.crawl("tired")
    assert ended.ended == "host_failing"
    assert ended.findings == ["a host was left for the night: the host asked to be left alone for 3600 s"]


def test_what_a_host_asked_for_holds_in_the_next_run(nights):
    assert len(nights.sites["tired"].asked) == nights.asked_first["tired"]
    assert nights.crawl("tired", 2).ended == "host_failing"
    assert {one.outcome for one in nights.fetches("tired", 2)} == {Outcome.CANCELLED}


def test_a_budget_of_pages_ends_the_crawl_cleanly(nights):
    assert stories(nights.fetches("pages")) == {Outcome.OK: 2, Outcome.OVER_BUDGET: 4}
    assert nights.crawl("pages").ended == "pages"
    assert nights.crawl("pages").limits == {"max_pages": 4}


def test_a_budget_of_bytes_ends_the_crawl_cleanly(nights):
    assert nights.crawl("bytes").ended == "bytes"
    assert stories(nights.fetches("bytes"))[Outcome.OVER_BUDGET] >= 3


def test_a_crawl_delay_beyond_the_night_is_not_cut_short(nights):
    (feed,) = [one for one in nights.fetches("minutes") if one.purpose == Purpose.FEED]
    assert feed.outcome == Outcome.OVER_BUDGET
    assert re.fullmatch(r"the night is over before the 3[56]\d\d s that the host asks for", feed.reason)
    assert nights.asked_first["minutes"] == 1


def test_a_failing_robots_txt_means_hands_off(nights):
    (feed,) = [one for one in nights.fetches("fails") if one.purpose == Purpose.FEED]
    assert feed.outcome == Outcome.ROBOTS_UNREACHABLE
    assert any(one.startswith("robots unreachable: ") for one in nights.crawl("fails").findings)
    assert nights.asked_first["fails"] == 3  # robots.txt, and two retries


def test_nobody_elses_site_is_asked_without_a_contact(nights):
    assert nights.fetches("nameless") == []
    assert "must tell whom to write to" in nights.crawl("nameless").ended


def test_a_certificate_that_nobody_vouches_for_is_refused(nights):
    assert {one.outcome for one in nights.fetches("strict") if one.purpose == Purpose.ROBOTS} == {
        Outcome.TLS_ERROR
    }
    assert nights.asked_first["strict"] == 0


def test_an_exception_for_a_certificate_is_reported(nights):
    assert stories(nights.fetches("lenient")) == {Outcome.OK: 6}
    assert "its certificate is not verified: insecure_tls is set" in nights.crawl("lenient").findings


def test_an_exception_for_a_certificate_is_its_sources_own(nights):
    (feed,) = nights.fetches("beside")
    assert feed.outcome == Outcome.TLS_ERROR
    assert feed.reason.startswith("another source has insecure_tls for 127.8.0.9")


def test_the_end_of_a_certificate_is_noted_once_a_visit(nights):
    told = [
        one.notices["tls-not-after"] for one in nights.fetches("lenient") if "tls-not-after" in one.notices
    ]
    assert len(told) == 1
    assert timedelta(8) < datetime.fromisoformat(told[0]) - datetime.now(UTC) < timedelta(9)
