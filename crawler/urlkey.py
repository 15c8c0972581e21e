"""One address for one page: the URL key."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

import ada_url

ROUNDS = 8
# Parameters that say how a reader came or how the page is shown, never which page it is.
TRACKING = re.compile(
    r"""(?:utm|mtm|pk|piwik|matomo|hsa|at|stm|vero|ns|oly|wt|itm)_.*|(?:fb|g|dc|ms|tw|yc|li_fat|mc_[ce]|wbra|gbra)(?:cl)?id
    |gclsrc|_ga|_gl|igshid|igsh|mkt_tok|ref|ref_?src|ref_?url|referr?er|source|src|share|shared?_?(?:by|from|type|token)
    |cmp(?:id)?|campaign(?:_?id)?|cid|ncid|ocid|icid|xtor|smid|smtyp|partner|traffic_?source|trk|tracking(?:_?id)?
    |rss|from_?rss|feed(?:name|type)?|ftag|soc_(?:src|trk)|spm|wtrid|intcmp|int_(?:source|medium|campaign)|via|amp_.*
    |mod|itid|srnd|leadsource|sref|ito|ico|searchresultposition|\.tsrc|sf|xtref|kwp_\d|ceneo_\w+|rnd|kbid|cx_\w+|mkcid|trc
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
TWIN_END = re.compile(
    r"(?:/(?:amp|print)(?:\.html?)?|\.amp|[.-]print)(?=$|\.html?$)|-amp(?=\.html?$)", re.IGNORECASE
)
TWIN_MIDDLE = re.compile(r"(?<=/)amp/(?=[^/])", re.IGNORECASE)
ALSO_IDS = frozenset({"sid", "cid"})  # a session or campaign, unless they are numbers
TWIN_START = re.compile(r"^/(?:amp|print|mobile)(?=/.)", re.IGNORECASE)
PATH_SESSION = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/;?]*", re.IGNORECASE)
TWIN_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|mobil|wap)\.(?=[^.]+\.)", re.IGNORECASE)
HASHBANG = re.compile(r"#!/?.")
UNSAFE = re.compile(r"[^\x21-\x7e]")
LONE = re.compile(r"%(?![0-9A-Fa-f]{2})")
ENCODED, UNRESERVED = re.compile(r"%([0-9A-Fa-f]{2})"), re.compile(r"[A-Za-z0-9._~-]")
KEPT = "!$&'()*+,;=:@/-._~"  # may stand in a path as they are (WHATWG URL, path percent-encode set)


@dataclass(frozen=True, slots=True)
class KeyRules:
    """What one site's addresses need beyond what holds for all."""

    parameters: tuple[str, ...] | None = None  # the only query parameters that tell its pages apart
    twins: tuple[tuple[str, str], ...] = ()  # expressions on keys, and what stands in their place


NO_RULES = KeyRules()


@lru_cache(maxsize=65_536)
def url_key(url: str, rules: KeyRules = NO_RULES) -> str:
    """What stays of an address when all is dropped that doesn't tell pages apart: `example.org/news/123`.

    Scheme, www, mobile, AMP and print twins, tracking and session parameters, default documents, trailing
    slashes and fragments go; query parameters are sorted. Never raises: what is no URL is its own key.
    `url_key(url_key(u, r), r) == url_key(u, r)`; twins that would never come to rest are not applied.
    """
    text = UNSAFE.sub(lambda found: quote(found[0], errors="replace"), url.strip())
    whole = text if re.match(r"https?:", text, re.IGNORECASE) else f"http://{text.lstrip('/')}"
    plain = _settled(_once(whole, rules.parameters), rules.parameters, ())
    if plain is None:
        return text
    if not rules.twins:
        return plain
    return _settled(plain, rules.parameters, rules.twins) or plain


def _settled(
    key: str | None, parameters: tuple[str, ...] | None, twins: tuple[tuple[str, str], ...]
) -> str | None:
    """The key when nothing changes any more: a twin of a twin was found. None: it never comes to rest."""
    for _ in range(ROUNDS):
        again = _once(f"http://{key}", parameters) if key is not None else None
        if again is None:
            return key
        for pattern, replacement in twins:
            again = re.sub(pattern, replacement, again, count=1)
        if again == key:
            return key
        key = again
    return None if twins else key


def _once(url: str, parameters: tuple[str, ...] | None) -> str | None:
    try:
        found = ada_url.URL(url)
    except (ValueError, UnicodeError):
        return None
    if found.protocol not in {"http:", "https:"} or not found.hostname:
        return None
    host, path = _host(found.hostname), _path(found.pathname)
    port = "" if found.port in {"", "80", "443"} else f":{found.port}"
    query = _query(found.search, parameters)
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
        shorter = DEFAULT.sub("/", TWIN_START.sub("", TWIN_MIDDLE.sub("", TWIN_END.sub("", path))))
        if shorter == path:
            break
        path = shorter
    return path.rstrip("/")


def _plain(text: str) -> str:
    """Percent-encoding in its one normal form (RFC 3986, 6.2.2.2)."""
    return quote(unquote_to_bytes(text), safe=KEPT)


def _normal(query: str) -> str:
    """A query's percent-encoding in its one normal form; what would divide it (`&`, `=`) stays encoded."""
    return quote(LONE.sub("%25", ENCODED.sub(_decoded, query)), safe=KEPT + "?%")


def _decoded(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return letter if UNRESERVED.fullmatch(letter) else found[0].upper()


def _query(search: str, parameters: tuple[str, ...] | None) -> str:
    kept = []
    for pair in _normal(search.lstrip("?")).split("&"):
        name, equals, value = pair.partition("=")
        if parameters is not None:
            kept += [pair] if name in parameters else []
            continue
        if name.lower() in ALSO_IDS and value.isdigit():
            kept.append(pair)
            continue
        if not name or TRACKING.fullmatch(name) or SESSION.fullmatch(name):
            continue
        if SHOWN.fullmatch(name) and SHOWN_AS.fullmatch(value):
            continue
        kept.append(name + equals + value if value else name)
    return "&".join(sorted(set(kept)))


def is_address(host: str) -> bool:
    """Whether a host is an IP address, not a name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
