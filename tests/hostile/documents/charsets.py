"""Pages whose bytes are not in the charset that they claim, or in none."""

import codecs

from crawler.items import Verdict
from tests.hostile.document import lines, page, reads, title

READ = Verdict.ARTICLE
ACCENTS = "Żółć, naïve façade, Übergröße, smørrebrød."


def accented(name: str, extra: str = ACCENTS) -> str:
    return page(name).replace("</article>", f"<p>{extra} {lines(name)[0]}</p></article>")


def undeclared(name: str, extra: str) -> str:
    return accented(name, extra).replace("<meta charset=utf-8>", "")


@reads(READ, keeps=8)
def is_utf_16_with_a_mark(name: str) -> bytes:
    return codecs.BOM_UTF16_LE + undeclared(name, ACCENTS).encode("utf-16-le")


@reads(READ, Verdict.MOJIBAKE, Verdict.BROKEN, Verdict.NOT_HTML, keeps=8, kind="text/html; charset=utf-16be")
def is_utf_16_without_a_mark(name: str) -> bytes:
    return undeclared(name, ACCENTS).encode("utf-16-be")


@reads(READ, Verdict.MOJIBAKE, Verdict.BROKEN, Verdict.NOT_HTML, keeps=8)
def is_utf_32(name: str) -> bytes:
    return undeclared(name, ACCENTS).encode("utf-32")


@reads(READ, keeps=8)
def is_windows_1252_and_does_not_say_so(name: str) -> bytes:
    return undeclared(name, "“Café”, he said – naïve.").encode("windows-1252")


@reads(READ, keeps=8)
def says_utf_8_and_is_latin_1(name: str) -> bytes:
    return accented(name, "Café, naïve, Übergröße").encode("latin-1")


@reads(READ, keeps=8)
def says_latin_1_and_is_utf_8(name: str) -> bytes:
    return accented(name).replace("charset=utf-8", "charset=iso-8859-1").encode()


@reads(READ, keeps=8)
def names_a_charset_that_is_none(name: str) -> bytes:
    return accented(name).replace("charset=utf-8", "charset=klingon-7").encode()


@reads(READ, Verdict.MOJIBAKE, keeps=8, kind="text/html; charset=shift_jis")
def is_served_as_shift_jis(name: str) -> bytes:
    return accented(name).encode()


@reads(READ, keeps=8)
def is_koi8_r(name: str) -> bytes:
    text = accented(name, "Паромы снова ходят по расписанию, сообщил начальник порта.")
    return text.replace("charset=utf-8", "charset=koi8-r").encode("koi8-r")


@reads(READ, keeps=8)
def is_gb18030(name: str) -> bytes:
    text = accented(name, "渡轮恢复了正常的班次，港务局的负责人说。")
    return text.replace("charset=utf-8", "charset=gb18030").encode("gb18030")


@reads(READ, keeps=8)
def is_utf_7(name: str) -> bytes:
    script = "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"
    return accented(name, script).replace("charset=utf-8", "charset=utf-7").encode()


@reads(Verdict.MOJIBAKE, READ)
def was_encoded_twice(name: str) -> bytes:
    told = "".join(f"<p>{ACCENTS * 6}</p>" for _ in range(8)).encode().decode("latin-1")
    return page(name, told).encode()


@reads(READ, keeps=8)
def changes_its_charset_halfway(name: str) -> bytes:
    half, rest = accented(name, "Café in utf-8").split("</article>")
    return half.encode() + "<p>Café in latin-1</p></article>".encode("latin-1") + rest.encode()


@reads(READ, keeps=8)
def has_bytes_that_are_no_text(name: str) -> bytes:
    return page(name).encode().replace(b"</article>", b"<p>\xff\xfe\xc3\x28\xa0\xa1</p></article>")


@reads(READ, keeps=8)
def marks_utf_8_and_says_something_else(name: str) -> bytes:
    return codecs.BOM_UTF8 + accented(name).replace("charset=utf-8", "charset=windows-1251").encode()


@reads(READ, keeps=8)
def has_its_charset_after_a_long_comment(name: str) -> str:
    head = f"<!-- {'x' * 3000} --><meta charset=utf-8>"
    return accented(name).replace("<meta charset=utf-8>", head).replace(title(name), title(name), 1)


@reads(READ, keeps=8)
def has_surrogates_in_utf_8(name: str) -> str:
    return page(name).replace("</article>", "<p>\ud83d alone, and \udc00 too</p></article>")
