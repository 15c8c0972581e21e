"""What a site reserves in `/.well-known/tdmrep.json` (TDM Reservation Protocol, W3C CG, 2024)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from protego import Protego

from crawler.politeness.robotstxt import LARGEST

PATH = "/.well-known/tdmrep.json"
RULES = 200  # that are looked at
LONGEST = 500  # characters of an address of a policy


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for the addresses of a location, a pattern as in robots.txt (RFC 9309, 2.2.3)."""

    location: str
    reserved: bool
    policy: str | None
    pattern: Protego


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of one origin; none where it has no such file."""

    rules: tuple[Rule, ...] = ()

    def of(self, url: str) -> dict[str, str]:
        """What is told of an address, as notices: the first rule that fits decides, as the protocol says."""
        rule = next((one for one in self.rules if not one.pattern.can_fetch(url, "*")), None)
        if rule is None:
            return {}
        told = {"tdmrep-reservation": "1" if rule.reserved else "0"}
        return told | ({"tdmrep-policy": rule.policy} if rule.policy else {})


NO_TERMS = Terms()


def parse(body: bytes) -> Terms:
    """The rules of a tdmrep.json, of which 512 KiB are read. ValueError if it is JSON, yet no list of rules.

    What is no JSON is a page that a site serves in place of everything it does not have: no rules.
    """
    try:
        told = json.loads(body[:LARGEST].decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return NO_TERMS
    if not isinstance(told, list):
        msg = "it holds no list of rules"
        raise ValueError(msg)
    return Terms(tuple(rule for one in told[:RULES] if (rule := _rule(one)) is not None))


def _rule(told: Any) -> Rule | None:
    if not isinstance(told, dict) or not isinstance(location := told.get("location"), str):
        return None
    location = "".join(location.split())
    reservation, policy = told.get("tdm-reservation"), told.get("tdm-policy")
    if not location.startswith(("/", "*")) or str(reservation) not in {"0", "1"}:
        return None
    pattern = Protego.parse(f"User-agent: *\nDisallow: {location.replace('#', '%23')}")
    said = policy[:LONGEST] if isinstance(policy, str) and policy else None
    return Rule(location, str(reservation) == "1", said, pattern)
