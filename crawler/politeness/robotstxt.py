"""The text of a robots.txt, put so that protego reads it as RFC 9309 says."""

from __future__ import annotations

import re

LARGEST = 512 * 1024  # bytes that are parsed (RFC 9309, 2.5)
# Closes each product token, so that protego's search for a token within a longer one finds equal ones only.
END = ";"
EOL = re.compile(r"\r\n|\r|\n")  # RFC 9309, 2.2; str.splitlines knows a dozen more, which may stand in a path
AGENT = re.compile(r"user[- ]?agent(?:\s*:|\s)\s*(.*)", re.IGNORECASE)
TOKEN = re.compile(r"\*(?=$|\s)|[\w.-]+", re.ASCII)
# Known to us. Any other line must not part a group from its rules (RFC 9309, 2.2.4).
KNOWN = re.compile(
    r"(?:(?:dis?s?all?ow|dissalow|diasllow|disallaw|allow|crawl[- ]delay|sitemaps?|site-map)(?:\s*:|\s)).*",
    re.IGNORECASE,
)
ODD = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # line ends of str.splitlines alone


def text_of(body: bytes) -> str:
    """UTF-8 (RFC 9309, 2.2), or UTF-16 where a byte order mark says so; what is neither becomes U+FFFD."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    return body.decode("utf-8", "replace").lstrip("\ufeff")


def normal(text: str) -> list[str]:
    """The lines that mean something, user agents as closed product tokens: `User-agent: foobot;`.

    protego alone lets any unknown line end a group, compares what follows the token too ("Foo Bar"), and
    takes a group `Foo` to be meant for `FooBot` (RFC 9309, 2.2.1 wants equal tokens).
    """
    lines = []
    for raw in EOL.split(text):
        line = ODD.sub("", raw).partition("#")[0].strip()
        agent = AGENT.fullmatch(line)
        if agent:
            token = TOKEN.match(agent[1])
            lines.append(f"User-agent: {_closed(token[0] if token else '')}")
        elif KNOWN.fullmatch(line):
            lines.append(line)
    return lines


def _closed(name: str) -> str:
    """A nameless group is nobody's, but it still ends the group before it."""
    return name if name == "*" else f"{name}{END}"


def product_token(user_agent: str) -> str:
    """The name that robots.txt groups are matched with: `Nightdesk` of `Nightdesk/0.1 (+https://...)`."""
    found = re.match(r"[A-Za-z0-9_-]+", user_agent)
    return found[0] if found else "Nightdesk"
