"""Who we say we are: no site of somebody else is asked without telling whom to write to."""

from __future__ import annotations

from crawler.politeness.guard import is_private, named_hosts
from crawler.sources import CONTACT, Source


def rudeness(source: Source) -> str | None:
    """Why a source must not be visited as it is asked; None if all is well. On a private network all is."""
    if all(is_own(host) for host in named_hosts(source)):
        return None
    if not CONTACT.search(source.user_agent):
        return (
            f"user_agent = {source.user_agent!r} must tell whom to write to, by a web or mail address: "
            "'Nightdesk/0.1 (+https://example.org/about-our-archive)'"
        )
    if source.delay == 0:
        return "delay = 0 is allowed on loopback and private networks only; write at least 0.1"
    return None


def is_own(host: str) -> bool:
    """Whether a host is this machine or in a private network, by its name alone."""
    return is_private(host) or host.endswith((".local", ".internal", ".test", ".invalid"))
