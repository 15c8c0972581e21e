"""News agencies, as they sign."""

from __future__ import annotations

from crawler.extraction import words

NAMES = """
    AFP | AP | Reuters | dpa | APA | ANSA | EFE | PTI | ANI | IANS | PA | AAP | TASS | Interfax | RIA
    Novosti | Xinhua | Kyodo | Yonhap | Anadolu | AA | APP | UPI | Bloomberg | PAP | ČTK | CTK | MTI |
    Tanjug | Hina | Belga | ANP | NTB | TT | Ritzau | STT | Lusa | ATS | SDA | KNA | epd | SID | AFX |
    Keystone-SDA | Agencia EFE | Europa Press | Associated Press | Agence France-Presse | The Associated
    Press | Canadian Press | The Canadian Press | Press Association | Deutsche Presse-Agentur
"""
BY_KEY = {words.key(name): name for name in map(str.strip, NAMES.split("|"))}


def agency_named(text: str) -> str | None:
    """The agency that a text names and nothing else, in our spelling."""
    return BY_KEY.get(words.key(text))
