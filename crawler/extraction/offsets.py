"""Offsets from UTC as pages write them."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo

# Abbreviations that mean one offset only; IST, CST and their like mean several and are not read.
OFFSETS = {
    "z": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "pst": -8, "pdt": -7, "mst": -7, "mdt": -6, "cdt": -5,
    "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "bst": 1, "msk": 3, "pkt": 5, "jst": 9, "kst": 9, "hkt": 8,
}  # fmt: skip


def offset(text: str | None) -> tzinfo | None:
    """The time zone of `Z`, `+05:30`, `+5` or an abbreviation that means one only."""
    if not text:
        return None
    if text.casefold() in OFFSETS:
        return timezone(timedelta(hours=OFFSETS[text.casefold()]))
    match = re.fullmatch(r"([+-])(\d{1,2}):?(\d{2})?", text)
    if not match:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return (
        timezone((-1 if match[1] == "-" else 1) * timedelta(minutes=minutes)) if minutes < 24 * 60 else None
    )
