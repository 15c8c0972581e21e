"""What a site's robots.txt lets us fetch (RFC 9309), and how fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from protego import Protego

from crawler.items import Outcome
from crawler.politeness.robotstxt import END, LARGEST, normal, product_token, text_of

__all__ = ["LARGEST", "REDIRECTS", "Robots", "of_answer", "parse", "product_token"]
REDIRECTS = 5  # RFC 9309, 2.3.1.2
FRESH = 24 * 3600.0  # seconds that what was read holds (RFC 9309, 2.4)
# They gather texts for language models: noted as a fact of the day, obeyed where a source says so.
AI_AGENTS = (
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "Claude-Web",
    "cohere-ai",
    "cohere-training-data-crawler",
    "DeepSeekBot",
    "Diffbot",
    "FacebookBot",
    "Google-Extended",
    "GPTBot",
    "img2dataset",
    "Kangaroo",
    "Meta-ExternalAgent",
    "omgili",
    "omgilibot",
    "PanguBot",
    "PerplexityBot",
    "Timpibot",
    "Webzio-Extended",
    "YouBot",
)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin. Without a text: all is allowed, or nothing when it could not be read."""

    rules: Protego | None
    unreachable: str | None = None  # why it could not be read: then all hands off (RFC 9309, 2.3.1.4)
    named: tuple[str, ...] = ()  # the crawlers for language models that have a group of their own

    def refusal(self, url: str, agent: str) -> tuple[Outcome, str] | None:
        """Why this agent may not fetch the address; None if it may."""
        if self.unreachable:
            return Outcome.ROBOTS_UNREACHABLE, f"robots.txt could not be read: {self.unreachable}"
        if self.rules is None or self.rules.can_fetch(url, agent + END):
            return None
        return Outcome.ROBOTS_DENIED, f"robots.txt: {self._rule(url, agent)}"

    def delay(self, agent: str) -> float | None:
        """Crawl-delay in seconds, if one is asked for."""
        return None if self.rules is None else self.rules.crawl_delay(agent + END)

    def ai_denied(self, url: str = "/") -> tuple[str, ...]:
        """The crawlers for language models that robots.txt names and keeps off an address."""
        if self.rules is None:
            return ()
        return tuple(agent for agent in self.named if not self.rules.can_fetch(url, agent + END))

    def _rule(self, url: str, agent: str) -> str:
        """The line that denies, and its group. protego keeps them by precedence: the first match decides."""
        group: Any = self.rules._get_matching_rule_set(agent + END) if self.rules else None
        path = "/" + url.partition("//")[2].partition("/")[2]
        for rule in group._rules if group else ():
            if rule.value.match(path):
                return f"Disallow: {rule.value._pattern} (User-agent: {group.user_agent.removesuffix(END)})"
        return f"disallowed for {agent}"


ALL_ALLOWED = Robots(None)


def parse(body: bytes) -> Robots:
    """The rules in a robots.txt, of which 512 KiB are read."""
    lines = normal(text_of(body[:LARGEST]))
    told = {line.lower() for line in lines if line.startswith("User-agent:")}
    named = tuple(agent for agent in AI_AGENTS if f"user-agent: {agent.lower()}{END}" in told)
    return Robots(Protego.parse("\n".join(lines)), named=named)


def of_answer(outcome: Outcome, status: int | None, reason: str, body: bytes) -> Robots:
    """The rules that an answer stands for: 4xx allows all, a failing server nothing (RFC 9309, 2.3.1)."""
    if outcome == Outcome.OK:
        return parse(body)
    if status is not None and 400 <= status < 500 and status != 429:
        return ALL_ALLOWED
    return Robots(None, unreachable=reason)
