"""A site on loopback whose feed announces every hostile document."""

from __future__ import annotations

from tests.hostile.behaviour import Behaviour
from tests.hostile.document import Document
from tests.hostile.site import HostileWeb
from tests.hostile.wire import Wire

ITEM = "<item><title>{n}</title><link>{home}/story-{n}</link></item>"


def library(documents: list[Document]) -> HostileWeb:
    """A web of one site, where `/story-N` is the document of that number."""

    async def serve(wire: Wire) -> None:
        if wire.target == "/stories.xml":
            items = "".join(ITEM.format(n=n, home=wire.home) for n in range(len(documents)))
            feed = f'<rss version="2.0"><channel><title>Library</title>{items}</channel></rss>'
            await wire.answer(feed.encode(), kind="application/rss+xml")
        else:
            document = documents[int(wire.target.rsplit("-", 1)[1])]
            await wire.answer(document.body(), kind=document.kind)

    return HostileWeb([Behaviour("library", "library", serve, frozenset(), told=False)])
