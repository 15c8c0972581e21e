"""Pages that are far too large, deep or wide in one direction."""

from crawler.items import Verdict
from tests.hostile.document import lines, page, reads

READ = Verdict.ARTICLE
GIVEN_UP = (Verdict.TIMEOUT, Verdict.MEMORY, Verdict.BROKEN, Verdict.SUSPECT)


def around(name: str, opening: str, closing: str, times: int) -> str:
    inner = "".join(f"<p>{line}</p>" for line in lines(name))
    return page(name, opening * times + inner + closing * times)


@reads(READ, keeps=8)
def nests_a_hundred_deep(name: str) -> str:
    return around(name, "<div>", "</div>", 100)


@reads(READ, *GIVEN_UP, keeps=8)
def nests_a_thousand_deep(name: str) -> str:
    return around(name, "<div>", "</div>", 1000)


@reads(READ, *GIVEN_UP, keeps=8)
def nests_a_hundred_thousand_deep(name: str) -> str:
    return around(name, "<div>", "</div>", 100_000)


@reads(READ, *GIVEN_UP, keeps=8)
def nests_tables_five_hundred_deep(name: str) -> str:
    return around(name, "<table><tr><td>", "</td></tr></table>", 500)


@reads(READ, *GIVEN_UP, keeps=8)
def opens_thirty_thousand_fonts(name: str) -> str:
    return around(name, "<font size=2>", "", 30_000)


@reads(READ, *GIVEN_UP, keeps=8)
def has_forty_thousand_attributes(name: str) -> str:
    return page(name).replace("<article>", f"<article {' '.join(f'a{n}=b' for n in range(40_000))}>")


@reads(READ, *GIVEN_UP, keeps=8)
def has_an_attribute_of_five_megabytes(name: str) -> str:
    return page(name).replace("<article>", f'<article data-state="{"x" * 5_000_000}">')


@reads(READ, *GIVEN_UP, keeps=8)
def has_ten_thousand_classes(name: str) -> str:
    return page(name).replace("<article>", f'<article class="{" ".join(f"c{n}" for n in range(10_000))}">')


@reads(READ, *GIVEN_UP)
def has_a_paragraph_of_a_megabyte(name: str) -> str:
    return page(name, f"<p>{' '.join(lines(name, 40)) * 150}</p>"[:1_000_000])


@reads(READ, *GIVEN_UP, Verdict.EMPTY, keeps=8)
def has_a_word_of_two_megabytes(name: str) -> str:
    return page(name).replace("</article>", f"<p>{'a' * 2_000_000}</p></article>")


@reads(READ, *GIVEN_UP, keeps=8)
def has_a_million_empty_paragraphs(name: str) -> str:
    return page(name).replace("</article>", "<p>" * 1_000_000 + "</article>")


@reads(READ, *GIVEN_UP, keeps=8)
def has_two_thousand_paragraphs(name: str) -> str:
    return page(name, count=2_000)


@reads(READ, *GIVEN_UP, Verdict.LISTING, keeps=8)
def has_four_thousand_links(name: str) -> str:
    links = "".join(f"<li><a href=/{n}>A link with a few words {n}</a></li>" for n in range(4_000))
    return page(name).replace("</article>", f"</article><ul>{links}</ul>")


@reads(READ, *GIVEN_UP, keeps=8)
def has_a_table_of_ten_thousand_cells(name: str) -> str:
    row = "<tr>" + "<td>7</td>" * 100 + "</tr>"
    return page(name).replace("</article>", f"<table>{row * 100}</table></article>")


@reads(READ, *GIVEN_UP, keeps=8)
def has_a_title_of_a_megabyte(name: str) -> str:
    return page(name, head=f'<meta property="og:title" content="{"title " * 170_000}">')


@reads(READ, *GIVEN_UP, keeps=8)
def has_ten_thousand_metas(name: str) -> str:
    return page(name, head="".join(f'<meta name="author" content="Author {n}">' for n in range(10_000)))


@reads(READ, *GIVEN_UP, keeps=8)
def has_json_ld_of_five_megabytes(name: str) -> str:
    told = '{"@type": "NewsArticle", "keywords": [' + ", ".join(f'"k{n}"' for n in range(400_000)) + "]}"
    return page(name, head=f'<script type="application/ld+json">{told}</script>')


@reads(READ, *GIVEN_UP, keeps=8)
def nests_json_ld_fifty_thousand_deep(name: str) -> str:
    told = '{"@graph": ' + "[" * 50_000 + "]" * 50_000 + "}"
    return page(name, head=f'<script type="application/ld+json">{told}</script>')


@reads(READ, *GIVEN_UP, keeps=8)
def has_spaces_that_keep_a_pattern_busy(name: str) -> str:
    return page(name).replace("</article>", f"<p>By{' ' * 200_000}x</p><p>{'(' * 50_000}</p></article>")


@reads(READ, *GIVEN_UP, keeps=8)
def has_three_megabytes_of_style(name: str) -> str:
    return page(name, head=f"<style>{'.a{color:red}' * 250_000}</style>")
