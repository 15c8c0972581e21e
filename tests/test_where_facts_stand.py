"""Which date, headline and name is the article's own is told by where it stands on the page."""

import json
from datetime import date

import pytest

from crawler.extraction.dateline import lift
from crawler.items import Paragraph
from tests.test_metadata import TITLE, article, ld, read

ENGLISH = '<meta http-equiv="content-language" content="en">'


def told_day(head: str = "", above: str = "", below: str = "", **page) -> date | None:
    at = article(read(ENGLISH + head, above, below, **page)).published_at
    return at.date() if at else None


# dates
def test_the_days_date_in_the_masthead_is_not_the_articles():
    title = f"</article></main><header><p>6 March 2026</p></header><main><article><h1>{TITLE}</h1>"
    assert told_day(title=title) is None
    assert told_day('<meta name="date" content="2026-03-03">', title=title) == date(2026, 3, 3)


@pytest.mark.parametrize("days", ["from 2 to 5 March 2026", "2 - 5 March 2026", "vom 2. bis 5. March 2026"])
def test_the_last_of_several_days_dates_no_article(days):
    assert told_day(above=f"<p>The fair is open {days} at the quay</p>") is None


def test_a_line_that_is_little_but_a_date_comes_before_one_that_tells_of_a_day():
    line = "<p>The quay of the fishermen was closed to all visitors until 2 March 2026 by the port</p>"
    assert told_day(above=f"{line}<p>5 March 2026</p>") == date(2026, 3, 5)


def test_parts_of_the_block_that_holds_the_headline_are_no_clutter():
    title = f'<div class="comment-header"><h1>{TITLE}</h1></div>'
    block = f'<div class="Comment"><h1 class="Comment_title">{TITLE}</h1><p class="Comment_date">5 March 2026</p></div>'
    assert told_day(title=title, above='<div class="comment-box"><p>5 March 2026</p></div>') is None
    assert told_day(title=block) == date(2026, 3, 5)


def test_a_post_that_is_quoted_does_not_date_the_article():
    assert told_day(above='<blockquote><time datetime="2026-03-01">1 March</time></blockquote>') is None


def test_the_line_that_a_template_writes_below_a_text_dates_it():
    line = f"This entry was posted on Thursday, March 5th, 2026 at noon {'and is filed under many a heading ' * 5}"
    assert told_day(below=f'<p class="postmetadata">{line}</p>') == date(2026, 3, 5)
    assert told_day(below=f"<p>{line}</p>") is None


@pytest.mark.parametrize(
    ("above", "reason"),
    [
        ("<p>31 February 2026</p>", "refused: no such day"),
        ("<p>03/04/2026</p>", "refused: day and month could be either"),
        ("<aside class='related'><p>4 March 2026</p></aside>", "refused: beside the article"),
        ("", "none: no date stands"),
    ],
)
def test_a_date_that_is_missing_has_a_reason(above, reason):
    seen = read(ENGLISH, above)
    assert article(seen).published_at is None
    assert any(reason in one for one in seen.ledger.losers["published_at"])


# headlines
def test_an_h1_that_leads_home_is_the_site_and_no_headline():
    mast = '<h1 id="site-title"><a href="/" rel="home">The Paper of the northern ports</a></h1>'
    assert article(read(title=f"{mast}<h1>{TITLE}</h1>")).title == TITLE
    assert article(read(title=f"{mast}<h2>{TITLE}</h2>")).title == TITLE


def test_a_kicker_that_markup_sets_off_is_cut():
    sign = '<span class="invisible">: </span>'
    hidden = f"<h1><span>Northern ports</span>{sign}<span>{TITLE} - and more</span></h1>"
    marked = f'<h1><span class="kicker">Northern ports</span> <span>{TITLE} - and more</span></h1>'
    assert article(read(title=hidden)).title == article(read(title=marked)).title == f"{TITLE} - and more"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"<h1>05.03.2026 - {TITLE}</h1>", TITLE),
        (f"<h1>“Never again”: {TITLE}</h1>", f"“Never again”: {TITLE}"),
        (f"<h1>{TITLE} and four more</h1>", f"{TITLE} and four more"),
    ],
)
def test_a_headline_loses_its_day_but_neither_a_quotation_nor_its_end(title, expected):
    assert article(read(title=title)).title == expected


