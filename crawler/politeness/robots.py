"""What a site's robots.txt lets us fetch (RFC 9309), and how fast."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

from crawler.items import Outcome

LARGEST = 512 * 1024  # bytes that are parsed (RFC 9309, 2.5)
REDIRECTS = 5  # RFC 9309, 2.3.1.2
# They gather texts for language models: noted as a fact of the day, obeyed where a source says so.
AI_AGENTS = ("GPTBot", "CCBot", "Google-Extended", "ClaudeBot", "anthropic-ai", "PerplexityBot", "Bytespider")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin. Without a text: all is allowed, or nothing when it could not be read."""

    rules: Protego | None
    unreachable: str | None = None  # why it could not be read: then all hands off (RFC 9309, 2.3.1.4)

    def refusal(self, url: str, agent: str) -> tuple[Outcome, str] | None:
        """Why this agent may not fetch the address; None if it may."""
        if self.unreachable:
            return Outcome.ROBOTS_UNREACHABLE, f"robots.txt could not be read: {self.unreachable}"
        if self.rules is None or self.rules.can_fetch(url, agent):
            return None
        return Outcome.ROBOTS_DENIED, f"robots.txt: {self._rule(url, agent)}"

    def delay(self, agent: str) -> float | None:
        """Crawl-delay in seconds, if one is asked for."""
        return None if self.rules is None else self.rules.crawl_delay(agent)

    def ai_denied(self) -> tuple[str, ...]:
        """The crawlers for language models that may not fetch the front page."""
        if self.rules is None:
            return ()
        return tuple(agent for agent in AI_AGENTS if not self.rules.can_fetch("/", agent))

    def _rule(self, url: str, agent: str) -> str:
        """The line that denies, as protego keeps it."""
        group = self.rules._get_matching_rule_set(agent) if self.rules else None
        path = "/" + url.partition("//")[2].partition("/")[2]
        for rule in group._rules if group else ():
            if rule.value.match(path):
                return f"Disallow: {rule.value._pattern}"
        return f"disallowed for {agent}"


ALL_ALLOWED = Robots(None)


def parse(body: bytes) -> Robots:
    """The rules in a robots.txt, of which 512 KiB are read."""
    return Robots(Protego.parse(body[:LARGEST].decode("utf-8", "replace").lstrip("\ufeff")))


def of_answer(outcome: Outcome, status: int | None, reason: str, body: bytes) -> Robots:
    """The rules that an answer stands for: 4xx allows all, a failing server nothing (RFC 9309, 2.3.1)."""
    if outcome == Outcome.OK:
        return parse(body)
    if status is not None and 400 <= status < 500 and status != 429:
        return ALL_ALLOWED
    if outcome == Outcome.TOO_LARGE and body:
        return parse(body)
    return Robots(None, unreachable=reason)


def product_token(user_agent: str) -> str:
    """The name that robots.txt groups are matched with: `Nightdesk` of `Nightdesk/0.1 (+https://...)`."""
    found = re.match(r"[A-Za-z_-]+", user_agent)
    return found[0] if found else "Nightdesk"
