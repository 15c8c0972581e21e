"""Datelines in scripts without capitals (Chinese, Japanese, Korean, Arabic, Urdu, Hindi), and Russian."""

from __future__ import annotations

import re

from crawler.extraction.agencies import agency_named

HAN = r"[\u3400-\u9fff]"
CHINESE = re.compile(  # 新华社北京3月5日电（记者 ...）, 中新网上海3月5日电
    rf"^\s*[（(]?(?P<agency>{HAN}{{2,4}}?[社网報报])?[，,]?(?P<place>{HAN}{{2,8}}?)\d{{1,2}}月\d{{1,2}}日"
    r"(?:[^，。\s]{0,4})?(?:电|電|讯|訊|报道|報道)(?=[（(：:，,\s\u3000])"
)
JAPANESE = re.compile(  # 【ワシントン共同】, 【ロンドン＝山田太郎】, ［東京 ５日 ロイター］
    r"^\s*[【［\[](?P<place>[\u30a0-\u30ff\u3400-\u9fff]{2,12}?)(?:[\s\u3000]+[0-9０-９]{1,2}日)?"
    r"(?:[\s\u3000]*(?P<agency>共同通信|共同|時事|ロイター|AFP時事|AFP)|[＝=・].{2,12}?)[\s\u3000]*[】］\]]"
)
KOREAN = re.compile(r"^\s*[(（\[](?P<place>[\uac00-\ud7a3·]{2,8})\s?=\s?(?P<agency>[^)）\]]{2,8})[)）\]]")
LETTER = r"[^\W\d_]"
WORDS = rf"{LETTER}[\w\u0900-\u097f\u0610-\u061a\u064b-\u0652'’]*(?:\s{LETTER}[\w\u0900-\u097f]*){{0,2}}"
AGENCY = re.compile(  # القاهرة (رويترز) - , नई दिल्ली, 5 मार्च (भाषा), اسلام آباد (اے پی پی):
    rf"^\s*(?P<place>{WORDS})(?:[,،]\s*\d{{1,2}}\s{WORDS}\.?)?\s*(?:[(（]\s*(?P<one>[^)）]{{2,20}}?)\s*[)）]"
    rf"|[-–—]\s*(?P<two>{WORDS}))\s*[-–—:।]?\s"
)
RUSSIAN = re.compile(  # МОСКВА, 5 марта. /ТАСС/. ; МОСКВА, 5 мар — РИА Новости. ; Киев. 5 марта. ИНТЕРФАКС -
    r"^\s*(?P<place>[\u0410-\u042fІЇЄҐ][\w-]+(?:\s[\u0410-\u042f][\w-]+)?)[,.]\s\d{1,2}\s[\w]{3,9}\.?\s*"
    r"(?:[/(]\s*|[-–—]\s*)?(?P<agency>[\w]{3,12}(?:\s[\u0410-\u042f]\w{3,12})?)\s*(?:[/)]|[-–—.])"
)
CAPITALS = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")


def dateline(text: str) -> tuple[str, str | None] | None:
    """Place and agency (in our spelling) that open a text; None if it opens otherwise."""
    for pattern in (CHINESE, JAPANESE, KOREAN):
        if match := pattern.match(text):
            return match["place"], agency_named(match["agency"] or "")
    if CAPITALS.match(text.lstrip()):
        match = RUSSIAN.match(text)
        agency = agency_named(match["agency"]) if match else None
    else:
        match = AGENCY.match(text)
        agency = agency_named(match["one"] or match["two"]) if match else None
    return (match["place"], agency) if match and agency else None
