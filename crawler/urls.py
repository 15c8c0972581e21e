"""One address for one page: absolute URLs, URL keys, and canonical addresses that can be believed."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes, urlsplit

import ada_url
from courlan import extract_domain

LONGEST = 2048  # characters of a URL
# Parameters that say how a reader came or how the page is shown, never which page it is.
TRACKING = re.compile(
    r"""(?:utm|mtm|pk|piwik|matomo|hsa|at|stm|vero|ns|oly|wt|itm)_.*|(?:fb|g|dc|ms|tw|yc|li_fat|mc_[ce]|wbra|gbra)(?:cl)?id
    |gclsrc|_ga|_gl|igshid|igsh|mkt_tok|ref|ref_?src|ref_?url|referr?er|source|src|share|shared?_?(?:by|from|type|token)
    |cmp(?:id)?|campaign(?:_?id)?|cid|ncid|ocid|icid|xtor|smid|smtyp|partner|traffic_?source|trk|tracking(?:_?id)?
    |rss|from_?rss|feed(?:name|type)?|ftag|soc_(?:src|trk)|spm|wtrid|intcmp|int_(?:source|medium|campaign)|via|amp_.*
    |__twitter_impression|guccounter|guce_.*|sh|fbc|s_?cid|s_campaign|wt\.mc_id|wt_mc|dicbo|jwsource|taid|recirc""",
    re.VERBOSE | re.IGNORECASE,
)
SESSION = re.compile(
    r"(?:php)?sess(?:ion)?_?(?:id)?|sid|jsessionid|aspsessionid\w*|cfid|cftoken", re.IGNORECASE
)
SHOWN = re.compile(
    r"amp|outputtype|isamp|print(?:able|view|mode|erfriendly)?|m|mobile|device|view|format|output|nomobile|noamp|desktop",
    re.IGNORECASE,
)  # how it is shown, if the value is one of these:
SHOWN_AS = re.compile(
    r"|amp|1|true|yes|y|print(?:er|able)?|mobile|desktop|html|full|0|false|no", re.IGNORECASE
)
DEFAULT = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp|cfm)$", re.IGNORECASE)
TWIN_END = re.compile(r"(?:/(?:amp|print)(?:\.html?)?|\.amp|[.-]print)(?=$|\.html?$)", re.IGNORECASE)
TWIN_START = re.compile(r"^/(?:amp|print|mobile)(?=/.)", re.IGNORECASE)
PATH_SESSION = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/;?]*", re.IGNORECASE)
TWIN_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|mobil|wap)\.(?=[^.]+\.)", re.IGNORECASE)
HASHBANG = re.compile(r"#!/?.")
UNSAFE = re.compile(r"[^\x21-\x7e]")
KEPT = "!$&'()*+,;=:@/-._~"  # may stand in a path as they are (WHATWG URL, path percent-encode set)


def absolute(base: str, href: str) -> str | None:
    """A link on a page as an absolute http(s) URL by the rules of the URL standard; None if it is none.

    Without fragment, unless it is a hashbang, and without a password. Longer than 2,048 characters is none.
    """
    try:
        found = ada_url.URL(href.strip(), base=base or None)
    except (ValueError, UnicodeError):
        return None
    if found.protocol not in {"http:", "https:"} or not found.hostname:
        return None
    found.username = found.password = ""
    if not HASHBANG.match(found.hash):
        found.hash = ""
    url = str(found.href)
    return url if len(url) <= LONGEST else None


@lru_cache(maxsize=65_536)
def url_key(url: str) -> str:
    """What stays of an address when all is dropped that doesn't tell pages apart: `example.org/news/123`.

    Scheme, www, mobile, AMP and print twins, tracking and session parameters, default documents, trailing
    slashes and fragments go; query parameters are sorted. Never raises: what is no URL is its own key.
    `url_key(url_key(u)) == url_key(u)`.
    """
    text = UNSAFE.sub(lambda found: quote(found[0], errors="replace"), url.strip())
    whole = text if re.match(r"https?:", text, re.IGNORECASE) else f"http://{text.lstrip('/')}"
    key = _once(whole)
    for _ in range(8):  # a twin of a twin, a parameter within a parameter
        again = _once(f"http://{key}") if key is not None else None
        if again is None or again == key:
            break
        key = again
    return text if key is None else key


def _once(url: str) -> str | None:
    try:
        found = ada_url.URL(url)
    except (ValueError, UnicodeError):
        return None
    if found.protocol not in {"http:", "https:"} or not found.hostname:
        return None
    host, path = _host(found.hostname), _path(found.pathname)
    port = "" if found.port in {"", "80", "443"} else f":{found.port}"
    query = _query(found.search)
    bang = found.hash if HASHBANG.match(found.hash) else ""
    return f"{host}{port}{path}{'?' + query if query else ''}{bang}"


def _host(name: str) -> str:
    name = name.rstrip(".") or name
    while not is_address(name) and TWIN_HOST.match(name):
        name = TWIN_HOST.sub("", name)
    return name


def _path(path: str) -> str:
    path = _plain(PATH_SESSION.sub("", path))
    path = re.sub(r"/{2,}", "/", path)
    while True:
        shorter = DEFAULT.sub("/", TWIN_START.sub("", TWIN_END.sub("", path)))
        if shorter == path:
            break
        path = shorter
    return path.rstrip("/")


def _plain(text: str) -> str:
    """Percent-encoding in its one normal form (RFC 3986, 6.2.2.2)."""
    return quote(unquote_to_bytes(text), safe=KEPT)


def _query(search: str) -> str:
    kept = []
    for pair in search.lstrip("?").split("&"):
        name, equals, value = pair.partition("=")
        if not name or TRACKING.fullmatch(name) or SESSION.fullmatch(name):
            continue
        if SHOWN.fullmatch(name) and SHOWN_AS.fullmatch(value):
            continue
        kept.append(name + equals + value)
    return "&".join(sorted(set(kept)))


def is_address(host: str) -> bool:
    """Whether a host is an IP address, not a name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def site(url: str) -> str:
    """What belongs together: the registrable domain, or host and port where there is none. "" for no URL."""
    try:
        parts = urlsplit(url)
        host, netloc = parts.hostname or "", parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
    if not host:
        return ""
    if is_address(host):
        return netloc
    return extract_domain(url, fast=True) or netloc


def credible(canonical: str, of: str) -> bool:
    """Whether a page at `of` may call `canonical` its address: the same site, and not its home page."""
    if len(canonical) > LONGEST or site(canonical) != site(of) or not site(of):
        return False
    try:
        there, here = urlsplit(canonical), urlsplit(of)
    except ValueError:
        return False
    if is_home(canonical):
        return is_home(of)
    # A section's address cannot be the article's: it is where the article's own path begins.
    return not (
        here.path.startswith(there.path.rstrip("/") + "/")
        and here.path.count("/") > there.path.count("/") + 1
    )


def is_home(url: str) -> bool:
    """Whether an address is a site's front page, whatever parameters it carries."""
    key = url_key(url)
    return "/" not in key.partition("?")[0] and "#!" not in key
