"""Dates as pages write them: read in every language, refused where they could be two days or none."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from crawler.extraction import dates

FIFTH = datetime(2026, 3, 5, tzinfo=UTC)
WORDS = [
    ("en", "Thursday, March 5, 2026"), ("en", "5th March 2026"), ("en", "Mar. 5, 2026"), ("en", "2026, March 5"),
    ("de", "Donnerstag, 5. März 2026"), ("fr", "le jeudi 5 mars 2026"), ("es", "5 de marzo de 2026"),
    ("pt", "5 de março de 2026"), ("it", "5 marzo 2026"), ("nl", "5 maart 2026"), ("sv", "5 mars 2026"),
    ("da", "5. marts 2026"), ("nb", "5. mars 2026"), ("fi", "5. maaliskuuta 2026"), ("pl", "5 marca 2026"),
    ("cs", "5. března 2026"), ("hu", "2026. március 5."), ("ro", "5 martie 2026"), ("tr", "5 Mart 2026 Perşembe"),
    ("id", "Kamis, 5 Maret 2026"), ("vi", "ngày 5 tháng 3 năm 2026"), ("lt", "2026 m. kovo 5 d."),
    ("ru", "5 марта 2026 года"), ("ru", "05 мар 2026"), ("uk", "5 березня 2026"), ("bg", "5 март 2026"),
    ("sr", "5. марта 2026."), ("el", "Πέμπτη, 05 Μαρτίου 2026"), ("el", "ΠΕΜΠΤΗ 5 ΜΑΡΤΙΟΥ 2026"),
    ("ar", "الخميس 5 مارس 2026"), ("ar", "٥ مارس ٢٠٢٦"), ("ar", "الخميس 5 آذار / مارس 2026"),
    ("fa", "۵ مارس ۲۰۲۶"), ("ur", "جمعرات 5 مارچ، 2026"), ("ur", "05 مارچ ، 2026"), ("he", "5 במרץ 2026"),
    ("hi", "गुरुवार, 5 मार्च 2026"), ("hi", "५ मार्च २०२६"), ("bn", "৫ মার্চ ২০২৬"), ("ta", "5 மார்ச் 2026"),
    ("zh", "2026年3月5日"), ("zh", "2026 年 03 月 05 日"), ("zh", "二〇二六年三月五日"), ("ja", "令和8年3月5日"),
    ("ja", "2026年3月5日（木）"), ("ko", "2026년 3월 5일 목요일"), ("ko", "2026.03.05."),
]  # fmt: skip
CLOCKS = [
    ("en", "March 5, 2026 at 2:30 pm"), ("de", "5. März 2026, 14:30 Uhr"), ("fr", "5 mars 2026 à 14h30"),
    ("it", "5 marzo 2026 ore 14:30"), ("sv", "5 mars 2026 kl. 14.30"), ("ru", "5 марта 2026 года в 14:30"),
    ("el", "5 Μαρτίου 2026 2:30 μ.μ."), ("ar", "5 مارس 2026 02:30 مساءً"), ("hi", "5 मार्च 2026, 02:30 PM"),
    ("zh", "2026年3月5日 下午2:30"), ("ja", "2026年3月5日 14時30分"), ("ko", "2026년 3월 5일 오후 2:30"),
    ("en", "14:30, 5 March 2026"), ("tr", "5 Mart 2026 Perşembe 14:30"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), WORDS)
def test_a_day_is_read_in_the_language_of_its_page(language, text):
    told = dates.human(text, language)
    assert [(one.at, one.precision) for one in told] == [(FIFTH, "day")]


@pytest.mark.parametrize(("language", "text"), CLOCKS)
def test_a_time_of_day_beside_a_date_is_read(language, text):
    told = dates.human(text, language)
    assert [(one.at, one.precision) for one in told] == [(FIFTH.replace(hour=14, minute=30), "minute")]


def test_months_whose_letters_fold_to_several_are_read():
    assert dates.human("5 Μαΐου 2026", "el")[0].at == datetime(2026, 5, 5, tzinfo=UTC)


def test_a_second_date_is_not_taken_for_a_clock():
    told = dates.human("05.04.2025 - Güncelleme : 05.04.2025", "tr")
    assert [one.precision for one in told] == ["day", "day"]


@pytest.mark.parametrize(
    ("text", "language", "country", "day"),
    [
        ("03/04/2026", "de", None, 3),
        ("03/04/2026", "en", "GB", 3),
        ("04/03/2026", "en", "US", 3),
        ("13/04/2026", "en", None, 13),
        ("03.04.2026", "en", None, 3),
        ("3.4.26", "de", None, 3),
    ],
)
def test_numbers_are_read_in_the_order_of_the_language_or_country(text, language, country, day):
    assert dates.human(text, language, UTC, country)[0].at == datetime(2026, 4, day, tzinfo=UTC)


def test_what_could_be_two_days_is_refused_and_named():
    assert dates.human("03/04/2026", "en") == []
    assert dates.ambiguous("03/04/2026", "en") == "03/04/2026"
    assert dates.ambiguous("03/03/2026", "en") is None


@pytest.mark.parametrize("text", ["2026-13-45", "2026-02-30", "2026-03-05T25:00:00Z", "1969-07-20"])
def test_what_is_no_day_is_refused_with_a_reason(text):
    with pytest.raises(dates.DateRefusedError, match=r"\d"):
        dates.machine(text)


@pytest.mark.parametrize("text", ["99999", "", "yesterday", "2026", "0000-00-00"])
def test_what_is_no_date_is_none(text):
    assert dates.machine(text) is None


@pytest.mark.parametrize(
    "text", ["九九三三年九三月三三日", "31 February 2026", "2026.99.99", "5.5.5.5", "令和99年99月99日"]
)
def test_number_soup_gives_no_date(text):
    assert dates.human(text, "zh") == []


def test_offsets_that_mean_one_thing_are_read_and_others_are_the_sources_own():
    karachi = ZoneInfo("Asia/Karachi")
    assert dates.machine("2026-03-05T14:30:00+05:30", karachi).at.utcoffset() == timedelta(hours=5.5)
    assert dates.human("5 March 2026 14:30 GMT+7", "en", karachi)[0].at.tzinfo == timezone(timedelta(hours=7))
    assert dates.human("March 5, 2026 2:30 pm EST", "en", karachi)[0].at.utcoffset() == timedelta(hours=-5)
    assert dates.human("March 5, 2026 2:30 pm IST", "en", karachi)[0].at.tzinfo == karachi
