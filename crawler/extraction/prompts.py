"""Lines in which the publisher speaks to readers about itself: subscribe, follow us, write to us, log in."""

from __future__ import annotations

from functools import lru_cache

from crawler.extraction import words
from crawler.extraction.vocabulary import choices, saying

LONGEST = 60  # words
SHORT = 14  # words of a line that may be the label of a tool of the page

# What readers are asked to do, where a sentence begins, ...
ASKED = r"""
    sign[ -]?(?:up|in) | subscribe | register | log ?in | follow | join | download | get | stay | support
    donate | become | like | unlock | activate | listen | watch | want | want\s+to | click | tap | receive
    never\s+miss | don['’]t\s+miss | send | e-?mail | visit | find | abonnier\w* | anmelden
    melden\s+sie\s+sich | folgen\s+sie | folge | registrieren | unterstütz\w+ | laden\s+sie | werden\s+sie
    jetzt | lesen\s+sie | abonnez | inscrivez | suivez | rejoignez | soutenez | téléchargez | retrouvez
    recevez | découvrez | suscr[ií]b\w+ | síguenos | sigue | síguelo | únete | apoya | descarga
    regístrate | recibe | iscriviti | seguici | segui | abbonati | sostieni | scarica | ricevi | inscreva
    siga | assine | apoie | baixe | receba | prenumerera | följ | ladda | abonneer | volg | steun
    ontvang | følg | abonner | tilmeld | tilaa | seuraa | zapisz | subskrybuj | śledź | obserwuj | dołącz
    polub | pobierz | wesprzyj | odebírejte | sledujte | přihlaste | kövess\w* | iratkozz\w* | подпис\w+
    подпишитесь | следите | присоединяйтесь | вступайте | скачайте | поддержите | підпис\w+ | стежте
    приєднуйтесь | ακολουθήστε | εγγραφείτε | γίνετε | abone\s+ol\w* | takip\s+ed\w* | indirin | اشترك
    تابع\w* | 订阅 | 訂閱 | 关注 | 關注 | 加入 | 下载 | 下載 | 登录 | 登入 | 구독 | 팔로우
"""
# ... and with what.
CHANNEL = r"""
    newsletters? | nieuwsbrief | nyhetsbrev | nyhedsbrev | infolettre | boletín | biuletyn\w*
    newsletter\w* | рассылк\w+ | розсилк\w+ | uutiskirje\w* | in-?box(?:es)?
    e-?mail\s+(?:alerts?|updates?|list) | alerts | push | rss | feeds? | twitter | facebook | instagram
    telegram\w* | whatsapp | youtube | linkedin | tiktok | bluesky | google\s*(?:news|plus|\+) | вконтакте
    телеграм\w* | вайбер\w* | 微博 | 微信 | 脸书 | 臉書 | 粉絲 | podcasts? | apps? | account | konto | compte
    cuenta | subscri(?:ber|ption)s? | abonnements? | abo | e-?paper | members?(?:hip)? | mitglied\w*
    free\s+trial | our\s+(?:website|channel|journalism|reporting|coverage|work) | spende\w* | patreon
"""
asks = saying(
    rf"(?:{choices(ASKED)})(?![^\W\d_])"
    rf"(?=(?:[^.!?]|[.!?](?!\s)){{0,200}}?(?<![^\W\d_])(?:{choices(CHANNEL)})(?![^\W\d_]))",
    before=r"(?:^|[.!?:|>»–—-]\s+|\bplease\s+|^\W+)",
)
# What is said only of the page, the site or the reader's account, whoever says it.
tells = saying(
    r"""
    already (?:have an account|a (?:subscriber|member))
    (?:exclusive|available) (?:only )?(?:to|for) \S{0,20} ?(?:subscribers|members)
    (?:only|reserved) for (?:subscribers|members)
    (?:subscribe|register|sign (?:up|in)|log ?in) to (?:read|continue|unlock|view)
    you can (?:now )?(?:save|share|gift) this (?:article|story) | got a (?:story|tip|news tip|question)
    get in touch with (?:us|our) | if you (?:enjoyed|liked|like) (?:reading )?(?:this|our|what)
    (?:we|us) (?:may|might|can)? ?(?:earn|receive|get)s? (?:an? )?(?:(?:small|affiliate) )?commission
    let us know (?:in|what|below) | tell us what you think | (?:leave|post|write) (?:a|your) comment
    was this (?:page|article|story) helpful | to (?:contact|reach) the (?:reporter|writer|editor|author)s?
    (?:spotted|found|noticed) (?:a|an) (?:mistake|error|typo) | by signing up,? you | you can unsubscribe
    (?:see|read|accept|agree to|subject to|under) (?:our|the) privacy policy | our privacy policy
    (?:story|article|advertisement|content) continues (?:below|after)
    continue reading (?:the main story|below|after) | your article continues
    weiterlesen nach der (?:anzeige|werbung) | la suite après (?:cette|la) publicité
    lees verder onder | artikkelen fortsetter | artikeln fortsätter | fehler gefunden
    ihre meinung ist uns wichtig | hat ihnen (?:dieser|der) artikel gefallen | nur für abonnenten
    réservée? aux abonnés | il vous reste \d{1,2}[.,]?\d* ?% | vous avez aimé cet article
    solo para suscriptores | ¿te ha gustado | solo per abbonati | tylko dla (?:prenumeratorów|subskrybentów)
    (?:нашли|заметили|обнаружили)\b[^.]{0,40}\b(?:ошибку|опечатку|неточность)
    (?:знайшли|помітили)\b[^.]{0,40}помилку | ctrl\s*(?:\+|-|и)?\s*enter
    """
)
names_tool = saying(
    r"""
    (?:reading time|read time|lesedauer|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura)\b
    (?:tempo de leitura|leestijd|lästid|lesetid|czas czytania|время (?:чтения|на чтение)|doba čtení)\b
    \d+ ?-?min(?:ute)?s?\.? read\b | filed under\b | posted in\b | tagged (?:with|in|as|under)\b
    (?:tags?|keywords?|schlagw(?:orte|örter)|stichworte|mots-clés|etiquetas|теги|метки|tagi) ?[:：]
    (?:ετικέτες|标签|標籤|關鍵字|关键词) ?[:：]
    (?:listen to|escucha|écouter|hören sie) (?:this|esta|cet|diesen) (?:article|story|nota|artikel|noticia)
    """,
    before=r"^\W*",
)


@lru_cache(maxsize=1024)
def is_prompt(text: str) -> bool:
    """Whether a line asks something of the reader, or tells of the page's tools and not of the story."""
    size = words.count(text)
    if size > LONGEST:
        return False
    return asks(text) or tells(text) or (size <= SHORT and names_tool(text))
