"""No request leaves for a private address, whoever names it and however it is spelled."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from crawler.items import Fetch, Outcome
from crawler.politeness.guard import is_public
from crawler.stagefiles import read_lines
from tests.private import suites

ROOT = Path(__file__).parent.parent
RUN = "2026-11-24-nightly-00009a2d"
AGENT = "Nightdesk/0.1 (+mailto:night-editor@example.org)"
PUBLIC = "93.184.216.34"
# Each is this machine or a private network to somebody who parses addresses.
SPELLINGS = (
    *(
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "0",
        "localhost",
        "localhost.",
        "LOCALHOST",
    ),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::7f00:1]", "[64:ff9b::7f00:1]"),
    *("[2002:7f00:1::]", "[fe80::5efe:7f00:1]", "[2001:db8::5efe:7f00:1]", "[fd00:ec2::254]", "[fec0::1]"),
    *("169.254.169.254", "2852039166", "100.64.0.1", "192.0.0.192", "198.18.0.1", "10.0.0.1", "172.16.0.1"),
    *("192.168.1.1", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "224.0.0.1", "255.255.255.255"),
)
# What names resolve to, look-up by look-up.
NAMES = {
    "inside.example": [["127.0.0.1"]],
    "inside6.example": [["::1"]],
    "mapped.example": [["::ffff:127.0.0.1"]],
    "metadata.example": [["169.254.169.254"]],
    "both.example": [["10.0.0.1", PUBLIC]],
    "rebinds.example": [[PUBLIC], ["127.0.0.1"]],
    "open.example": [[PUBLIC]],
}
INSIDE = ("inside.example", "inside6.example", "mapped.example", "metadata.example")


def spelled() -> tuple[str, ...]:
    try:
        listed = json.loads((suites() / "ssrf_hosts.json").read_text(encoding="utf-8"))["vectors"]
    except pytest.skip.Exception:
        return SPELLINGS
    return tuple(dict.fromkeys([*SPELLINGS, *(host for host, _ in listed)]))


class Inn(BaseHTTPRequestHandler):
    """A site that sends its guests to private places."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        home, path = f"http://127.4.0.1:{self.server.server_port}", unquote(self.path)
        hosts = (*spelled(), *INSIDE)
        if path == "/feed.xml":
            links = [f"{home}/to/{quote(host, safe='')}" for host in hosts]
            links += [f"{home}/canonical/{n}" for n in range(len(hosts))]
            links += [f"http://{host}/in-feed" for host in hosts]
            items = "".join(f"<item><link>{link}</link></item>" for link in links)
            self.answer(f'<rss version="2.0"><channel><title>Inn</title>{items}</channel></rss>')
        elif path == "/index.xml":
            maps = "".join(f"<sitemap><loc>http://{host}/sitemap.xml</loc></sitemap>" for host in hosts)
            maps += f"<sitemap><loc>{home}/sitemap.xml</loc></sitemap>"
            self.answer(
                f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'
            )
        elif path == "/sitemap.xml":
            urls = "".join(f"<url><loc>http://{host}/in-sitemap</loc></url>" for host in hosts)
            self.answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')
        elif path.startswith("/to/"):
            self.answer("", f"http://{path.removeprefix('/to/')}/from-redirect")
        elif path.startswith("/canonical/"):
            host = hosts[int(path.rpartition("/")[2])]
            self.answer(
                f'<link rel=canonical href="http://{host}/canonical"><meta http-equiv=refresh '
                f'content="0; url=http://{host}/refresh"><p>Soup.'
            )
        else:
            self.answer("User-agent: *\nAllow: /\n")

    def answer(self, text: str, location: str | None = None) -> None:
        body = text.encode()
        self.send_response(302 if location else 200)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location.encode().decode("latin-1"))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@dataclass(frozen=True)
