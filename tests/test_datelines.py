"""What print put before the text is read in every script, and prose that only looks like it is left alone."""

import pytest

from crawler.extraction.dateline import lift
from crawler.items import Paragraph

READ = [
    ("en", "KARACHI: The port reopened on Tuesday.", "KARACHI", None),
    ("en", "WASHINGTON (Reuters) - The port reopened on Tuesday.", "WASHINGTON", "Reuters"),
    ("en", "NEW DELHI, March 5 (PTI) - The port reopened on Tuesday.", "NEW DELHI", "PTI"),
    ("de", "Berlin (dpa) - Der Hafen ist wieder offen.", "Berlin", "dpa"),
    ("fr", "Paris (AFP) – Le port a rouvert mardi.", "Paris", "AFP"),
    ("es", "MADRID, 5 Mar. (EUROPA PRESS) - El puerto reabrió el martes.", "MADRID", "Europa Press"),
    ("tr", "ANKARA (AA) - Liman salı günü yeniden açıldı.", "ANKARA", "AA"),
    ("ru", "МОСКВА, 5 марта. /ТАСС/. Порт вновь открыт.", "МОСКВА", "TASS"),
    ("ru", "МОСКВА, 5 мар — РИА Новости. Порт вновь открыт.", "МОСКВА", "RIA Novosti"),
    ("ru", "Киев. 5 марта. ИНТЕРФАКС - Порт вновь открыт.", "Киев", "Interfax"),
    ("el", "ΑΘΗΝΑ (ΑΠΕ-ΜΠΕ) - Το λιμάνι άνοιξε ξανά την Τρίτη.", "ΑΘΗΝΑ", "ANA-MPA"),
    ("ar", "القاهرة (رويترز) - أعلنت السلطات اليوم إعادة فتح الميناء.", "القاهرة", "Reuters"),
    ("ar", "بيروت - أ ف ب: أعيد فتح الميناء يوم الثلاثاء.", "بيروت", "AFP"),
    ("ur", "اسلام آباد (اے پی پی): بندرگاہ منگل کو دوبارہ کھول دی گئی۔", "اسلام آباد", "APP"),
    ("hi", "नई दिल्ली, 5 मार्च (भाषा) बंदरगाह मंगलवार को फिर से खुल गया।", "नई दिल्ली", "PTI Bhasha"),
    ("zh", "新华社北京3月5日电（记者王小明）港口今天重新开放。", "北京", "Xinhua"),
    ("zh", "中新网上海3月5日电 港口今天重新开放。", "上海", "China News Service"),
    ("ja", "【ワシントン共同】米政府は5日、港の再開を発表した。", "ワシントン", "Kyodo"),
    ("ja", "【ロンドン＝山田太郎】英政府は5日、港の再開を発表した。", "ロンドン", None),
    ("ko", "(서울=연합뉴스) 홍길동 기자 = 항구가 5일 다시 열렸다.", "서울", "Yonhap"),
]  # fmt: skip
PROSE = [
    ("en", "Reading: a short history of the port and of those who worked there."),
    ("de", "Es war so: Der Hafen blieb am Dienstag geschlossen."),
    ("ru", "Порт — это город в городе, говорят его рабочие."),
    ("ar", "قال الرئيس - رئيس الوزراء سابقا - إن الميناء مفتوح."),
    ("hi", "सरकार - जिसने कल कहा था - आज चुप है।"),
    ("zh", "北京时间3月5日电影节在上海开幕。"),
    ("ja", "【速報】港が再開した。"),
    ("ko", "(사진) 항구가 다시 열렸다."),
]


@pytest.mark.parametrize(("language", "text", "place", "agency"), READ, ids=[row[1][:12] for row in READ])
def test_a_dateline_tells_place_and_agency(language, text, place, agency):
    told = lift([Paragraph("text", text)], language)
    assert (told.dateline, told.agency) == (place, agency)


@pytest.mark.parametrize(("language", "text"), PROSE, ids=[row[1][:12] for row in PROSE])
def test_prose_has_no_dateline(language, text):
    told = lift([Paragraph("text", text)], language)
    assert (told.dateline, told.agency) == (None, None)


def test_the_dateline_stays_in_the_text_as_readers_see_it():
    text = "新华社北京3月5日电（记者王小明）港口今天重新开放。"
    assert lift([Paragraph("text", text)], "zh").paragraphs == [Paragraph("text", text)]
