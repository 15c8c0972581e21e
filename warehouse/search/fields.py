"""What the index holds of an article, and how texts become words: one way for each language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import tantivy

VERSION = 1  # of all that is said here: another one, and the index is built anew
# Languages whose words have a stem, so that "missile" finds "missiles". All others: "xx", word for word.
STEMS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
ALSO = {"nb": "no", "nn": "no"}  # Norwegian has three codes
PLAIN = "xx"
GROUPS = (*STEMS, PLAIN)
# Scripts that put no space between words: each character is a word, and a word of theirs a phrase.
UNPARTED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
WORD = rf"[{UNPARTED}]|[\p{{L}}\p{{M}}\p{{N}}&&[^{UNPARTED}]]+"
LONGEST = 100  # bytes of a word; longer ones are no words
NAMED = ("author", "section", "tag", "dateline", "agency")  # fields whose words are names: no stems
EXACT = ("source", "language")


def group_of(language: str | None) -> str:
    """The group of a language tag: `en-GB` is `en`, `ja` is `xx`."""
    primary = (language or "").lower().partition("-")[0]
    primary = ALSO.get(primary, primary)
    return primary if primary in STEMS else PLAIN


@cache
def analyzer(group: str) -> tantivy.TextAnalyzer:
    """How texts of a group become words: parted, in lower case, without Latin accents, down to the stem."""
    built = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(WORD)).filter(
        tantivy.Filter.remove_long(LONGEST)
    )
    built = built.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    if group in STEMS:
        built = built.filter(tantivy.Filter.stemmer(STEMS[group]))
    return built.build()


@cache
def schema() -> tantivy.Schema:
    """The fields of the index. Texts are not kept in it: the snapshot has them."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("article_id", stored=True, tokenizer_name="raw", index_option="basic")
    build.add_integer_field("at", indexed=True, fast=True)
    for name in EXACT:
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in NAMED:
        build.add_text_field(name, tokenizer_name=PLAIN)
    for group in GROUPS:
        build.add_text_field(f"title_{group}", tokenizer_name=group)
        build.add_text_field(f"text_{group}", tokenizer_name=group)
    return build.build()


def opened(path: str) -> tantivy.Index:
    """The index in a folder, made if it is not there."""
    index = tantivy.Index(schema(), path=path)
    for group in GROUPS:
        index.register_tokenizer(group, analyzer(group))
    return index


def document(article: Mapping[str, Any]) -> tantivy.Document:
    """An article as the index takes it."""
    group = group_of(article["language"])
    made = tantivy.Document()
    made.add_text("article_id", article["article_id"])
    made.add_text("source", article["source"])
    made.add_text("language", (article["language"] or "").lower().partition("-")[0])
    made.add_integer("at", seconds(article["at"]))
    made.add_text(f"title_{group}", article["title"] or "")
    made.add_text(f"text_{group}", text_of(article))
    for name in ("section", "dateline", "agency"):
        made.add_text(name, article[name] or "")
    for field, values in (("author", article["authors"]), ("tag", article["tags"])):
        for value in values or ():
            made.add_text(field, value or "")
    return made


def text_of(article: Mapping[str, Any]) -> str:
    """Standfirst and body; many pages open the body with the standfirst."""
    subtitle, body = article["subtitle"] or "", article["body"] or ""
    return body if body.startswith(subtitle) else f"{subtitle}\n\n{body}"


def seconds(moment: datetime) -> int:
    """Seconds since 1970."""
    return int(moment.timestamp())
