"""What a story says of itself, and the posts of a live blog, are kept apart from its text."""

import json
from datetime import UTC, datetime

import pytest

from crawler.extraction.page import Page
from crawler.extraction.reader import examine
from crawler.items import Verdict

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
STORY = [
    "The harbour board voted on Monday to rebuild the northern pier, which a storm had torn away in January.",
    "The work is to begin in May and to last until the autumn, the board's chairwoman told reporters.",
    "Fishermen had asked for a temporary landing stage, which the board refused for want of money.",
    "The last rebuilding of the pier, after the flood of 1962, had taken two years and cost twice as much.",
]


def read(*paragraphs: str, script: dict[str, object] | None = None):
    head = f'<script type="application/ld+json">{json.dumps(script)}</script>' if script else ""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = f"<html><head><title>Pier to be rebuilt</title>{head}</head><body><article><h1>Pier to be rebuilt</h1>{body}"
    return examine(Page("https://harbour.example/news/pier", NOW, page.encode()), None, None)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Correction: An earlier version gave the wrong year of the flood.", "correction"),
        ("This article was amended on 2 March 2026 to correct the name of the chairwoman.", "correction"),
        ("An earlier version of this story misstated the cost of the pier.", "correction"),
        ("Editor's note: The author is a member of the sailing club.", "note"),
        ("Anm. d. Red.: Der Autor ist Mitglied des Segelvereins am Hafen.", "note"),
        ("Исправление: в первой версии статьи был назван другой год.", "correction"),
        ("更正：本文早前版本誤植了洪水發生的年份，現已改正。", "correction"),
        ("Corrections officers from the county jail will help to rebuild the pier.", "text"),
    ],
)
def test_a_remark_about_the_story_is_marked_as_such(text, role):
    article = read(*STORY, text).article
    assert [(one.role, one.text) for one in article.paragraphs][-1] == (role, text)
    assert article.corrections == ((text,) if role == "correction" else ())


def blog(updates: object) -> dict[str, object]:
    return {"@type": "LiveBlogPosting", "headline": "Pier to be rebuilt", "liveBlogUpdate": updates}


def test_a_live_blog_is_kept_with_its_posts_and_their_times():
    posts = [
        {
            "@type": "BlogPosting",
            "headline": "Vote",
            "datePublished": "2026-03-02T10:05:00+01:00",
            "articleBody": "The board <b>voted</b> for the pier.",
        },
        {"@type": "BlogPosting", "articleBody": "The meeting has begun."},
        {"@type": "BlogPosting", "datePublished": "2031-01-01", "articleBody": "A post from the future."},
    ]
    seen = read(*STORY, script=blog(posts))
    assert seen.verdict is Verdict.LIVE_BLOG
    assert [(one.posted_at, one.title, one.text) for one in seen.article.entries] == [
        (datetime(2026, 3, 2, 9, 5, tzinfo=UTC), "Vote", "The board voted for the pier."),
        (None, None, "The meeting has begun."),
        (None, None, "A post from the future."),
    ]


def marked(count: int, times: bool = True) -> list[str]:
    """Posts as a page without JSON-LD marks them."""
    when = '<time datetime="2026-03-02T1{}:05:00+01:00">1{}.05</time>' if times else "<time>earlier</time>"
    return [
        f'<div class="liveblog-post">{when.format(n, n)}<p>{STORY[n]} So it was told at number {n}.</p></div>'
        for n in range(count)
    ]


@pytest.mark.parametrize(("posts", "verdict"), [
    (marked(4), Verdict.LIVE_BLOG),
    (marked(2), Verdict.ARTICLE),
    (marked(4, times=False), Verdict.ARTICLE),
])  # fmt: skip
def test_posts_with_times_make_a_live_blog_where_no_json_ld_says_so(posts, verdict):
    page = (
        f"<html><body><article><h1>Pier to be rebuilt</h1><p>{STORY[0]}</p>{''.join(posts)}</article></body>"
    )
    seen = examine(Page("https://harbour.example/news/pier", NOW, page.encode()), None, None)
    assert seen.verdict is verdict
    timed = [one for one in seen.article.entries if one.posted_at]
    assert len(timed) == (4 if verdict is Verdict.LIVE_BLOG else 0)


@pytest.mark.parametrize(
    "updates", [None, 7, "soon", {"a": 1}, [[], None, 1, {"articleBody": {"@value": 3}}]]
)
def test_posts_of_the_wrong_types_harm_nothing(updates):
    seen = read(*STORY, script=blog(updates))
    assert seen.verdict is Verdict.LIVE_BLOG
    assert len(seen.article.paragraphs) == len(STORY)
