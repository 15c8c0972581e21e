"""Hostile documents by kind; importing them all fills the register."""

from tests.hostile.document import DOCUMENTS
from tests.hostile.documents import charsets, dates, lies, markup, no_articles, sizes

__all__ = ["DOCUMENTS", "charsets", "dates", "lies", "markup", "no_articles", "sizes"]
