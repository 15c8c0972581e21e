"""Pages whose dates are impossible, ambiguous, or about something else. None of them may be invented."""

import json
from datetime import date

from crawler.items import Verdict
from tests.hostile.document import page, reads

READ = Verdict.ARTICLE


def dated(name: str, told: object) -> str:
    facts = {"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": told}
    return page(name, head=f'<script type="application/ld+json">{json.dumps(facts)}</script>')


def with_meta(name: str, content: str) -> str:
    return page(name, head=f'<meta property="article:published_time" content="{content}">')


def with_line(name: str, line: str) -> str:
    return page(name).replace("</h1>", f"</h1><p class=date>{line}</p>")


@reads(READ, keeps=8)
def is_of_the_thirteenth_month(name: str) -> str:
    return dated(name, "2026-13-45T10:00:00Z")


@reads(READ, keeps=8)
def is_of_the_thirtieth_of_february(name: str) -> str:
    return dated(name, "2026-02-30")


@reads(READ, keeps=8)
def is_of_the_year_nought(name: str) -> str:
    return dated(name, "0000-00-00 00:00:00")


@reads(READ, keeps=8)
def is_of_the_year_one(name: str) -> str:
    return dated(name, "0001-01-01T00:00:00Z")


@reads(READ, keeps=8)
def is_of_the_year_9999(name: str) -> str:
    return dated(name, "9999-12-31T23:59:59-14:00")


@reads(READ, keeps=8)
def is_of_next_century(name: str) -> str:
    return with_meta(name, "2126-05-04T10:00:00Z")


@reads(READ, keeps=8)
def is_of_the_beginning_of_time(name: str) -> str:
    return with_meta(name, "1970-01-01T00:00:00Z")


@reads(READ, keeps=8, days=(None, date(2026, 3, 4), date(2026, 3, 5)))
def is_in_an_impossible_time_zone(name: str) -> str:
    return dated(name, "2026-03-04T10:00:00+99:99")


@reads(READ, keeps=8)
def is_dated_by_a_list_of_nothing(name: str) -> str:
    return dated(name, [None, {}, [], "", True])


@reads(READ, keeps=8)
def is_dated_by_a_number_without_end(name: str) -> str:
    return dated(name, "9" * 5000)


@reads(READ, keeps=8)
def is_dated_by_a_negative_number(name: str) -> str:
    return dated(name, -1)


@reads(READ, keeps=8)
def says_yesterday(name: str) -> str:
    return with_line(name, "Published yesterday, two hours ago")


@reads(READ, keeps=8)
def has_a_soup_of_numbers(name: str) -> str:
    return with_line(name, "Ref 19950101-20 / 12.13.14 / 01-02-03 / 0800 123 456 / 1995")


@reads(READ, keeps=8)
def has_only_a_copyright_year(name: str) -> str:
    return page(name).replace("</article>", "</article><footer>Copyright 2019 The Slip</footer>")


@reads(READ, keeps=8)
def has_only_the_date_of_a_teaser(name: str) -> str:
    teaser = "<aside><h3>More</h3><p><a href=/a>Another story</a> <time datetime=2025-07-12>12 Jul</time></p></aside>"
    return page(name).replace("</article>", f"</article>{teaser}")


@reads(READ, keeps=8)
def has_only_the_date_of_a_comment(name: str) -> str:
    comment = "<section class=comments><p>Ann, 3 May 2021: I remember that lamp.</p></section>"
    return page(name).replace("</article>", f"</article>{comment}")


@reads(READ, keeps=8, days=(None, date(2026, 4, 3), date(2026, 3, 4)))
def has_a_day_that_may_be_a_month(name: str) -> str:
    return with_line(name, "03/04/2026")


@reads(READ, keeps=8)
def has_a_date_in_its_story_only(name: str) -> str:
    old = "<p>The bridge was opened on 4 May 1911 and closed on 6 May 1911 by the same mayor, who had caught cold.</p>"
    return page(name).replace("</article>", f"{old}</article>")
