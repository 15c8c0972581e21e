"""What stands in bylines beside names, in the languages of newspapers: "By", roles, desks, buttons."""

from __future__ import annotations

import re

from crawler.extraction.vocabulary import choices, phrases

# What leads to a name: nouns and verbs, then prepositions. English, German, French, Spanish and Portuguese,
# Italian, Dutch, Nordic, Slavic in both scripts, Greek, Turkish, Arabic.
NOUNS = choices("""
    an? | the | words | text | story | stories | article | report | reporting | analysis | opinion | column
    review | interview | posted | published | written | reported | created | submitted | more | all | on
    author | authors | contributor | correspondent
    ein | eine | artikel | beitrag | bericht | kommentar | gastbeitrag | kolumne | analyse | reportage
    pressemitteilung | erstellt | verfasst | geschrieben | veröffentlicht | publiziert | gespeichert
    eingestellt | autor | autorin | autoren | redaktion | texte
    propos | recueillis | rédigé | écrit | publié | auteur | auteure | auteurs
    escrito | escrita | publicado | texto | autora | autores | redacción | reportagem
    scritto | pubblicato | testo | autore | autrice | geschreven | door
    tekst | skrevet | skriven | publicerad | skribent | journalist | autorka | napisał | napisała | opracował
    автор | авторы | текст | материал | подготовил | подготовила | συντάκτης | κείμενο | szerző | penulis
    haber | yazar | yazan | muhabir
""")
BYS = choices("""
    by | von | de | par | por | di | da | door | av | af | przez | του | της | από τ(?:ον|ην)
    γράφ(?:ει|ουν)(?: [οη]ι?)? | írta | oleh
""")
# Verbs of publishing that may follow a name as well.
AFTER_NAMES = """
    published posted written updated veröffentlicht publiziert geschrieben erstellt verfasst gespeichert
    eingestellt publié écrit publicado escrito pubblicato scritto publicerad skriven skrevet publisert
    geschreven gepubliceerd
"""
DONE = frozenset(AFTER_NAMES.split())
# Words for an agency in general name none ("Agencies" signs what came from several).
GENERIC = frozenset({"agency", "nachrichtenagentur", "agentur", "agence", "agencia", "agenzia"})
LED = re.compile(rf"^\W*(?:(?:{NOUNS})\b\s*:?\s*){{0,3}}(?:(?:{BYS})\b|:)\s*:?\s*(?=\S)", re.IGNORECASE)
# The same in a value that names somebody, where "von", "de", "da" may begin the name itself.
SURELY_LED = re.compile(
    rf"^\W*(?:(?:{NOUNS})\b\s*:?\s*){{1,3}}(?:(?:{BYS})\b|:)\s*:?\s*(?=\S)"
    r"|^(?:by|von|par|por|door|przez|oleh)\s+(?=(?!de[rmn]?\b|la\b|las\b)\w[\w.-]*\s+\S)",
    re.IGNORECASE,
)
NOUN_LED = re.compile(rf"^\W*(?:{NOUNS})\s*(?::|\s\s)\s*", re.IGNORECASE)
LATE_BY = re.compile(
    r"^(?:[^|;/•·]{0,40}\W)?by\s+(?=\S)|^by(?-i:(?=[A-Z][a-z]))|^(?:über|about|à propos de|sobre)\s+(?=\S)"
    r"|^.{0,25}\b(?:artikel|beiträge|texte|articles|artículos|artigos|articoli|wortlaut|gespräch)\s"
    r"+(?:von|de|di|da|par|por)\s+",
    re.IGNORECASE,
)
# Arabic, Urdu, Hindi, Chinese, Japanese, Korean: a label before the name, or the role after it.
FOREIGN_LED = re.compile(
    r"^\W*(?:بقلم|كتبت?|تقرير|إعداد|الكاتبة?|تحریر|از|مصنف|نامہ نگار|लेखक|लेखिका|द्वारा|रिपोर्ट|संवाददाता"
    r"|作者|编辑|責任編輯|责任编辑|责编|編輯|記者|记者|本报记者|本報記者|撰文|撰稿|文|文字|采写|執筆|取材|著者"
    r"|글|기자|작성자|취재)\s*(?:[:：/／|・]|\s)\s*"
)
FOREIGN_ROLE = re.compile(
    r"\s*(?:[,，]\s*)?(?:선임기자|특파원|기자|통신원|記者|编辑|編集委員|論説委員|特派員|专栏作家|撰稿人"
    r"|संवाददाता|नामہ نگار)\s*$"
)
NOT_WRITERS = phrases(
    r"""
    (?:edited|reviewed|updated|fact[ -]?checked|translated|produced|photos?|photograph(?:y|s)?|video|images?
    illustrations?|graphics?|fotos?|bild(?:er)?|bearbeitet|übersetzt|photographies?|traduit|traducido|foto
    zdjęcia|фото|редактор|перевод)\b\s*(?:by|von|par|por|:)
    """,
    before=r"^\W*",
)
ROLE = phrases(
    """
    staff | reporters? | correspondent | editors? | editorial | writer | columnists? | contributors?
    journalist | producer | critic | analyst | photographer | professor | author | director | fellow | guest
    managing | associate | executive | assistant | bureau | chief | senior | deputy | special | desk | team
    freelance | newsroom | newsdesk | redakteur(?:in)? | korrespondent(?:in)? | reporterin | redaktion
    journaliste? | redactor[ae]? | redazione | corresponsal | rédaction | redacción | redacção | redação
    redactie | redaktionen | redakcja | redakce | редакция | редакції | korespondent | корреспондент
    обозреватель | muhabir | muhabiri | haber merkezi | απεσταλμένος | συντάκτης
    """,
    after=r"\b",
)
DESK = phrases(
    """
    staff | editors? | editorial | redaktion | rédaction | redacción | redacção | redação | redazione
    redactie | redaktionen | redakcja | redakce | редакция | редакції | newsroom | desk | team | bureau
    newsdesk | haber merkezi | 编辑部 | 編集部 | 편집국
    """,
    before=r"\b\w*?",
    after=r"\b",
)
NOBODY = phrases("reporter | correspondent | writer | korrespondent | journalist", after=r"\b")
# Buttons and labels that stand where bylines do.
JUNK = phrases(
    """
    updated? | published | posted | follow | email | e-mail | twitter | facebook | instagram | whatsapp
    linkedin | minutes? | min | read | view | profile | posts? | articles? | more | about | contact | click
    share | comments? | reply | subscribe | login | log in | sign | sagt | says | antworten | kommentare?
    zitieren | edit | edited | print | copy link | home | photo | getty | images | advertisement | cookies?
    all rights | pubmed | google | checked | verified | reviewed | biography | bio | website | homepage
    newsletter | am | pm | uhr | lesedauer | zeige | alle | autor | autorin | auteur
    """,
    after=r"\b",
)
NO_NAME = re.compile(r"https?\b|www\.|[@<>{}\[\]=#…?!%€$:;→„“”«»\"]", re.IGNORECASE)
FIRM = re.compile(
    r"\b(?:GmbH|KG|AG|Ltd|Inc|LLC|e\.\s?V|S\.A|verband|verein|union|university|universität|foundation|"
    r"institute?|ministerium|ministry|press|agency|media|magazine?|magazin|zeitung|blog|news|online|"
    r"publishing|verlag|\w+\.(?:com?|org|net|de))\b",
    re.IGNORECASE,
)
IN_NAMES = """
    von van der den de del della di da do dos das du la le los las y e i ibn bin al el af av zu zur zum ten
    ter bint abu st st. d' o' bar ben und
"""
PARTICLES = frozenset(IN_NAMES.split())
LEADS = frozenset(re.findall(r"[^\W\d]+", f"{NOUNS} {BYS}")) - {"redaktion"}
AND = re.compile(
    r"\s*(?:[;&|/•·、，،؛\n]|,|\s(?:and|und|et|och|og|и|та|ja|ve|with|mit|avec|con|και|و|और|اور)\s"
    r"|\s[-–—]\s)\s*",
    re.IGNORECASE,
)
SHORT_AND = re.compile(r"\s(?:y|e|i)\s")  # also inside names: only between two of two words
CASED = re.compile(
    "^\\W*[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u0531-\u0587]"
)  # Latin, Greek, Cyrillic, Armenian
CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яёα-ωά-ώ]"
GIVEN = rf"{CAPITAL}[^\W\d_]*(?:[-'’]{CAPITAL}?[^\W\d_]+)*\.?"
PERSON = re.compile(rf"{GIVEN}(?:\s(?:{GIVEN}|von|van|de|der|den|la|di|da|del|dos)){{1,3}}")
