"""The few statements that a lake needs in other words than a file, and what stands for a row's place."""

from __future__ import annotations

import re

ROWID = re.compile(r"(?:\b(?P<alias>\w+)\.)?\browid\b")
INSTEAD = "lake/instead"  # statements that a lake has of its own, under the names that they have for a file
KEYS = {  # what tells the rows of a table apart; each version is shown first by a capture of its own
    "captures": "{0}capture_id",
    "versions": "{0}capture_id",
    "articles": "{0}article_id",
    "stories": "{0}story_id",
    "aliases": "concat({0}source, chr(31), {0}url_key)",
}


def keyed(text: str) -> str:
    """A statement that names rows by their keys, where for a file it names them by their places.

    DuckLake's rowid does not tell rows apart once a transaction has changed rows that it had added itself.
    KeyError for a table whose key is not known here.
    """
    return ROWID.sub(lambda found: key(text, found), text)


def key(text: str, found: re.Match[str]) -> str:
    """The key in the place of one rowid: of the table that its alias names, or that is read next."""
    if alias := found["alias"]:
        (table,) = set(re.findall(rf"\b(\w+) as {alias}\b", text)) & {*KEYS} or {f"{alias}?"}
        return KEYS[table].format(f"{alias}.")
    before = re.search(r"\b(?:delete from|update)\s+(\w+)\s+where\s+$", text[: found.start()])
    table = before or re.search(r"\bfrom\s+(\w+)", text[found.end() :])
    return KEYS[table[1] if table else "?"].format("")
