"""Days as Chinese, Japanese, Korean and Vietnamese pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = re.compile(
    r"(?:((?:19|20)\d\d)|(令和|平成)(\d{1,2}|元))\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?"
)
HAN_WORDS = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
VIETNAMESE = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+|,?\s+)((?:19|20)\d\d)", re.IGNORECASE)
ERAS = {"令和": 2018, "平成": 1988}  # the year before the first


def days(text: str) -> Iterator[tuple[int, int, int, int, int]]:
    """(start, end, year, month, day) of each; eras of Japan are counted from their first year."""
    for match in HAN.finditer(text):
        year = int(match[1]) if match[1] else ERAS[match[2]] + (1 if match[3] == "元" else int(match[3]))
        yield match.start(), match.end(), year, int(match[4]), int(match[5])
    for match in HAN_WORDS.finditer(text):
        year = int("".join(str("〇一二三四五六七八九".index(one.replace("零", "〇"))) for one in match[1]))
        yield match.start(), match.end(), year, _han(match[2]), _han(match[3])
    for match in VIETNAMESE.finditer(text):
        yield match.start(), match.end(), int(match[3]), int(match[2]), int(match[1])


def _han(text: str) -> int:
    """A number up to 31 in Chinese words (三十一); something impossible for what is none."""
    tens, ten, ones = text.rpartition("十")
    digits = "〇一二三四五六七八九"
    return (digits.find(tens) if tens else 1) * 10 * bool(ten) + (digits.find(ones) if ones else 0)