class Night:
    """What one crawl of the inn and of sources with private start addresses came to."""

    home: Path
    inn: str
    dialled: list[str]
    resolved: list[str]

    def fetches(self, source: str) -> list[Fetch]:
        return list(read_lines(self.home / "runs" / RUN / source / "fetches.jsonl", Fetch))


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    home = tmp_path_factory.mktemp("home")
    with ThreadingHTTPServer(("127.4.0.1", 0), Inn) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        inn = f"127.4.0.1:{server.server_port}"
        (home / "job.json").write_text(json.dumps(job(home, inn)), encoding="utf-8")
        world = {"names": NAMES, "let": [inn], "log": str(home / "log.jsonl")}
        (home / "world.json").write_text(json.dumps(world), encoding="utf-8")
        command = [sys.executable, "-m", "tests.guarded", str(home / "job.json"), str(home / "world.json")]
        proxies = dict.fromkeys(
            ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"), f"http://{inn}/proxy"
        )
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | proxies,
        )
        told = child.stderr.read().decode()
        child.stdin.close()
        assert child.wait() == 0, told
        server.shutdown()
    log = [json.loads(line) for line in (home / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    return Night(
        home,
        inn,
        [one["dialled"] for one in log if "dialled" in one],
        [one["resolved"] for one in log if "resolved" in one],
    )


def job(home: Path, inn: str) -> dict[str, object]:
    facts = {"user_agent": AGENT, "delay": 0.001}
    port = int(inn.rpartition(":")[2])
    own = {
        "name": "inn",
        "home": f"http://{inn}/",
        "feeds": [f"http://{inn}/feed.xml"],
        "sitemaps": [f"http://{inn}/index.xml"],
        "allow_private": True,
        "ports": [port, 80, 443],
        "delay": 0,
    }
    starts = [{"name": f"start{n}", "home": f"http://{host}/"} for n, host in enumerate(spelled())]
    names = [{"name": name.partition(".")[0], "home": f"http://{name}/"} for name in NAMES]
    guest_of_inn = {"name": "stranger", "home": f"http://{inn}/", "ports": [port]}
    return {
        "home": str(home),
        "run": RUN,
        "kind": "nightly",
        "logical_date": "2026-11-24",
        "now": datetime(2026, 11, 24, 2, 15, tzinfo=UTC).isoformat(),
        "sources": [facts | one for one in (own, *starts, *names, guest_of_inn)],
    }


def test_only_the_inn_and_public_addresses_would_have_been_dialled(night):
    assert {one for one in night.dialled if not is_public(one.rpartition(":")[0])} == {night.inn}
    assert f"{PUBLIC}:80" in night.dialled  # the recorder works: it is dialled what may be


def test_a_proxy_in_the_environment_changes_nothing(night):
    asked = [fetch.url for fetch in night.fetches("inn") if fetch.http_status]
    assert asked
    assert not any("/proxy" in url for url in asked)
    assert f"{PUBLIC}:80" in night.dialled


def test_a_start_address_is_refused_in_every_spelling(night):
    for number, host in enumerate(spelled()):
        outcomes = {fetch.outcome for fetch in night.fetches(f"start{number}")}
        assert outcomes == {Outcome.ADDRESS_REFUSED}, host


@pytest.mark.parametrize("end", ["/from-redirect", "/in-feed", "/in-sitemap", "/sitemap.xml"])
def test_an_address_that_a_site_names_is_refused_with_an_outcome(night, end):
    there = [
        fetch for fetch in night.fetches("inn") if fetch.url.endswith(end) and night.inn not in fetch.url
    ]
    assert len(there) >= len(set(spelled())) / 2  # some are one address in several spellings
    refused = {Outcome.ADDRESS_REFUSED, Outcome.URL_REFUSED, Outcome.ROBOTS_UNREACHABLE}
    assert {fetch.outcome for fetch in there} <= refused
    assert all(fetch.reason and fetch.capture is None for fetch in there)


def test_canonical_and_refresh_addresses_are_not_asked(night):
    asked = [fetch.url for fetch in night.fetches("inn")]
    assert any("/canonical/" in url for url in asked)
    assert not any(url.endswith(("/canonical", "/refresh")) for url in asked)


@pytest.mark.parametrize("name", INSIDE)
def test_a_name_that_resolves_to_a_private_address_is_refused(night, name):
    fetches = night.fetches(name.partition(".")[0])
    assert {fetch.outcome for fetch in fetches if fetch.url.endswith("/robots.txt")} == {
        Outcome.ADDRESS_REFUSED
    }
    assert name in night.resolved


def test_of_a_name_with_both_kinds_of_addresses_only_the_public_ones_are_dialled(night):
    assert {fetch.outcome for fetch in night.fetches("both")} >= {Outcome.CONNECTION_ERROR}


def test_a_name_that_rebinds_is_looked_at_anew_for_each_dial(night):
    outcomes = [fetch.outcome for fetch in night.fetches("rebinds")]
    assert outcomes[:2] == [Outcome.CONNECTION_ERROR, Outcome.ADDRESS_REFUSED]


def test_what_one_source_may_ask_is_no_leave_for_another(night):
    assert {fetch.outcome for fetch in night.fetches("stranger")} == {Outcome.ADDRESS_REFUSED}
