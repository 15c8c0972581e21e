"""What a page says below its opening lines when the rest is only for those who pay or log in."""

from __future__ import annotations

from crawler.extraction import words
from crawler.extraction.blocks import Layout
from crawler.extraction.metadata.claims import Claim
from crawler.extraction.vocabulary import saying
from crawler.items import Paragraph

LONGEST = 40  # words of a line that says so
BELOW = 6  # lines after the last paragraph that are looked at
OPENING = 300  # words; below a longer text such a line may be a template that nobody sees
says_locked = saying(
    r"""
    (?:article|story|content) is (?:(?:only|exclusively) )?for\b[^.]{0,30}\b(?:subscribers|members)
    (?:article|story) is (?:(?:available|exclusive) to|reserved for)\b[^.]{0,30}\b(?:subscribers|members)
    (?:subscribe|sign (?:in|up)|log ?in|register)\b[^.]{0,30}\bto (?:continue|keep|read|unlock)
    to (?:continue|keep) reading\b | (?:rest|remainder) of (?:this|the) (?:article|story)
    unlock (?:this|the full) (?:article|story)
    you(?:['’]ve| have) (?:reached|used|read) (?:your|all)\b[^.]{0,30}\b(?:free|limit)
    il vous reste \d | la suite est réservée | réservée? (?:aux|à nos) abonnés | pour lire la suite
    (?:artikel|inhalt|text|beitrag) ist (?:nur )?(?:für|exklusiv)\b[^.]{0,30}\babonnent
    weiterlesen mit\b | und weiterlesen\b
    (?:exclusiv[oa]s?|s[oó]lo) para (?:nuestros )?suscriptores
    riservat[oaie] agli abbonati | exclusiv[oa]s? para assinantes
    (?:доступ\w*|читать)\b[^.]{0,30}\b(?:по подписке|подписчикам|для подписчиков)
    tylko dla (?:prenumerator|subskrybent)
    alleen voor abonnees | (?:endast|bare|kun) for (?:abonnenter|prenumeranter|abonnementer)
    för prenumeranter
    この記事は有料 | ここから先は有料 | 残り\d+文字 | 本文为会员专享 | 订阅后继续阅读 | 訂閱後繼續閱讀
    """
)


def claims(whole: Layout, paragraphs: list[Paragraph]) -> list[Claim[bool]]:
    """That it is not free, if the page says so right below the opening lines that it shows."""
    if not paragraphs or sum(words.count(one.text) for one in paragraphs) > OPENING:
        return []
    kept = {words.key(one.text) for one in paragraphs}
    places = [number for number, block in enumerate(whole.blocks) if block.key in kept]
    if not places:
        return []
    last = places[-1]
    near = whole.blocks[last : last + BELOW]
    said = next((one.text for one in near if one.size <= LONGEST and says_locked(one.text)), None)
    return [Claim(False, "text", f"says {words.squeeze(said)[:60]!r}")] if said else []
