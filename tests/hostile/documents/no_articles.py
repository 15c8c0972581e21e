"""Things that a server may give in place of an article, with status 200."""

import gzip

from crawler.items import Verdict
from tests.hostile.document import lines, page, reads, title

NOTHING = (Verdict.EMPTY, Verdict.NOT_HTML, Verdict.BROKEN)


@reads(*NOTHING)
def is_empty(name: str) -> bytes:
    return b""


@reads(*NOTHING)
def is_white_space(name: str) -> bytes:
    return b" \r\n\t" * 5000


@reads(*NOTHING)
def is_a_picture(name: str) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 200


@reads(*NOTHING, kind="application/pdf")
def is_a_pdf(name: str) -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog >> endobj\n" * 300


@reads(*NOTHING)
def is_gzip_and_does_not_say_so(name: str) -> bytes:
    return gzip.compress(page(name).encode())


@reads(*NOTHING)
def is_zeros(name: str) -> bytes:
    return bytes(500_000)


@reads(*NOTHING, kind="application/json")
def is_json(name: str) -> str:
    return '{"status": "ok", "items": [' + ", ".join(f'"{line}"' for line in lines(name)) + "]}"


@reads(*NOTHING, Verdict.ARTICLE, kind="text/plain")
def is_plain_text(name: str) -> str:
    return "\n\n".join(lines(name))


@reads(*NOTHING, Verdict.LISTING, kind="application/rss+xml")
def is_a_feed(name: str) -> str:
    items = "".join(f"<item><title>{line}</title></item>" for line in lines(name))
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


@reads(*NOTHING, Verdict.ERROR_PAGE)
def is_the_shell_of_an_application(name: str) -> str:
    return (
        f"<html><head><title>{title(name)}</title></head><body><div id=root></div>"
        "<noscript>You need to enable JavaScript to run this app.</noscript><script src=a.js></script></body>"
    )


@reads(Verdict.ERROR_PAGE, Verdict.CONSENT)
def asks_whether_we_are_human(name: str) -> str:
    return "<html><head><title>Just a moment...</title></head><body><h1>Verify you are human</h1><p>Ray 8f</p></body>"


@reads(Verdict.CONSENT)
def asks_for_cookies(name: str) -> str:
    return (
        "<html><head><title>The Slip</title></head><body><h1>We value your privacy</h1><p>We and our 812 partners "
        "store cookies on your device. Click accept to consent to tracking by us and our partners.</p></body>"
    )


@reads(Verdict.SOFT404)
def has_lost_the_page(name: str) -> str:
    return "<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Sorry.</p></body>"


@reads(Verdict.STUB)
def keeps_its_story_for_subscribers(name: str) -> str:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    )
    first = f"<p>{lines(name)[0]}</p><div class=wall>Subscribe to continue reading. Already a subscriber? Sign in.</div>"
    return page(name, first, head)


@reads(Verdict.LISTING, Verdict.SUSPECT)
def is_a_list_of_headlines(name: str) -> str:
    rows = "".join(f"<li><a href=/{n}>{line[:60]}</a></li>" for n, line in enumerate(lines(name, 40)))
    return page(name, f"<ul>{rows}</ul>")


@reads(Verdict.LISTING, Verdict.SUSPECT)
def is_a_list_of_teasers(name: str) -> str:
    cards = "".join(
        f"<article><h2><a href=/{n}>{line[:60]}</a></h2><p>{line[:120]}...</p></article>"
        for n, line in enumerate(lines(name, 24))
    )
    return f"<html><head><title>Latest</title></head><body><h1>Latest news</h1>{cards}</body></html>"


@reads(Verdict.ERROR_PAGE, *NOTHING)
def is_a_stack_trace(name: str) -> str:
    trace = "<br>".join(f"at gazette.render.line{n}(Render.java:{n})" for n in range(60))
    return f"<html><head><title>500 Internal Server Error</title></head><body><h1>Error</h1><pre>{trace}</pre></body>"


@reads(Verdict.GALLERY, *NOTHING)
def is_a_video_with_a_line(name: str) -> str:
    head = '<meta property="og:type" content="video.other">'
    return page(name, "<video src=a.mp4></video><p>Watch the boats go by.</p>", head)


@reads(*NOTHING, Verdict.LISTING)
def is_a_directory(name: str) -> str:
    rows = "".join(f'<a href="{n}.bak">{n}.bak</a> 2019-01-01 10:00 1K\n' for n in range(60))
    return f"<html><head><title>Index of /news</title></head><body><h1>Index of /news</h1><pre>{rows}</pre></body>"
