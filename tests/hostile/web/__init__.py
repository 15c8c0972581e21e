"""Behaviours by kind; importing them all fills the register."""

from tests.hostile.behaviour import BEHAVIOURS
from tests.hostile.web import (
    bodies,
    connections,
    encodings,
    feeds,
    headers,
    redirects,
    robots,
    sitemaps,
    status,
)

__all__ = [
    "BEHAVIOURS",
    "bodies",
    "connections",
    "encodings",
    "feeds",
    "headers",
    "redirects",
    "robots",
    "sitemaps",
    "status",
]
