"""News agencies, as they sign."""

from __future__ import annotations

import re

from crawler.extraction import words

NAMES = """
    AFP | AP | Reuters | dpa | APA | ANSA | EFE | PTI | ANI | IANS | PA | AAP | TASS | Interfax | RIA
    Novosti | Xinhua | Kyodo | Yonhap | Anadolu | AA | APP | UPI | Bloomberg | PAP | ČTK | CTK | MTI |
    Tanjug | Hina | Belga | ANP | NTB | TT | Ritzau | STT | Lusa | ATS | SDA | KNA | epd | SID | AFX |
    Keystone-SDA | Agencia EFE | Europa Press | Associated Press | Agence France-Presse | The Associated
    Press | Canadian Press | The Canadian Press | Press Association | Deutsche Presse-Agentur
"""
# As they sign in other scripts: the name there, then ours.
NATIVE = """
    ТАСС = TASS | РИА Новости = RIA Novosti | Интерфакс = Interfax | Рейтер = Reuters | АФП = AFP
    Укринформ = Ukrinform | Укрінформ = Ukrinform | УНИАН = UNIAN | БТА = BTA
    ΑΠΕ-ΜΠΕ = ANA-MPA | ΑΠΕ = ANA-MPA | ΚΥΠΕ = CNA
    رويترز = Reuters | أ ف ب = AFP | فرانس برس = AFP | د ب أ = dpa | وام = WAM | واس = SPA
    الأناضول = Anadolu
    رائٹرز = Reuters | اے ایف پی = AFP | اے پی پی = APP | اے پی = AP
    भाषा = PTI Bhasha | वार्ता = UNI Varta | एएनआई = ANI | रॉयटर्स = Reuters | एएफपी = AFP | एपी = AP
    新华社 = Xinhua | 新華社 = Xinhua | 新华网 = Xinhua | 中新社 = China News Service
    中新网 = China News Service | 中央社 = CNA Taiwan | 路透社 = Reuters | 法新社 = AFP | 美联社 = AP
    共同 = Kyodo | 共同通信 = Kyodo | 時事 = Jiji | 時事通信 = Jiji | ロイター = Reuters | AFP時事 = AFP
    연합뉴스 = Yonhap | 뉴시스 = Newsis | 뉴스1 = News1 | 로이터 = Reuters
    Anadolu Ajansı = Anadolu | Agencia Efe = EFE | Deutsche Presse-Agentur = dpa
    Agence France-Presse = AFP | Associated Press = AP | The Associated Press = AP
"""
PAIRS = [tuple(map(str.strip, pair.split("="))) for pair in re.split(r"[|\n]", NATIVE) if "=" in pair]
BY_KEY = {words.key(name): name for name in map(str.strip, NAMES.split("|"))}
BY_KEY |= {words.key(name): ours for name, ours in PAIRS}


def agency_named(text: str) -> str | None:
    """The agency that a text names and nothing else, in our spelling."""
    return BY_KEY.get(words.key(text))
