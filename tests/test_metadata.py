"""Each field is read from where pages say it, with its origin; what agrees wins, what stands beside the story does not."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from crawler.extraction.page import Page
from crawler.extraction.reader import Examined, examine
from crawler.items import Candidate, Via

FETCHED = datetime(2026, 3, 6, 12, tzinfo=UTC)
PROSE = (
    "The harbour reopened on Tuesday after a closure of nine days, the port authority said, and the first ferries left before noon. ",
    "Some four hundred lorries had waited at the northern quay since the storm, most of them loaded with grain and medicines. ",
    "Dredgers will go on working at night until the end of the month, and the pilots ask for patience. ",
)
STORY = "".join(f"<p>{text * 2}</p>" for text in PROSE)
TITLE = "Harbour opens again after nine days"


def read(
    head: str = "", above: str = "", below: str = "", title: str = f"<h1>{TITLE}</h1>", **page
) -> Examined:
    html = (
        f"<html><head><title>{TITLE} | The Paper</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<main><article>{title}{above}{STORY}</article>{below}</main></body></html>"
    )
    url = page.pop("url", "https://paper.example/news/harbour")
    return examine(Page(url, FETCHED, html.encode(), "text/html; charset=utf-8", **page), None, None)


def article(seen: Examined):
    assert seen.article is not None, seen.reason
    return seen.article


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": TITLE, **fields})}</script>'


# title
@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", f"<h1>{TITLE}</h1>"),
        ("", f"<h1>{TITLE} | Local News</h1>"),
        (ld(), f"<h1><span>On the water</span> <b>{TITLE}</b></h1>"),
        (f'<meta property="og:title" content="Storm damage: {TITLE}">', f"<h1>On the water - {TITLE}</h1>"),
        (ld(), "<h1>News</h1>"),
        (ld() + f'<meta property="og:title" content="{TITLE}">', "<h1>The finest daily of the coast</h1>"),
    ],
)
def test_the_title_is_the_headline_alone(head, title):
    assert article(read(head, title=title)).title == TITLE


def test_the_address_speaks_for_a_headline_that_json_ld_tells():
    seen = read(
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferries leave before noon as quay opens"}</script>',
        url="https://paper.example/news/ferries-leave-before-noon-as-quay-opens",
    )
    assert article(seen).title == "Ferries leave before noon as quay opens"


# authors
@pytest.mark.parametrize(
    ("head", "above", "names"),
    [
        (ld(author={"@type": "Person", "name": "Ana Ruiz"}), "", ("Ana Ruiz",)),
        ('<meta name="author" content="The Paper">', '<div class="byline">By <a href="/x">Ana Ruiz</a></div>', ("Ana Ruiz",)),
        ("", "<p>By Ana Ruiz and Lee Wong</p>", ("Ana Ruiz", "Lee Wong")),
        ("", '<a rel="author" href="/ana">Ana Ruiz</a>', ("Ana Ruiz",)),
        (ld(author=[{"@type": "Person", "name": "Ana Ruiz"}]), '<p class="byline"><a>Ana Ruiz</a> <a>Lee Wong</a></p>', ("Ana Ruiz", "Lee Wong")),
        ('<meta name="twitter:creator" content="@ana">', '<p class="byline">Our Correspondent</p>', ()),
        (ld(author={"@type": "Organization", "name": "The Paper"}), "", ("The Paper",)),
    ],
)  # fmt: skip
def test_authors_are_people_before_the_site(head, above, names):
    assert article(read(head, above)).authors == names


def test_a_commenter_a_picture_and_another_story_name_no_author():
    seen = read(
        below='<div class="comments"><div class="comment"><span class="comment-author">Troll King</span></div></div>'
        '<article><h3>Another story</h3><span class="byline">By Lee Wong</span></article>'
        '<div itemscope itemtype="https://schema.org/ImageObject"><span itemprop="author">Pat Lens</span></div>'
    )
    assert article(seen).authors == ()


def test_a_name_alone_below_the_text_signs_it():
    html = STORY + "<p><b>Ana Ruiz</b></p>"
    seen = examine(
        Page(
            "https://paper.example/a",
            FETCHED,
            f"<html><body><h1>{TITLE}</h1><div>{html}</div></body></html>".encode(),
        ),
        None,
        None,
    )
    assert article(seen).authors == ("Ana Ruiz",)


# dates
@pytest.mark.parametrize(
    ("head", "above", "origin", "at", "precision"),
    [
        (ld(datePublished="2026-03-05T14:30:00+01:00"), "", "json-ld", "2026-03-05T13:30", "second"),
        ('<meta property="article:published_time" content="2026-03-05">', "", "meta", "2026-03-05T00:00", "day"),
        ("", '<time datetime="2026-03-05T14:30Z">yesterday</time>', "time", "2026-03-05T14:30", "minute"),
        ("", "<p>5 March 2026</p>", "text", "2026-03-05T00:00", "day"),
        ("", "<p>5 March 2026</p><time datetime='2026-03-05T14:30Z'></time>", "time", "2026-03-05T14:30", "minute"),
        ('<meta name="date" content="2026-03-01">', "<p>5 March 2026</p>", "text", "2026-03-05T00:00", "day"),
    ],
)  # fmt: skip
def test_a_date_has_its_origin_and_precision(head, above, origin, at, precision):
    told = article(read(head, above))
    assert (told.published_from, told.published_at, told.published_precision) == (
        origin,
        datetime.fromisoformat(f"{at}+00:00"),
        precision,
    )


def test_a_feed_outranks_a_guess_and_not_the_page():
    hints = Candidate(
        "paper", "https://paper.example/news/harbour", Via.FEED, published_at=FETCHED - timedelta(days=2)
    )
    assert article(read(above="<p>5 March 2026</p>", hints=hints)).published_from == "feed"
    assert article(read(ld(datePublished="2026-03-05"), hints=hints)).published_from == "json-ld"


def test_the_day_readers_see_gives_the_offset_of_an_instant():
    seen = read(ld(datePublished="2026-03-04T23:30:00Z"), "<p>5 March 2026</p>")
    assert article(seen).published_at == datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    assert seen.published.at.date().isoformat() == "2026-03-05"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            "",
            "<aside class='sidebar'><ul><li>Dogs may swim <span class='date'>4 March 2026</span></li></ul></aside>",
        ),
        (
            "",
            "<div class='comments'><div class='comment'><time datetime='2026-03-05'>5 March 2026</time></div></div>",
        ),
        ("<p>Updated: 5 March 2026</p>", ""),
        ("<p>03/04/2026</p>", ""),
    ],
)
def test_a_date_that_is_not_the_storys_gives_none(above, below):
    assert (
        article(read('<meta http-equiv="content-language" content="en">', above, below)).published_at is None
    )


# the other fields
def test_section_tags_subtitle_language_picture_and_access():
    told = article(
        read(
            ld(
                articleSection="Local",
                keywords="harbour, storm",
                alternativeHeadline="Ferries leave before noon",
                isAccessibleForFree=False,
                image=[{"@type": "ImageObject", "url": "/quay.jpg"}],
                inLanguage="en-GB",
            ),
            '<figure><img src="/quay.jpg"><figcaption>The quay at dawn <span class="credit">Lee Wong</span></figcaption></figure>',
        )
    )
    assert (told.section, told.tags, told.subtitle) == (
        "Local",
        ("harbour", "storm"),
        "Ferries leave before noon",
    )
    assert (told.language, told.is_free) == ("en-GB", False)
    assert told.image_url == "https://paper.example/quay.jpg"
    assert (told.image_caption, told.image_credit) == ("The quay at dawn", "Lee Wong")


def test_the_text_tells_its_language_when_the_attribute_is_wrong():
    html = f"<html lang='de'><body><h1>{TITLE}</h1>{STORY}</body></html>"
    assert (
        article(examine(Page("https://paper.example/a", FETCHED, html.encode()), None, None)).language == "en"
    )


def test_a_live_blog_lists_its_posts_with_their_times():
    posts = [
        {"@type": "BlogPosting", "headline": "First ferry leaves", "articleBody": "<p>It is full.</p>", "datePublished": "2026-03-05T10:00:00Z"},
        {"@type": "BlogPosting", "articleBody": "A second one follows.", "datePublished": "not a date"},
        {"@type": "BlogPosting"},
        "nonsense",
    ]  # fmt: skip
    blog = {"@type": "LiveBlogPosting", "headline": TITLE, "liveBlogUpdate": posts}
    told = article(read(f'<script type="application/ld+json">{json.dumps(blog)}</script>')).entries
    assert [(one.posted_at, one.title, one.text) for one in told] == [
        (datetime(2026, 3, 5, 10, tzinfo=UTC), "First ferry leaves", "It is full."),
        (None, None, "A second one follows."),
    ]


def test_posts_marked_on_the_page_are_entries_and_a_ticker_is_none():
    posts = "".join(
        f'<div class="live-post"><time datetime="2026-03-05T1{n}:00Z">1{n}:00</time><p>{text}</p></div>'
        for n, text in enumerate(PROSE)
    )
    told = article(read(above=posts)).entries
    assert [one.posted_at.hour for one in told if one.posted_at] == [10, 11, 12]
    ticker = "".join(
        f'<div class="live-item"><time datetime="2026-03-05T1{n}:00Z">1{n}:00</time> <a href="/{n}">Dogs may swim again {n}</a></div>'
        for n in range(4)
    )
    assert article(read(below=f"<footer>{ticker}</footer>")).entries == ()


def test_what_lost_is_kept_with_its_origin():
    seen = read(ld(datePublished="2026-03-05"), "<p>3 March 2026</p>")
    assert seen.ledger.provenance["published_at"] == "json-ld: datePublished"
    assert "text: 2026-03-03" in seen.ledger.losers["published_at"]
