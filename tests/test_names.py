"""Bylines give names only, in every script; what is no name is left out."""

import pytest

from crawler.extraction.metadata.names import is_person, signers

LINES = [
    ("en", "By Ana Ruiz and JOHN O'HARA", ("Ana Ruiz", "John O'Hara")),
    ("en", "ByAna Ruiz", ("Ana Ruiz",)),
    ("en", "Posted on March 5, 2026 by Ana Ruiz", ("Ana Ruiz",)),
    ("en", "Ana Ruiz, Senior Political Reporter, ana@paper.example", ("Ana Ruiz",)),
    ("en", "Ana Ruiz Senior Political Reporter", ("Ana Ruiz",)),
    ("en", "Ana Ruiz | Photos by Lee Wong", ("Ana Ruiz",)),
    ("de", "Von Anna von der Heide, Berlin", ("Anna von der Heide",)),
    ("de", "Ein Gastbeitrag von Jörg Meier", ("Jörg Meier",)),
    ("de", "Jörg Meier im Gespräch mit Anna Kurz", ("Jörg Meier", "Anna Kurz")),
    ("fr", "Par Cécile Durand et Marc Petit", ("Cécile Durand", "Marc Petit")),
    ("es", "Por José Ortega y Gasset", ("José Ortega y Gasset",)),
    ("es", "Ana López y Juan Pérez", ("Ana López", "Juan Pérez")),
    ("it", "di Anna Rossi", ("Anna Rossi",)),
    ("pl", "Autor: Anna Nowak", ("Anna Nowak",)),
    ("sv", "Text: Anna Lind", ("Anna Lind",)),
    ("tr", "Haber: Ayşe Yılmaz", ("Ayşe Yılmaz",)),
    ("ru", "Автор: Иван Петров", ("Иван Петров",)),
    ("ru", "Текст: Анна Ли, корреспондент", ("Анна Ли",)),
    ("el", "Γράφει η Μαρία Παππά", ("Μαρία Παππά",)),
    ("el", "Της Μαρίας Παππά", ("Μαρίας Παππά",)),
    ("ar", "بقلم: محمد علي", ("محمد علي",)),
    ("ur", "تحریر: احمد خان", ("احمد خان",)),
    ("hi", "लेखक: राम शर्मा", ("राम शर्मा",)),
    ("zh", "作者：王小明", ("王小明",)),
    ("zh", "（责编：牛一、岳二二）", ("牛一", "岳二二")),
    ("ja", "文・山田太郎", ("山田太郎",)),
    ("ja", "山田太郎 記者", ("山田太郎",)),
    ("ko", "홍길동 기자", ("홍길동",)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "names"), LINES, ids=[row[1][:20] for row in LINES])
def test_a_byline_gives_its_names(language, text, names):
    assert signers([text], language).people == names


@pytest.mark.parametrize(
    "text",
    [
        "Our Correspondent", "Staff Reporter", "By", "Von", "Updated", "Follow", "Share", "5 min read", "3 Comments",
        "https://paper.example/authors/ana-ruiz", "@ana", "Photos by Lee Wong", "Edited by Lee Wong", "|", "", "…",
    ],
)  # fmt: skip
def test_what_names_nobody_gives_nobody(text):
    assert signers([text], "en").people == ()


def test_a_value_that_names_somebody_keeps_what_looks_like_by():
    assert signers(["Von der Leyen Ursula", "De La Cruz Ana"], "de", is_prose=False).people == (
        "Von der Leyen Ursula",
        "De La Cruz Ana",
    )


def test_desks_and_agencies_are_no_people():
    told = signers(["Metro Desk", "Reuters", "BR24 Redaktion"], "en")
    assert told.people == ()
    assert set(told.others) == {"Metro Desk", "Reuters", "BR24 Redaktion"}


@pytest.mark.parametrize("text", ["Ana Ruiz", "Anna von der Heide", "J. R. Smith", "Мария Кюри"])
def test_a_line_that_is_a_name(text):
    assert is_person(text)


@pytest.mark.parametrize(
    "text", ["Ana", "the harbour", "37 Views", "© Ana Ruiz", "Read More", "Ana Ruiz said so"]
)
def test_a_line_that_is_none(text):
    assert not is_person(text)
