"""Which charset a page is in, and why we think so."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

SAMPLE = 60_000  # bytes that are looked at when nothing is declared
FEW_ODD = 0.015  # share of bytes beyond ASCII below which detection is a guess
ASCII = bytes(range(128))
MANY_BAD = 0.002  # share of undecodable bytes above which a declaration is not believed


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text, and the charset it was read with."""

    text: str
    charset: str  # "windows-1252 (meta)"


def decode(body: bytes, content_type: str | None) -> Decoded:
    """Decode in the order of the HTML standard (13.2.3.2), but let the bytes overrule a false declaration."""
    marked, mark = read_bom(body)
    if marked:
        return _decoded(body[len(mark or b"") :], marked, "byte order mark")
    wide = _utf16_without_mark(body)
    if wide:
        return _decoded(body, wide, "zero bytes")
    if body.isascii():
        return Decoded(body.decode("ascii"), "utf-8 (ascii only)")
    served = http_content_type_encoding(content_type)
    meant = html_body_declared_encoding(body)
    try:  # text in another charset is almost never valid UTF-8 by chance
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(body, served, meant, error)
    why = "header" if served == "utf-8" else "meta" if meant == "utf-8" else "valid bytes"
    return Decoded(text, f"utf-8 ({why})")


def _not_utf8(body: bytes, served: str | None, meant: str | None, error: UnicodeDecodeError) -> Decoded:
    for charset, why in ((served, "header"), (meant, "meta")):
        if charset and charset != "utf-8" and not charset.startswith("utf-16"):
            text = body.decode(charset, "replace")
            if text.count("�") <= MANY_BAD * len(body):
                return Decoded(text, f"{_label(charset)} ({why})")
    text = body.decode("utf-8", "replace")
    if "utf-8" in (served, meant) and text.count("�") <= MANY_BAD * len(body):
        return Decoded(text, "utf-8 (declared, some bytes are not)")
    odd = len(body.translate(None, ASCII))
    if odd <= FEW_ODD * len(body):  # too little to tell by; the HTML standard's default for most locales
        return _decoded(body, "cp1252", "default")
    best = from_bytes(body[max(0, error.start - 2_000) :][:SAMPLE]).best()
    charset = best.encoding if best else "cp1252"
    return _decoded(body, charset, "detected")


def _decoded(body: bytes, charset: str, why: str) -> Decoded:
    return Decoded(body.decode(charset, "replace"), f"{_label(charset)} ({why})")


def _label(charset: str) -> str:
    name = codecs.lookup(charset).name
    return name.replace("cp125", "windows-125")


def _utf16_without_mark(body: bytes) -> str | None:
    head = body[:200]
    if len(head) < 40:
        return None
    if head[1::2].count(0) > len(head) * 0.4:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > len(head) * 0.4 else None
