"""Pages whose metadata is broken, or says what is not so."""

import json

from crawler.items import Verdict
from tests.hostile.document import page, reads, title

READ = Verdict.ARTICLE


def told(name: str, facts: object) -> str:
    return page(name, head=f'<script type="application/ld+json">{json.dumps(facts)}</script>')


def news(**facts: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", **facts}


@reads(READ, keeps=8)
def breaks_off_in_its_json_ld(name: str) -> str:
    return page(
        name, head='<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bo</script>'
    )


@reads(READ, keeps=8)
def has_json_ld_that_is_a_number(name: str) -> str:
    return page(name, head='<script type="application/ld+json">42</script>')


@reads(READ, keeps=8)
def has_json_ld_of_nan(name: str) -> str:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "wordCount": NaN, "a": -Infinity}</script>'
    return page(name, head=head)


@reads(READ, keeps=8)
def names_itself_as_its_author(name: str) -> str:
    return told(name, {"@graph": [news(**{"@id": "#a", "author": {"@id": "#a"}, "isPartOf": {"@id": "#a"}})]})


@reads(READ, keeps=8)
def has_types_of_the_wrong_kind(name: str) -> str:
    return told(
        name, news(headline={"a": 1}, author=[1, None, [], {"name": {"name": []}}], keywords=7, image=[[]])
    )


@reads(READ, keeps=8)
def has_a_thousand_authors(name: str) -> str:
    return told(name, news(author=[{"@type": "Person", "name": f"Ada {n} Marlow"} for n in range(1000)]))


@reads(READ, keeps=8)
def says_that_its_body_is_another(name: str) -> str:
    return told(name, news(articleBody="Nothing of this stands on the page. " * 50))


@reads(READ, keeps=8)
def says_that_it_is_another_sites(name: str) -> str:
    return page(name, head='<link rel=canonical href="https://elsewhere.example/story">')


@reads(READ, keeps=8)
def says_that_it_is_the_home_page(name: str) -> str:
    return page(name, head='<link rel=canonical href="/"><meta property="og:url" content="/">')


@reads(READ, keeps=8)
def says_that_it_is_a_file(name: str) -> str:
    return page(name, head='<link rel=canonical href="file:///etc/passwd"><link rel=amphtml href="data:,x">')


@reads(READ, keeps=8)
def has_a_script_for_a_headline(name: str) -> str:
    return told(name, news(headline='<script>alert(1)</script>"><img src=x onerror=alert(1)>'))


@reads(READ, keeps=8)
def has_a_formula_for_a_headline(name: str) -> str:
    formula = '=HYPERLINK("http://x","y")|\'; drop table articles; -- '
    return page(name).replace(title(name), formula + title(name))  # wherever the page tells its title


@reads(READ, keeps=8)
def has_a_headline_of_signs(name: str) -> str:
    return page(name).replace("<h1>", "<h1>\u202e\u200b🗞️🗞️🗞️ ")


@reads(READ, keeps=8)
def refreshes_to_another_page(name: str) -> str:
    return page(name, head='<meta http-equiv=refresh content="0; url=http://127.3.3.3/away">')


@reads(READ, keeps=8)
def has_a_picture_in_its_address(name: str) -> str:
    return page(name, head=f'<meta property="og:image" content="data:image/png;base64,{"A" * 100_000}">')


@reads(READ, keeps=8)
def says_no_in_words(name: str) -> str:
    return told(name, news(isAccessibleForFree="False", hasPart={"isAccessibleForFree": "perhaps"}))


@reads(READ, keeps=8)
def has_a_language_that_is_none(name: str) -> str:
    return page(name).replace("lang=en", 'lang="x-klingon-' + "q" * 500 + '"')


@reads(READ, keeps=8)
def describes_itself_without_end(name: str) -> str:
    return page(name, head=f'<meta name=description content="{"A description. " * 20_000}">')
