"""Shingles and sketches of a text: what counts as a word, and what of them is kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.prose import prose
from warehouse.fingerprints import Hashes, shingles, sketch


def hashes(text: str) -> Hashes:
    return shingles([text])[0]


def test_letter_case_punctuation_and_forms_of_a_character_do_not_count():
    one = hashes("The bridge, closed on Monday: for eleven weeks! Café Ａ ½")
    other = hashes("the bridge closed on monday for ELE\u00adVEN weeks cafe\u0301 a 1\u20442")
    assert one.tolist() == other.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大桥将于周一关闭十一周县政府说", "大桥将于周一关闭十二周县政府说"),
        ("橋は月曜日から十一週間閉鎖される", "橋は月曜日から十二週間閉鎖される"),
        ("สะพานจะปิดเป็นเวลาสิบเอ็ดสัปดาห์", "สะพานจะปิดเป็นเวลาสิบสองสัปดาห์"),
    ],
)
def test_characters_are_words_where_words_are_not_parted(one, other):
    shared = set(hashes(one).tolist()) & set(hashes(other).tolist())
    assert 0 < len(shared) < len(hashes(one))
    assert len(hashes(one)) > 8


def test_a_word_of_a_script_with_vowel_marks_is_one_word():
    assert len(hashes("हिन्दी में लिखा गया समाचार पत्र")) == 2


@given(st.lists(st.text(max_size=60), max_size=8))
@settings(max_examples=80)
def test_a_text_has_the_same_shingles_in_whatever_company(texts):
    together = [one.tolist() for one in shingles(texts)]
    assert together == [hashes(text).tolist() for text in texts]


def test_texts_without_words_have_no_shingles_and_short_ones_have_one():
    assert [len(one) for one in shingles(["", " — ", "Closed", "Closed until further notice"])] == [
        0,
        0,
        1,
        1,
    ]


def test_half_a_surrogate_pair_stops_nothing():
    assert len(hashes("one two \ud800 three four five")) == 1


def test_a_sketch_keeps_every_thirty_second_shingle_of_a_long_text_and_all_of_a_short_one():
    kept = [len(sketch(hashes(prose(seed, 3200)))) for seed in range(10)]
    assert 70 < sum(kept) / 10 < 130
    assert len(sketch(hashes(prose(1, 25)))) == 21


def test_what_a_short_text_keeps_holds_what_a_long_one_keeps():
    long, short = hashes(prose(5, 3000)), hashes(" ".join(prose(5, 3000).split()[:200]))
    assert set(sketch(long).tolist()) & set(short.tolist()) <= set(sketch(short).tolist())
