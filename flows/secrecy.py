"""Credentials have no place in a configuration: how one is recognised, and where it belongs instead."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

NAMES = r"password|passwd|pwd|secret|access_?key|token|signature|credential"
WORDS = re.compile(rf"({NAMES})[\w-]*\s*=\s*\S", re.IGNORECASE)
WEB_LOGIN = re.compile(r"[a-z0-9+]+://[^/@\s]*@", re.IGNORECASE)
INSTEAD = {
    "s3": "S3 reads AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, ~/.aws, or the role of the machine",
    "postgres": "PostgreSQL reads PGPASSWORD or ~/.pgpass",
    "prefect": "the login of a Prefect server is NIGHTDESK_LOGIN",
}
KINDS = {"aws": "s3", "archive": "s3", "warehouse_data": "s3", "warehouse": "postgres", "pg": "postgres"}


def secret_in(key: str, value: object) -> str | None:
    """The sentence to refuse a value with that holds a password, a key or a token; it is not repeated."""
    if not isinstance(value, str):
        return None
    url = value.removeprefix("ducklake:").removeprefix("postgres:")
    if not (WORDS.search(value) or (WEB_LOGIN.match(url) and has_login(url))):
        return None
    return instead(key)


def secret_named(key: str) -> str | None:
    """The sentence to refuse a key with that asks for a password, a key or a token."""
    return instead(key) if re.search(NAMES, key, re.IGNORECASE) else None


def instead(key: str) -> str:
    """Where a credential belongs that stood under this key."""
    kinds = {**KINDS, **{kind: kind for kind in INSTEAD}}
    kind = next((kinds[start] for start in kinds if key.lower().startswith(start)), "")
    return f"it holds a credential; take it out: {INSTEAD.get(kind) or '; '.join(INSTEAD.values())}"


def has_login(url: str) -> bool:
    """Whether a URL names a password, or a key where a user would stand."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    asked = {name.lower() for name, _ in parse_qsl(parts.query)}
    user_is_fine = parts.scheme.startswith("postgres") and not parts.password
    return not user_is_fine or bool(asked & {"password", "sslpassword"})
