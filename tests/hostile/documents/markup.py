"""Pages whose markup is broken in a way that browsers forgive."""

from crawler.items import Verdict
from tests.hostile.document import lines, page, reads, title

READ = Verdict.ARTICLE


@reads(READ, keeps=8)
def has_no_html_around_its_paragraphs(name: str) -> str:
    return f"<h1>{title(name)}</h1>" + "".join(f"<p>{line}</p>" for line in lines(name))


@reads(READ, keeps=8)
def never_closes_a_tag(name: str) -> str:
    return f"<html><body><div><article><h1>{title(name)}<div>" + "".join(f"<p>{line}" for line in lines(name))


@reads(READ, keeps=8)
def closes_every_tag_twice(name: str) -> str:
    return page(name).replace("</p>", "</p></p></div>")


@reads(READ, keeps=8)
def crosses_its_tags(name: str) -> str:
    return page(name, "".join(f"<b><p><i>{line}</b></i></p>" for line in lines(name)))


@reads(READ, keeps=8)
def breaks_lines_instead_of_paragraphs(name: str) -> str:
    return page(name, "<br><br>".join(lines(name)))


@reads(READ, keeps=8)
def writes_its_tags_in_capitals_without_quotes(name: str) -> str:
    told = "".join(f"<P ALIGN=left CLASS=a b c>{line}" for line in lines(name))
    return f"<HTML><BODY BGCOLOR=#fff><H1>{title(name)}</H1>{told}</BODY>"


@reads(READ, keeps=8)
def opens_a_comment_after_its_story(name: str) -> str:
    return page(name).replace("</article>", "</article><!-- never closed <p>nothing</p>")


@reads(READ, Verdict.EMPTY, Verdict.SUSPECT, keeps=8)
def opens_a_comment_before_its_story(name: str) -> str:
    return page(name).replace("<article>", "<!-- <article>").replace("</article>", "--></article>")


@reads(READ, Verdict.EMPTY, Verdict.SUSPECT)
def never_closes_its_script(name: str) -> str:
    return page(name).replace("<article>", "<script>var a = 1; <article>")


@reads(READ, keeps=8)
def writes_markup_in_a_script(name: str) -> str:
    script = "<script>document.write('<p>This was never said.</p><\\/article>')</script>"
    return page(name).replace("<article>", f"<article>{script}")


@reads(READ, keeps=8)
def is_xhtml_with_a_prolog(name: str) -> str:
    prolog = '<?xml version="1.0" encoding="utf-8"?>'
    return prolog + page(name).replace("<html lang=en>", '<html xmlns="http://www.w3.org/1999/xhtml">')


@reads(READ, Verdict.BROKEN, keeps=8)
def declares_entities(name: str) -> str:
    doctype = (
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    return doctype + page(name).replace("<!doctype html>", "").replace(
        "</article>", "<p>&b; &f;</p></article>"
    )


@reads(READ, keeps=8)
def is_two_documents_in_one(name: str) -> str:
    return (
        page(name) + "<!doctype html><html><head><title>Another</title></head><body><p>Bye.</p></body></html>"
    )


@reads(READ, Verdict.EMPTY, Verdict.SUSPECT)
def hides_its_story_in_noscript(name: str) -> str:
    return (
        page(name).replace("<article>", "<noscript><article>").replace("</article>", "</article></noscript>")
    )


@reads(READ, Verdict.EMPTY, Verdict.SUSPECT)
def hides_its_story_in_a_template(name: str) -> str:
    return (
        page(name).replace("<article>", "<template><article>").replace("</article>", "</article></template>")
    )


@reads(Verdict.EMPTY, Verdict.BROKEN)
def is_a_set_of_frames(name: str) -> str:
    return f"<html><head><title>{title(name)}</title></head><frameset><frame src=a.html><frame src=b.html></frameset>"


@reads(READ, keeps=8)
def puts_its_story_into_a_table_of_one_cell(name: str) -> str:
    cell = "".join(f"<p>{line}</p>" for line in lines(name))
    return page(name, "<table><tr><td>" * 12 + cell + "</td></tr></table>" * 12)


@reads(READ, keeps=8)
def puts_nul_into_its_text(name: str) -> str:
    return page(name).replace("</article>", "<p>\x00nul\x00 and nothing\x00</p></article>")


@reads(READ, keeps=8)
def puts_control_characters_into_its_text(name: str) -> str:
    odd = "".join(map(chr, range(1, 32))) + "\x7f\x80\x9f\ufffe\uffff"
    return page(name).replace("</article>", f"<p>{odd} odd ones</p></article>")


@reads(READ, keeps=8)
def refers_to_characters_that_are_none(name: str) -> str:
    return page(name).replace("</article>", "<p>&#xD800; &#99999999; &#0; &#x; &nosuch; &amp</p></article>")


@reads(READ, keeps=8)
def turns_its_text_around(name: str) -> str:
    return page(name).replace("</article>", "<p>\u202eerofeb\u202c \u2066\u200b\u200f after</p></article>")


@reads(READ, keeps=8)
def says_that_it_lives_elsewhere(name: str) -> str:
    return page(name, head='<base href="file:///etc/">')
