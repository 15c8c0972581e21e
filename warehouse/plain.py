"""How texts and words are compared: one kind of quote and of space, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# The same as loading/005_words.sql, and the quotation marks of Chinese and Japanese.
QUOTES = str.maketrans(
    "‘’‚‛ʼ′“”„‟«»″「」『』《》",
    '\'\'\'\'\'\'"""""""""""""',
    "\xad\u200b\ufeff",
)
SPACE = re.compile(r"\s+")
# A word with what is inside it (1,200.50, don't, well-known), or a sign; one character where a script doesn't
# part words. The space before it is its own.
TOKEN = re.compile(
    r"\s*(?:[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
    r"|[^\W_]+(?:[̀-ͯऀ-෿'’.,:\-‑]+[^\W_]+)*|\S|$)"
)
LONGEST = 100_000  # characters; what is longer is compared as one word
SENTENCE_ENDS = frozenset('.!?:;…"()-–—')  # as plain() leaves them


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign, with the space before it, as it stands and as it is compared."""

    text: str
    key: str
    opens: bool = False  # it is the first word of a sentence, or may be

    @property
    def words(self) -> int:
        """How many words it is: none if there is neither letter nor digit in it."""
        return self.key.count(" ") + 1 if any(char.isalnum() for char in self.key) else 0

    @property
    def is_number(self) -> bool:
        """Whether it has a digit in it."""
        return any(char.isdigit() for char in self.key)


def plain(text: str | None) -> str:
    """The text as it is compared; "" for None."""
    told = unicodedata.normalize("NFC", text or "").translate(QUOTES)
    return SPACE.sub(" ", told).strip()


def tokens(text: str) -> list[Token]:
    """A text's words and signs, in order."""
    if len(text) > LONGEST:
        return [Token(text, plain(text), True)]
    found: list[Token] = []
    opens = True
    for match in TOKEN.finditer(text):
        if not match[0]:
            continue
        key = match[0].strip() if match[0].isascii() else plain(match[0])
        one = Token(match[0], key, opens)
        found.append(one)
        if one.words:
            opens = False
        elif one.key in SENTENCE_ENDS:
            opens = True
    return found


def paragraphs(body: str | None) -> list[str]:
    """The paragraphs of a body."""
    return [one for one in (body or "").split("\n\n") if plain(one)]


def quotations(text: str) -> list[str]:
    """What stands between quotation marks in a paragraph, the stop at its end left out."""
    return [one.strip(" .,!?") for one in plain(text).split('"')[1::2]]