# names
def test_a_name_in_a_sentence_is_no_byline():
    line = (
        f"<p>The mayor, <a href='/people/ann-lee'>Ann Lee</a>, opened the quay {'again and again ' * 8}</p>"
    )
    assert article(read(above=line)).authors == ()


def test_the_nearest_byline_may_add_a_name_and_one_further_down_may_not():
    head = ld(author={"@type": "Person", "name": "Ann Lee"})
    two = '<p class="byline"><a href="/a/1">Ann Lee</a> and <a href="/a/2">Bo Berg</a></p>'
    one = '<p class="byline"><a href="/a/1">Ann Lee</a></p>'
    card = '<div class="author-box"><a href="/a/1">Ann Lee</a> <a href="/x">Port Letters</a></div>'
    assert article(read(head, two)).authors == ("Ann Lee", "Bo Berg")
    assert article(read(head, one + card)).authors == ("Ann Lee",)


def test_who_took_the_picture_did_not_write():
    assert article(read(above='<p class="bildautor">Foto: Bild: PORT/ANN LEE</p>')).authors == ()


# what print adds
@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Dieser Artikel ist zuerst erschienen in der Printausgabe vom 6. September 2023, Seite 3"),
        ("fr", "Cet article est paru dans l'édition du 6 septembre 2023."),
        ("es", "Publicado en la edición impresa del 6 de septiembre de 2023"),
        ("it", "Articolo pubblicato nell'edizione cartacea del 6 settembre 2023"),
        ("nl", "Verschenen in de krant van 6 september 2023"),
        ("sv", "Publicerad i papperstidningen 6 september 2023"),
        ("pl", "Artykuł ukazał się w wydaniu z 6 września 2023"),
        ("ru", "Опубликовано в газете «Вестник» от 6 сентября 2023"),
        ("zh", "《海港日报》（2023年09月06日 02版）"),
        ("ja", "2023年9月6日付朝刊 社会面"),
    ],
)
def test_the_day_of_print_is_told_in_many_languages(language, line):
    told = lift([Paragraph("text", "x"), Paragraph("text", line)], language)
    assert (told.printed_on, len(told.paragraphs)) == (date(2023, 9, 6), 1)


def test_a_sentence_about_a_newspaper_stays_in_the_text():
    line = "Erschienen sind 300 Gäste, die Zeitung zählte am 6. September 2023 noch 200."
    told = lift([Paragraph("text", "x"), Paragraph("text", line)], "de")
    assert (told.printed_on, len(told.paragraphs)) == (None, 2)


# the rest
def test_a_subtitle_is_neither_the_title_again_nor_the_text_cut_off():
    assert article(read(ld(description=f"{TITLE} | The Paper"))).subtitle is None
    cut = "The harbour reopened on Tuesday after a closure of nine days, the port authority said, and the..."
    assert article(read(ld(description=cut))).subtitle is None
    assert (
        article(read(ld(description="<p>Ferries are back at the quay</p>"))).subtitle
        == "Ferries are back at the quay"
    )


def test_a_caption_of_a_teaser_is_not_the_articles():
    teaser = "<article><figure><figcaption>Dogs may swim again</figcaption></figure></article>"
    assert article(read(below=teaser)).image_caption is None


def test_every_field_that_is_told_names_its_origin():
    head = ld(datePublished="2026-03-05", articleSection="Ports", keywords=["quay", "Not Set"])
    figure = "<figure><figcaption>The quay <span class='credit'>Foto: Ann Lee</span></figcaption></figure>"
    seen = read(head, figure)
    told = article(seen)
    assert (told.tags, told.image_credit) == (("quay",), "Ann Lee")
    assert {"published_at", "section", "tags", "image_caption", "image_credit"} <= set(seen.ledger.provenance)
    assert json.dumps(seen.ledger.provenance)
